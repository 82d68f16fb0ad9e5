import type { DomainEvent, Process, ProcessCommand, Recorded } from '#libs/event-sourcing';
import { parseStreamName } from '#libs/kernel';
import type { AcknowledgeMerger, AcknowledgeSplit } from './park.commands.js';
import type { ParkEvent } from './park.events.js';

/** What still has to be told: a successor's command, by the event that decided the succession. */
export interface SuccessionState {
  readonly toTell: readonly ProcessCommand<AcknowledgeMerger | AcknowledgeSplit>[];
}

/** Tells each successor of a merger or split, so that its own stream names its predecessors (R18). */
export const parkSuccession: Process<SuccessionState, AcknowledgeMerger | AcknowledgeSplit> = {
  name: 'parkSuccession',
  version: 1,
  initial: { toTell: [] },
  evolve(state, { event }) {
    if (event.type !== 'ParksMerged' && event.type !== 'ParkSplit') return state;
    const succession = event as Recorded<DomainEvent> & Extract<ParkEvent, { type: 'ParksMerged' | 'ParkSplit' }>;
    const { id } = parseStreamName(event.stream);
    const { from } = succession.data;
    if (id === from) return { toTell: [...state.toTell, ...told(succession)] };
    return { toTell: state.toTell.filter((one) => !(one.id === id && one.command.from === from)) };
  },
  wanted: (state) => state.toTell,
};

function told(event: { id: string } & Extract<ParkEvent, { type: 'ParksMerged' | 'ParkSplit' }>): SuccessionState['toTell'] {
  const common = { category: 'park', causedBy: event.id };
  switch (event.type) {
    case 'ParksMerged': {
      const { from, into, on, document } = event.data;
      return [{ ...common, id: into, command: { type: 'AcknowledgeMerger', from, on, document } }];
    }
    case 'ParkSplit': {
      const { from, into, on, document } = event.data;
      return into.map((id) => ({ ...common, id, command: { type: 'AcknowledgeSplit', from, into, on, document } }));
    }
    default:
      return event satisfies never;
  }
}

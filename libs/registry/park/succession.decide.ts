import type { DecisionContext } from '#libs/event-sourcing';
import { registryErrors } from '../errors.js';
import { demandOffice, demandPast, needed } from '../guards.js';
import type { SuccessionCommand } from './park.commands.js';
import type { ParkEvent } from './park.events.js';
import type { ParkExtra } from './park.extra.js';
import type { Park } from './park.state.js';

/**
 * A succession is decided once, in the stream of the park that ends (it can end only once, so no race can give it away twice); the process then tells each
 * successor, which records the same payload. Decided by 专班, on a document.
 */
export function decideSuccession(command: SuccessionCommand, park: Park, context: DecisionContext, extra: ParkExtra): ParkEvent[] {
  switch (command.type) {
    case 'MergePark': {
      demandOffice(context.caller, ['taskForce']);
      const { into, on, document } = command;
      demandPast(on, context, 'on');
      demandSuccessors(park, [into], extra);
      return [{ type: 'ParksMerged', data: { from: park.code, into, on, document } }];
    }
    case 'SplitPark': {
      demandOffice(context.caller, ['taskForce']);
      const { into, on, document } = command;
      demandPast(on, context, 'on');
      if (into.length < 2) throw registryErrors.error('registry.splitNeedsTwo', {}, { where: 'into' });
      demandSuccessors(park, into, extra);
      return [{ type: 'ParkSplit', data: { from: park.code, into: [...into], on, document } }];
    }
    case 'AcknowledgeMerger': {
      demandOffice(context.caller, ['process']);
      const { from, on, document } = command;
      if (known(park, from)) return [];
      return [{ type: 'ParksMerged', data: { from, into: park.code, on, document } }];
    }
    case 'AcknowledgeSplit': {
      demandOffice(context.caller, ['process']);
      const { from, into, on, document } = command;
      if (known(park, from)) return [];
      return [{ type: 'ParkSplit', data: { from, into: [...into], on, document } }];
    }
    default:
      return command satisfies never;
  }
}

function known(park: Park, predecessor: string): boolean {
  return park.predecessors.some((one) => one.park === predecessor);
}

function demandSuccessors(park: Park, codes: readonly string[], extra: ParkExtra): void {
  if (codes.includes(park.code)) throw registryErrors.error('registry.parkSelf', { park: park.code }, { where: 'into' });
  const states = needed(extra.successors, "the successors' states");
  if (new Set(codes).size !== codes.length) {
    throw registryErrors.error('registry.successorTwice', { parks: codes.join('、') }, { where: 'into' });
  }
  codes.forEach((code, i) => {
    const state = states[i];
    if (!state || state.status === 'none') throw registryErrors.error('registry.parkUnknown', { park: code }, { where: 'into' });
    if (state.ended) {
      const { on, successors } = state.ended;
      throw registryErrors.error('registry.parkEnded', { park: code, on, successors: successors.join('、') }, { where: 'into' });
    }
  });
}

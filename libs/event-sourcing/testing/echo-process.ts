import { parseStreamName } from '#libs/kernel';
import type { DomainEvent, LogEntry } from '../events.js';
import type { Process } from '../process.js';
import type { CounterCommand } from './counter.js';

interface Echo {
  readonly causedBy: string;
  readonly n: number;
}

export interface EchoState {
  readonly pending: readonly Echo[];
  readonly done: number;
  readonly refused: readonly string[];
}

/** A small process for this room's own specs: adds whatever was added to counter `in` to counter `out` as well. */
export const echo: Process<EchoState, CounterCommand> = {
  name: 'echo',
  version: 1,
  initial: { pending: [], done: 0, refused: [] },
  evolve(state, { event }: LogEntry<DomainEvent>) {
    const without = (causedBy: unknown): readonly Echo[] => state.pending.filter((one) => one.causedBy !== causedBy);
    if (event.type === 'ProcessCommandRefused' || event.type === 'ProcessCommandFailed') {
      const { causedBy, code } = event.data as { causedBy: string; code: string };
      return { ...state, pending: without(causedBy), refused: [...state.refused, code] };
    }
    if (event.type !== 'Added') return state;
    const { id } = parseStreamName(event.stream);
    if (id === 'in') return { ...state, pending: [...state.pending, { causedBy: event.id, n: (event.data as { n: number }).n }] };
    return id === 'out' ? { ...state, pending: without(event.metadata.causationId), done: state.done + 1 } : state;
  },
  wanted: (state) => state.pending.map(({ causedBy, n }) => ({ category: 'counter', id: 'out', command: { type: 'Add', n }, causedBy })),
};

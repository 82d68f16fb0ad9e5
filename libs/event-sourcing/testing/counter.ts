import { Type } from '@sinclair/typebox';
import { defineErrors } from '#libs/kernel';
import type { Decider } from '../decider.js';
import { defineEvent, type EventsOf } from '../events.js';

/** A small domain for this room's own specs: an account that takes amounts and can be closed. */
export const counterEvents = {
  Added: defineEvent('Added', {
    about: 'An amount was added.',
    schema: Type.Object({ n: Type.Integer() }, { additionalProperties: false }),
  }),
  Noted: defineEvent('Noted', {
    about: 'A text was noted.',
    schema: Type.Object({ text: Type.String() }, { additionalProperties: false }),
  }),
  Closed: defineEvent('Closed', { about: 'The counter was closed.', schema: Type.Object({}, { additionalProperties: false }) }),
};
export type CounterEvent = EventsOf<typeof counterEvents>;

export type CounterCommand =
  | { readonly type: 'Add'; readonly n: number; readonly ifTotal?: number }
  | { readonly type: 'AddMany'; readonly numbers: readonly number[] }
  | { readonly type: 'Note'; readonly text: string }
  | { readonly type: 'Close' }
  /** What a careless decider would do: an event against its schema. */
  | { readonly type: 'Break' };

export interface CounterState {
  readonly total: number;
  readonly events: number;
  readonly closed: boolean;
}

const counterErrors = defineErrors({
  'counter.closed': { kind: 'conflict', zh: '已关闭', remedy: '不再记入' },
  'counter.stale': { kind: 'stale', zh: '总数已变为 {total}', remedy: '重新读取' },
});

export const counter: Decider<CounterState, CounterCommand, CounterEvent> = {
  category: 'counter',
  initial: { total: 0, events: 0, closed: false },
  evolve(state, event) {
    const events = state.events + 1;
    switch (event.type) {
      case 'Added':
        return { ...state, events, total: state.total + event.data.n };
      case 'Noted':
        return { ...state, events };
      case 'Closed':
        return { ...state, events, closed: true };
      default:
        return event satisfies never;
    }
  },
  decide(command, state): CounterEvent[] {
    if (command.type === 'Close') return state.closed ? [] : [{ type: 'Closed', data: {} }];
    if (state.closed) throw counterErrors.error('counter.closed');
    switch (command.type) {
      case 'Add':
        if (command.ifTotal !== undefined && command.ifTotal !== state.total)
          throw counterErrors.error('counter.stale', { total: state.total });
        return [{ type: 'Added', data: { n: command.n } }];
      case 'AddMany':
        return command.numbers.map((n) => ({ type: 'Added', data: { n } }));
      case 'Note':
        return [{ type: 'Noted', data: { text: command.text } }];
      case 'Break':
        return [{ type: 'Added', data: { n: 'x' as unknown as number } }];
      default:
        return command satisfies never;
    }
  },
};

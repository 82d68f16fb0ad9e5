import type { Static } from '@sinclair/typebox';
import type { Decider } from '../decider.js';
import type { ProcessEvent, processEvents } from './events.js';

export type CommandOutcome = Static<(typeof processEvents)['ProcessCommandRefused']['schema']>;

/** Records what became of a process's command that left no event of its own. */
export interface RecordOutcome {
  readonly type: 'RecordOutcome';
  readonly outcome: 'refused' | 'failed';
  readonly data: CommandOutcome;
}

/** Stream `process-{name}`. That each command has one outcome at most rests on the key of its record: the runner takes each key once. */
export const processDecider: Decider<null, RecordOutcome, ProcessEvent> = {
  category: 'process',
  initial: null,
  evolve: () => null,
  decide: ({ outcome, data }) => [{ type: outcome === 'refused' ? 'ProcessCommandRefused' : 'ProcessCommandFailed', data }],
};

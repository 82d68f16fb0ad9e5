import { compareDecimals, subtractDecimals } from '#libs/kernel';
import { evaluationErrors as errors } from '../errors.js';
import type { AwardEvent } from './award.events.js';
import type { AwardState } from './award.state.js';

/** Brings an award into line with a finalised edition. Saga, once a park and edition. */
export interface SettleAward {
  readonly type: 'SettleAward';
  readonly edition: number;
  readonly run: number;
  /** Rank and amount that the edition gives; `"0"` and null where it gives none. */
  readonly rank: number | null;
  readonly amount: string;
  /** Why the amount must wait, if it must. */
  readonly held: string | null;
}

/**
 * Edition 1 grants, or holds where an accident is not graded. A later edition never changes an award by itself: differences become proposals (R42),
 * a proposal that was not decided lapses, and a held amount is granted, stays held or is voided.
 */
export function settleAward(
  command: SettleAward,
  state: AwardState,
  settled: { amount: string; rank: number | null; held: string | null } | undefined,
  park: string,
): readonly AwardEvent[] {
  const { edition, amount, rank, held } = command;
  const agrees = settled && settled.amount === amount && settled.rank === rank && settled.held === held;
  if (!agrees) throw errors.error('award.notOfRun', { park, amount });
  if (edition <= state.edition) return [];
  const lapsed: AwardEvent[] = state.proposal
    ? [{ type: 'AwardAdjustmentLapsed', data: { edition: state.proposal.edition, by: edition } }]
    : [];
  return [...lapsed, ...newState(command, state)];
}

function newState(command: SettleAward, state: AwardState): AwardEvent[] {
  const { edition, run, amount, rank, held } = command;
  const none = compareDecimals(amount, '0') === 0;
  const fresh = compareDecimals(state.amount, '0') === 0 && compareDecimals(state.paid, '0') === 0;
  // Nothing was granted yet: grant or hold; a held amount that an edition takes away is voided.
  if (fresh && (edition === 1 || state.held)) {
    if (none) return state.held ? [{ type: 'AwardVoided', data: { edition, amount: state.held.amount } }] : [];
    if (held)
      return state.held?.amount === amount ? [] : [{ type: 'AwardHeld', data: { edition, run, rank: rank ?? 1, amount, reason: held } }];
    return [{ type: 'AwardGranted', data: { edition, run, rank: rank ?? 1, amount } }];
  }
  const change = compareDecimals(amount, state.amount);
  // An accident that waits for its grading stops what was not paid yet.
  if (held && !none && (change !== 0 || compareDecimals(state.paid, '0') === 0)) {
    return [{ type: 'AwardHeld', data: { edition, run, rank: rank ?? 1, amount, reason: held } }];
  }
  if (change === 0) return state.held ? [{ type: 'AwardGranted', data: { edition, run, rank: rank ?? 1, amount } }] : [];
  return [
    {
      type: 'AwardAdjustmentProposed',
      data: {
        edition,
        run,
        kind: change > 0 ? 'supplement' : 'recover',
        from: state.amount,
        to: amount,
        difference: change > 0 ? subtractDecimals(amount, state.amount) : subtractDecimals(state.amount, amount),
      },
    },
  ];
}

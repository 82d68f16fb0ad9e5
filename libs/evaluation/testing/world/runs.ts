import type { AwardExtra } from '../../award/award.decide.js';
import type { RunOutcome } from '../../evaluation/evaluation.commands.js';
import type { EvaluationState } from '../../evaluation/evaluation.state.js';
import { parseRunId } from '../../payload.js';
import type { RunExtra, RunResult } from '../../run/run.decide.js';
import type { RunState } from '../../run/run.state.js';
import type { SagaCommand } from '../../saga/saga.commands.js';

const hash = 'ab'.repeat(32);

interface Around {
  readonly participants: readonly string[];
  readonly results: readonly string[];
  readonly awards: readonly string[];
  readonly ungraded: readonly string[];
  readonly failure: { readonly code: string; readonly message: string } | undefined;
}

/** What a run pins, and what scoring finds. */
export function runExtra(id: string, { requested, scheme, edition }: EvaluationState, around: Around): RunExtra {
  const { year, run } = parseRunId(id);
  const request = {
    year,
    run,
    edition: requested?.edition ?? edition,
    resultDay: `${year + 1}-09-30`,
    engineVersion: '1',
    scheme,
    rulings: { ties: [], tierASize: null },
  };
  const pins = around.participants.map((park) => ({ stream: `park-${park}`, revision: 0, leavesHash: hash, factsHash: hash }));
  const { failure } = around;
  return { request, superseded: requested?.run !== run, pins, result: resultOf(around), ...(failure ? { failure } : {}) };
}

function resultOf({ results, awards, ungraded }: Around): RunResult {
  return {
    parks: [...results].sort().map((park) => ({ park, status: 'ranked' as const, scores: {}, total: '50', sheetHash: hash })),
    ranking: results.map((park, i) => ({ park, rank: i + 1, tier: i < 2 ? ('A' as const) : ('B' as const), award: awards[i] ?? '0' })),
    ungraded,
    resultHash: hash,
    unresolvedTies: [],
  };
}

/** A run as the evaluation that asked for it is told of it. */
export function outcomeOf(run: number, { started, completed, failed }: RunState): RunOutcome {
  return {
    run,
    edition: started?.edition ?? 0,
    completed: completed !== null,
    failed: failed ?? null,
    resultHash: completed?.resultHash ?? '',
    outcomeHash: completed?.outcomeHash ?? '',
    ranked: completed?.ranked ?? 0,
    tierA: 0,
    unresolvedTies: completed?.unresolvedTies ?? [],
  };
}

/** What an award is settled by: the command says it itself. */
export function awardExtra(command: SagaCommand): AwardExtra {
  if (command.type !== 'SettleAward') throw new Error('not for an award');
  return { settled: { amount: command.amount, rank: command.rank, held: command.held } };
}

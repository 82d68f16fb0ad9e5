import type { EvaluationEvent, RunExtra } from '#libs/evaluation';
import type { Decider } from '#libs/event-sourcing';
import { sha256 } from '#libs/kernel';

export const YEAR = 2023;
/** More than a run scores in one step. */
export const PARKS = Array.from({ length: 60 }, (_none, n) => `P${String(n).padStart(2, '0')}`);
export const scheme = { id: 'a-scheme', hash: sha256('a scheme') };

/** Records in an evaluation's stream what is told; its own deciders are not at issue here. */
export const teller: Decider<null, { type: 'Tell'; events: readonly EvaluationEvent[] }, EvaluationEvent> = {
  category: 'evaluation',
  initial: null,
  evolve: () => null,
  decide: ({ events }) => events,
};

/** What a node of some engine computes: another result with each engine. */
export function extraOf(run: number, engineVersion: string): RunExtra {
  const result = sha256(`the result of engine ${engineVersion}`);
  const rank = (n: number): { rank: number; tier: 'A' | 'B'; award: string } => ({ rank: n + 1, tier: n < 10 ? 'A' : 'B', award: '0' });
  const rulings = { ties: [], tierASize: null };
  return {
    superseded: false,
    request: { year: YEAR, run, edition: 1, resultDay: '2024-09-30', engineVersion, scheme, rulings },
    pins: PARKS.map((park) => ({ stream: `park-${park}`, revision: 0, leavesHash: scheme.hash, factsHash: scheme.hash })),
    result: {
      parks: PARKS.map((park) => ({ park, status: 'ranked', scores: {}, total: '50', sheetHash: result })),
      ranking: PARKS.map((park, n) => ({ park, ...rank(n) })),
      ungraded: [],
      resultHash: result,
      unresolvedTies: [],
    },
  };
}

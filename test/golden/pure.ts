import { type Measures, ordinaryStatus, score, type ScoringInput, type ScoringResult } from '#libs/scoring';
import type { CaseFacts, Expected, GoldenCase } from './case-form.js';
import { caseScheme } from './case-scheme.js';

/** The case as the scoring functions take it: values without provenance. */
export function caseInput(golden: GoldenCase): ScoringInput {
  const { year } = golden;
  return {
    year,
    resultDay: golden.resultDay ?? `${year + 1}-09-30`,
    scheme: caseScheme(golden.readings),
    parks: golden.parks.map(({ id, status, facts }) => ({
      id,
      status: { ...ordinaryStatus, ...status },
      facts: { current: measuresOf(facts[year]), base: measuresOf(facts[year - 1]) },
    })),
    rulings: { ties: golden.rulings?.ties ?? [] },
  };
}

/** A result in the words of the cases. */
export function inCaseForm(result: ScoringResult): Expected {
  return {
    parks: Object.fromEntries(result.parks.map(({ park, ...own }) => [park, own])) as Expected['parks'],
    ranking: [...result.ranking],
    unresolvedTies: result.unresolvedTies.map((tie) => ({ parks: [...tie.parks], blocks: tie.blocks })),
    rankedCount: result.rankedCount,
    tiers: result.tiers,
  };
}

/** Runs a case through the pure functions. */
export function runPure(golden: GoldenCase): Expected {
  return inCaseForm(score(caseInput(golden)));
}

function measuresOf(facts: CaseFacts | undefined): Measures {
  return Object.fromEntries(Object.entries(facts ?? {}).map(([code, value]) => [code, { value }]));
}

import { type FactLine, findMetric, measuresOf, type Scheme, type TenancyLine } from '#libs/scheme';
import type { FactReference, Measure, MeasuredLine, Measures, NotCounted } from './input.js';
import { type Drawn, rulesFor } from './line-rules.js';
import { Roster } from './roster.js';

/** What the verifying department said about a line; null = nothing yet. */
export type Verdict = 'confirmed' | 'returned' | 'struck' | null;

export interface VerifiedLine {
  readonly line: FactLine;
  readonly verdict: Verdict;
}

/** A fact as it stands in its dossier: where it is recorded, and its lines with their verdicts. */
export interface VerifiedFact {
  readonly reference: FactReference;
  readonly lines: readonly VerifiedLine[];
}

export interface MeasuresInput {
  readonly scheme: Scheme;
  /** The year that the dossier is about: Y, or Y−1 for a base year. */
  readonly year: number;
  /** The dossier's facts. A metric without a fact was waived or not asked for: it gives no measure. */
  readonly facts: readonly VerifiedFact[];
  /** What-if only: lines without a verdict count as if confirmed. */
  readonly unverified?: 'count';
}

/**
 * From the lines of a dossier to its measures (DESIGN §3, first step): only confirmed lines count, and of these only what the readings let count; each line
 * stands in the result with whether it counted, why not, what it added and where it came from. A base year whose dossier holds no roster (R45 asks it for
 * four metrics only) counts every confirmed amount: 税务 drew it from the roster then in force.
 */
export function measures(input: MeasuresInput): Measures {
  const { scheme, year, facts } = input;
  const roster = rosterOf(input);
  const result: Record<string, Measure> = {};
  for (const fact of facts) {
    const metric = findMetric(scheme, fact.reference.metric);
    if (metric === undefined) throw new TypeError(`scheme ${scheme.id} has no metric ${fact.reference.metric}`);
    if (metric.lines === 'tenancy') continue;
    const rules = rulesFor(metric.lines, { year, roster, readings: scheme.readings });
    measuresOf(metric).forEach((code, i) => {
      const rule = rules[i];
      if (rule === undefined) throw new Error(`no rule for measure ${code}`);
      const measure = measureOf(fact, rule.judge, input);
      const value = rule.value(measure.drawn);
      if (value !== undefined) result[code] = { value, fact: fact.reference, lines: rule.finish?.(measure.lines) ?? measure.lines };
    });
  }
  return result;
}

function rosterOf({ scheme, facts, unverified }: MeasuresInput): Roster | undefined {
  const fact = facts.find((each) => findMetric(scheme, each.reference.metric)?.lines === 'tenancy');
  if (fact === undefined) return undefined;
  const lines = fact.lines.filter((each) => verdictAgainst(each.verdict, unverified) === undefined);
  return new Roster(lines.map((each) => each.line as TenancyLine));
}

type Judge = (line: FactLine) => Drawn;

function measureOf(
  fact: VerifiedFact,
  judge: Judge,
  input: MeasuresInput,
): { drawn: Extract<Drawn, { counted: true }>[]; lines: MeasuredLine[] } {
  const drawn: Extract<Drawn, { counted: true }>[] = [];
  const lines = fact.lines.map(({ line, verdict }): MeasuredLine => {
    const against = verdictAgainst(verdict, input.unverified);
    const { id, source } = line;
    if (against !== undefined) return { id, counted: false, why: against, source };
    const judged = judge(line);
    if (!judged.counted) return { id, counted: false, why: judged.why, source };
    drawn.push(judged);
    return { id, counted: true, contribution: judged.contribution, source };
  });
  return { drawn, lines };
}

function verdictAgainst(verdict: Verdict, unverified: 'count' | undefined): NotCounted | undefined {
  if (verdict === 'struck' || verdict === 'returned') return verdict;
  return verdict === null && unverified !== 'count' ? 'unverified' : undefined;
}

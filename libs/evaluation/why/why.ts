import { type DossierState, factIn, type FactVersion } from '#libs/dossier';
import type { FactReference, Indicator, Sheet, SheetInput, Term } from '#libs/scoring';

/** Who did something to a fact, when, and in which event. */
export interface WhyAct {
  readonly account: string;
  readonly at: string;
  readonly eventId: string;
  readonly revision: number;
}

/** One version of a fact on its way: delivered, verified, returned, withdrawn, corrected. */
export interface WhyVersion {
  readonly version: number;
  readonly status: FactVersion['status'];
  readonly delivered: WhyAct;
  readonly reason?: string;
  readonly verified?: WhyAct & {
    readonly verdicts: readonly { readonly line: string; readonly verdict: string; readonly reason?: string }[];
  };
  readonly returned?: WhyAct & { readonly reason: string };
  readonly withdrawn?: WhyAct & { readonly reason: string };
}

/** An input of a score with the history of the fact behind it; the lines carry hash, sheet and row of the delivered file. */
export interface WhyInput extends SheetInput {
  readonly history?: readonly WhyVersion[];
}
export interface WhyTerm extends Omit<Term, 'terms' | 'inputs'> {
  readonly terms?: readonly WhyTerm[];
  readonly inputs?: readonly WhyInput[];
}
export interface WhyIndicator extends Omit<Indicator, 'terms'> {
  readonly terms: readonly WhyTerm[];
}

/** Score → formula → facts → events → file and row, in one tree. */
export interface Why extends Omit<Sheet, 'indicators'> {
  readonly indicators: readonly WhyIndicator[];
}

/** Hangs the history of every fact under the inputs of a sheet. `dossiers` are the streams at the revision that the run pinned. */
export function explain(sheet: Sheet, dossiers: ReadonlyMap<string, DossierState>): Why {
  const inputWhy = (input: SheetInput): WhyInput =>
    input.fact ? { ...input, history: historyOf(input.fact, dossiers.get(input.fact.stream)) } : input;
  const termWhy = ({ terms, inputs, ...term }: Term): WhyTerm => ({
    ...term,
    ...(terms ? { terms: terms.map(termWhy) } : {}),
    ...(inputs ? { inputs: inputs.map(inputWhy) } : {}),
  });
  return { ...sheet, indicators: sheet.indicators.map((indicator) => ({ ...indicator, terms: indicator.terms.map(termWhy) })) };
}

/** Dossier streams that a sheet's facts stand in. */
export function dossiersOf(sheet: Sheet): string[] {
  const streams = new Set<string>();
  const walk = (terms: readonly Term[]): void => {
    for (const term of terms) {
      for (const { fact } of term.inputs ?? []) if (fact) streams.add(fact.stream);
      walk(term.terms ?? []);
    }
  };
  for (const { terms } of sheet.indicators) walk(terms);
  return [...streams].sort();
}

/** The versions of a fact up to the one that counted, oldest first. */
function historyOf(fact: FactReference, state: DossierState | undefined): WhyVersion[] {
  if (!state) return [];
  return (factIn(state, fact.metric)?.versions ?? [])
    .filter(({ version }) => version <= fact.version)
    .map(({ version, status, delivered, reason, verified, returned, withdrawn }) => ({
      version,
      status,
      delivered,
      ...(reason === undefined ? {} : { reason }),
      ...(verified === undefined ? {} : { verified }),
      ...(returned === undefined ? {} : { returned }),
      ...(withdrawn === undefined ? {} : { withdrawn }),
    }));
}

import type { Warning } from '#libs/dossier';

/** What a dossier must know of a year's evaluation. */
export interface EvaluationForDossier {
  readonly scheme: { readonly id: string; readonly hash: string };
  /** R44: the facts that the task force verifies are locked. */
  readonly assessmentLocked: boolean;
  /** The attempt at closing that is under way. */
  readonly closing?: { readonly edition: number; readonly attempt: number };
}

/** What the dossier needs of other contexts beyond rulebook and registry; the application provides it. */
export abstract class DossierSources {
  /** The published state of `evaluation-{year}`, read from its stream; undefined where it was never opened. */
  abstract evaluationOf(year: number): Promise<EvaluationForDossier | undefined>;
  /** Where a delivered roster differs from what the tenancy register proposes (warnings only). */
  abstract rosterNotes(
    park: string,
    year: number,
    lines: readonly { readonly uscc: string; readonly from: string; readonly to: string | null }[],
  ): Promise<readonly Warning[]>;
}

import { dossierId } from '#libs/dossier';
import type { Readiness } from '../../evaluation/evaluation.commands.js';
import type { EvaluationState } from '../../evaluation/evaluation.state.js';
import type { DossierRef } from '../../payload.js';
import type { FakeDossier } from './dossiers.js';

interface Around {
  readonly participants: readonly string[];
  readonly clashing: readonly DossierRef[];
  readonly statementsMissing: readonly string[];
  dossier(id: string): FakeDossier;
}

/** What closing a year's collection finds. */
export function readinessOf(state: EvaluationState, year: number, around: Around): Readiness {
  const participants = state.phase === 'closing' ? state.participants : around.participants;
  const all = participants.flatMap((park) => [
    { park, year },
    { park, year: year - 1 },
  ]);
  const held = (d: DossierRef): boolean => around.dossier(dossierId(d)).holds.some((h) => h.evaluation === year);
  const open = all.filter((d) => !held(d));
  const incomplete = open.filter((d) => !around.dossier(dossierId(d)).complete);
  const clashing = around.clashing.filter((d) => d.year === year && held(d));
  const blocker = (park: string, of: number | null, code: string) => ({ park, year: of, code, message: code, remedy: code });
  return {
    participants,
    predecessors: [],
    exempt: [],
    open,
    clashing,
    unassessed: [],
    blockers: [
      ...incomplete.map((d) => blocker(d.park, d.year, 'dossier.notVerified')),
      ...clashing.map((d) => blocker(d.park, d.year, 'dossier.clash')),
      ...around.statementsMissing.map((park) => blocker(park, null, 'evaluation.accidentStatementMissing')),
    ],
  };
}

import type { FactLine } from '#libs/scheme';
import { liveVersion } from './dossier.state.js';
import type { DossierState } from './dossier.types.js';
import type { Verdict } from './events.js';

/** A fact as scoring takes it: each line with its verdict, and the event that delivered it. */
export interface ConfirmedFact {
  readonly metric: string;
  readonly version: number;
  /** The event that delivered the version, and its revision in the dossier's stream. */
  readonly eventId: string;
  readonly revision: number;
  readonly lines: readonly { readonly line: FactLine; readonly verdict: Verdict['verdict'] }[];
}

/**
 * The facts that count: standing versions that were verified, in order of metric. What is missing, waived, withdrawn, returned or not verified yet is absent.
 * `submitted` (for what-if only) takes those that still await verification too, as if every line were confirmed.
 */
export function confirmedFacts(state: DossierState, include: 'verified' | 'submitted' = 'verified'): readonly ConfirmedFact[] {
  return Object.keys(state.facts)
    .sort()
    .flatMap((metric) => {
      const version = liveVersion(state.facts[metric]);
      if (!version || version.status === 'returned' || (version.status === 'submitted' && include === 'verified')) return [];
      const verdicts = new Map(version.verified?.verdicts.map((verdict) => [verdict.line, verdict.verdict]));
      return [
        {
          metric,
          version: version.version,
          eventId: version.delivered.eventId,
          revision: version.delivered.revision,
          lines: version.lines.map((line) => ({ line, verdict: verdicts.get(line.id) ?? 'confirmed' })),
        },
      ];
    });
}

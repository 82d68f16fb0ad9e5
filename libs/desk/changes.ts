import { factVisibility } from '#libs/access';
import {
  confirmedFacts,
  factIn,
  type FactStatus,
  factStatus,
  isLarge,
  linesNotStruck,
  type Movement,
  movementOf,
  standing,
  type Verdict,
} from '#libs/dossier';
import { type Caller, fraction, roundHalfUp } from '#libs/kernel';
import type { FactLine, Metric } from '#libs/scheme';
import { type DeskDossier, type DeskYear, mayLookAt } from './desk-year.js';

/** A fact whose value moved far from last year's confirmed one. */
export interface LargeChange extends Movement {
  readonly park: string;
  readonly parkName: string;
  readonly metric: string;
  readonly name: string;
  readonly version: number;
  readonly state: FactStatus;
  /** Percent of last year's value, to one decimal, with its sign; null where that was 0. */
  readonly percent: string | null;
  /** Whether the scheme asks for a written explanation: it does of a park's claims. */
  readonly mustExplain: boolean;
  /** The explanation: what was written for it, or the note of the delivery. */
  readonly explanation: { readonly text: string; readonly account: string; readonly at: string } | null;
}

export interface ChangeFilter {
  readonly park?: string;
  readonly metric?: string;
}

/** Every large change of the year that the caller may see in full, by the scheme's own measure of large; none where the scheme has no such measure. */
export function changesOf(desk: DeskYear, caller: Caller, filter: ChangeFilter = {}): readonly LargeChange[] {
  const base = new Map(desk.dossiers.filter(({ use }) => use === 'base').map((dossier) => [dossier.park.code, dossier]));
  return desk.dossiers.flatMap((dossier) => {
    const { park, use } = dossier;
    const before = base.get(park.code);
    if (use !== 'year' || !before || !mayLookAt(caller, park) || (filter.park ?? park.code) !== park.code) return [];
    const confirmed = confirmedLines(before);
    return desk.scheme.metrics
      .filter((metric) => (filter.metric ?? metric.code) === metric.code && factVisibility(caller, park.code, metric) === 'full')
      .flatMap((metric) => changeOf(desk, dossier, metric, confirmed.get(metric.code)) ?? []);
  });
}

function confirmedLines({ state }: DeskDossier): ReadonlyMap<string, readonly FactLine[]> {
  return new Map(confirmedFacts(state).map(({ metric, lines }) => [metric, lines.filter(counts).map(({ line }) => line)]));
}

const counts = ({ verdict }: { readonly verdict: Verdict['verdict'] }): boolean => verdict === 'confirmed';

/** Nothing confirmed last year, nothing to compare with. */
function changeOf(
  { scheme }: DeskYear,
  { park, state }: DeskDossier,
  metric: Metric,
  before: readonly FactLine[] | undefined,
): LargeChange | undefined {
  const version = standing(state, metric.code);
  const measure = scheme.demands?.explanation;
  if (!version || !measure || !before) return undefined;
  const movement = movementOf(metric, linesNotStruck(version), before);
  if (!movement || !isLarge(movement, measure)) return undefined;
  const { note, delivered, explanation } = version;
  const written = explanation ?? (note === undefined ? undefined : { text: note, ...delivered });
  return {
    park: park.code,
    parkName: park.name,
    metric: metric.code,
    name: metric.name,
    version: version.version,
    state: factStatus(factIn(state, metric.code)),
    ...movement,
    percent: percentOf(movement),
    mustExplain: metric.countyReview,
    explanation: written ? { text: written.text, account: written.account, at: written.at } : null,
  };
}

function percentOf({ before, now }: Movement): string | null {
  const old = fraction(before);
  if (old.compare(0) === 0) return null;
  return roundHalfUp(fraction(now).sub(old).div(old.abs()).mul(100), 1);
}

import { factVisibility } from '#libs/access';
import { type Clash, claimsOf, clashesAmong, standing, type Verdict } from '#libs/dossier';
import type { Caller } from '#libs/kernel';
import { type FactLine, findMetric, lineEnterprise, type Metric } from '#libs/scheme';
import { type DeskDossier, type DeskYear, mayLookAt } from './desk-year.js';
import { type EnterpriseNames, nameOf } from './enterprise-names.js';

/** One side of a clash: a park's line, with who delivered it and where it stands in the delivered file. */
export interface ClashingLine {
  readonly park: string;
  readonly parkName: string;
  readonly version: number;
  readonly delivered: { readonly account: string; readonly at: string };
  readonly verdict: Verdict['verdict'] | null;
  /** Name of the enterprise that the line is about, where the register has it. */
  readonly name?: string;
  readonly line: FactLine;
}

/** Several parks that claim the same (R5), side by side. */
export interface SideBySide {
  readonly kind: Clash['kind'];
  readonly metric: string;
  readonly name: string;
  readonly parks: readonly string[];
  /** The certificate or the enterprise's code, and the lines: for who may see the metric's lines; otherwise null and none. */
  readonly subject: string | null;
  readonly lines: readonly ClashingLine[];
}

export interface ClashFilter {
  readonly park?: string;
  readonly metric?: string;
}

/** Every clash of the year that touches a park that the caller may look at. */
export function sideBySide(
  { year, scheme, dossiers }: DeskYear,
  caller: Caller,
  filter: ClashFilter = {},
  names: EnterpriseNames = new Map(),
): readonly SideBySide[] {
  const own = new Map(dossiers.filter(({ use }) => use === 'year').map((dossier) => [dossier.park.code, dossier]));
  const clashes = clashesAmong([...own.values()].map(({ park, state }) => ({ park: park.code, year, claims: claimsOf(state) })));
  return clashes.flatMap(({ kind, metric: code, subject, places }) => {
    const metric = findMetric(scheme, code);
    const sides = places.flatMap(({ park, line }) => {
      const dossier = own.get(park);
      return dossier ? [{ dossier, line }] : [];
    });
    const concerns = sides.some(({ dossier: { park } }) => mayLookAt(caller, park) && (filter.park ?? park.code) === park.code);
    if (!metric || !concerns || (filter.metric ?? code) !== code) return [];
    const full = sides.every(({ dossier }) => factVisibility(caller, dossier.park.code, metric) === 'full');
    return [
      {
        kind,
        metric: code,
        name: metric.name,
        parks: [...new Set(places.map(({ park }) => park))],
        subject: full ? subject : null,
        lines: full ? sides.flatMap(({ dossier, line }) => sideOf(dossier, metric, line, names)) : [],
      },
    ];
  });
}

function sideOf({ park, state }: DeskDossier, metric: Metric, id: string, names: EnterpriseNames): ClashingLine[] {
  const version = standing(state, metric.code);
  const line = version?.lines.find((one) => one.id === id);
  if (!version || !line) return [];
  const verdict = version.verified?.verdicts.find((one) => one.line === id)?.verdict ?? null;
  const { account, at } = version.delivered;
  const name = nameOf(lineEnterprise(line), names);
  return [{ park: park.code, parkName: park.name, version: version.version, delivered: { account, at }, verdict, ...name, line }];
}

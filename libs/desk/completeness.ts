import { factVisibility } from '#libs/access';
import { factIn, type FactStatus, factStatus, type FactVersion, linesNotStruck, standing } from '#libs/dossier';
import { type Caller, compareIds } from '#libs/kernel';
import { type FactLine, lineEnterprise, type LineSource, type Metric } from '#libs/scheme';
import { type DeskDossier, type DeskYear, mayLookAt } from './desk-year.js';
import { type EnterpriseNames, nameOf } from './enterprise-names.js';

/** An enterprise that one list has and the other has not. */
export interface Unmatched {
  readonly uscc: string;
  /** Its name in the register, where it is there. */
  readonly name?: string;
  /** Where the line stands that has no counterpart. */
  readonly source: LineSource;
}

/** A list that was drawn from the roster, held against it in both directions. */
export interface Completeness {
  readonly park: string;
  readonly parkName: string;
  readonly metric: string;
  readonly name: string;
  readonly state: FactStatus;
  /** Version of the roster that it is held against: the frozen one, or, where none is, the one that stands. */
  readonly roster: { readonly version: number; readonly frozen: boolean } | null;
  /** Drawn from another version of the roster than that. */
  readonly drawnFromOlderRoster: boolean;
  /** For who may see the lines only; null for everybody else, and where one of the lists is not there yet. */
  readonly compared: {
    readonly tenants: number;
    readonly listed: number;
    /** On the roster in the year, and without a line. */
    readonly missing: readonly Unmatched[];
    /** A line, and not on the roster in the year: it will not count (R4). */
    readonly unknown: readonly Unmatched[];
  } | null;
}

export interface CompletenessFilter {
  readonly park?: string;
  readonly metric?: string;
}

/** Every list of the year that is drawn from the roster (税务's), by park and metric. */
export function completenessOf(
  desk: DeskYear,
  caller: Caller,
  filter: CompletenessFilter = {},
  names: EnterpriseNames = new Map(),
): readonly Completeness[] {
  const drawn = desk.scheme.metrics.filter((metric) => metric.afterRoster && (filter.metric ?? metric.code) === metric.code);
  const roster = desk.scheme.metrics.find(({ lines }) => lines === 'tenancy');
  return desk.dossiers.flatMap((dossier) => {
    const { park, use } = dossier;
    if (use !== 'year' || !roster || !mayLookAt(caller, park) || (filter.park ?? park.code) !== park.code) return [];
    return drawn.map((metric) => ofMetric(dossier, metric, roster, factVisibility(caller, park.code, metric) === 'full', names));
  });
}

function ofMetric(
  { park, state, year }: DeskDossier,
  metric: Metric,
  rosterMetric: Metric,
  full: boolean,
  names: EnterpriseNames,
): Completeness {
  const frozen = state.roster?.version;
  const roster = factIn(state, rosterMetric.code)?.versions.find(({ version }) => version === frozen) ?? standing(state, rosterMetric.code);
  const version = standing(state, metric.code);
  return {
    park: park.code,
    parkName: park.name,
    metric: metric.code,
    name: metric.name,
    state: factStatus(factIn(state, metric.code)),
    roster: roster ? { version: roster.version, frozen: roster.version === frozen } : null,
    drawnFromOlderRoster: version?.roster !== undefined && version.roster !== roster?.version,
    compared: full && roster && version ? compare(byEnterprise(roster, year), byEnterprise(version, year), names) : null,
  };
}

type Listed = ReadonlyMap<string, LineSource>;

function compare(tenants: Listed, listed: Listed, names: EnterpriseNames): NonNullable<Completeness['compared']> {
  const without = (list: Listed, other: Listed): Unmatched[] =>
    [...list]
      .filter(([uscc]) => !other.has(uscc))
      .map(([uscc, source]) => ({ uscc, ...nameOf(uscc, names), source }))
      .sort((a, b) => compareIds(a.uscc, b.uscc));
  return { tenants: tenants.size, listed: listed.size, missing: without(tenants, listed), unknown: without(listed, tenants) };
}

/** The enterprises of a version with the first place of each: struck lines claim nothing, and a stay counts if it shares a day with the year. */
function byEnterprise(version: FactVersion, year: number): Listed {
  const found = new Map<string, LineSource>();
  for (const line of linesNotStruck(version)) {
    const uscc = lineEnterprise(line);
    if (uscc !== undefined && isOfYear(line, year) && !found.has(uscc)) found.set(uscc, line.source);
  }
  return found;
}

function isOfYear(line: FactLine, year: number): boolean {
  if (!('from' in line)) return true;
  return line.from <= `${year}-12-31` && (line.to === null || line.to >= `${year}-01-01`);
}

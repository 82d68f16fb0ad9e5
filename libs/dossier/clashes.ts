import { compareIds, type Fault, fraction, type IsoDate, named } from '#libs/kernel';
import { type FactLine, metricsInWords, type Scheme } from '#libs/scheme';
import { linesNotStruck, liveVersion } from './dossier.state.js';
import type { DossierState, FactVersion } from './dossier.types.js';
import { dossierErrors } from './errors.js';

/**
 * Something of which a line says "this is ours", so that no second park may say it (R5): a certificate in one list of the year, an enterprise for certain days,
 * or a recorded share of a parcel or of an enterprise's figure (R18, R24: at most 100 % in all).
 */
export type Claim =
  | { readonly kind: 'certificate'; readonly metric: string; readonly subject: string; readonly line: string }
  | {
      readonly kind: 'stay';
      readonly metric: string;
      readonly subject: string;
      readonly line: string;
      readonly from: IsoDate;
      readonly to: IsoDate | null;
    }
  | { readonly kind: 'share'; readonly metric: string; readonly subject: string; readonly line: string; readonly share: string };

/** The claims of one park's dossier of a year. */
export interface ClaimSet {
  readonly park: string;
  readonly year: number;
  readonly claims: readonly Claim[];
}

/** A claim that several parks make. */
export interface Clash {
  readonly kind: Claim['kind'];
  readonly metric: string;
  /** The certificate, or the 统一社会信用代码. */
  readonly subject: string;
  /** The lines that meet, in order of park and line. */
  readonly places: readonly { readonly park: string; readonly line: string }[];
}

const clashNames: Readonly<Record<Clash['kind'], string>> = {
  certificate: '同一证书',
  stay: '同一企业同一期间',
  share: '份额合计超过 100%',
};

/** The claim that a line makes, if its kind makes any. */
export function claimOf(metric: string, line: FactLine): Claim | undefined {
  if ('from' in line) {
    return 'uscc' in line ? { kind: 'stay', metric, subject: line.uscc, line: line.id, from: line.from, to: line.to } : undefined;
  }
  if ('area' in line) return { kind: 'share', metric, subject: line.certificate, line: line.id, share: line.share ?? '100' };
  if ('amount' in line) {
    return line.share === undefined ? undefined : { kind: 'share', metric, subject: line.uscc, line: line.id, share: line.share };
  }
  return 'certificate' in line ? { kind: 'certificate', metric, subject: line.certificate, line: line.id } : undefined;
}

export function claimsOfLines(metric: string, lines: readonly FactLine[]): readonly Claim[] {
  return lines.map((line) => claimOf(metric, line)).filter((claim) => claim !== undefined);
}

/** The claims of a version: struck lines claim nothing. */
export function claimsOfVersion(metric: string, version: FactVersion): readonly Claim[] {
  return claimsOfLines(metric, linesNotStruck(version));
}

/** Every claim that stands in a dossier. */
export function claimsOf(state: DossierState): readonly Claim[] {
  return Object.values(state.facts).flatMap((fact) => {
    const version = liveVersion(fact);
    return version ? claimsOfVersion(fact.metric, version) : [];
  });
}

/** The clashes among several parks' claims of one year, in a stable order. Parks are judged by their claims of the same year only. */
export function clashesAmong(sets: readonly ClaimSet[]): readonly Clash[] {
  const groups = new Map<string, Held[]>();
  for (const { park, year, claims } of sets) {
    for (const claim of claims) {
      const key = JSON.stringify([year, claim.kind, claim.metric, claim.subject]);
      const group = groups.get(key);
      if (group) group.push({ park, year, claim });
      else groups.set(key, [{ park, year, claim }]);
    }
  }
  const several = [...groups].filter(([, group]) => group.length > 1);
  return several.sort(([a], [b]) => compareIds(a, b)).flatMap(([, group]) => clashIn(group) ?? []);
}

/** The clashes that a park is part of. */
export function clashesOf(park: string, clashes: readonly Clash[]): readonly Clash[] {
  return clashes.filter((clash) => clash.places.some((place) => place.park === park));
}

/** A clash as the warning or blocker of one of its parks. */
export function clashFault({ kind, metric, subject, places }: Clash, scheme: Scheme): Fault {
  const parks = [...new Set(places.map((place) => place.park))].join('、');
  const params = { subject, parks, metric: metricsInWords(scheme, [metric]), kind: named(clashNames, kind) };
  return dossierErrors.fault('dossier.clash', params, metric);
}

interface Held {
  readonly park: string;
  readonly year: number;
  readonly claim: Claim;
}

function clashIn(group: readonly Held[]): Clash | undefined {
  if (new Set(group.map((held) => held.park)).size < 2) return undefined;
  const meeting = meetingIn(group);
  const [first] = meeting;
  if (!first) return undefined;
  const places = meeting.map(({ park, claim }) => ({ park, line: claim.line }));
  places.sort((a, b) => compareIds(a.park, b.park) || compareIds(a.line, b.line));
  return { kind: first.claim.kind, metric: first.claim.metric, subject: first.claim.subject, places };
}

/** The claims that meet one of another park, of a group that is of one kind. Shares meet all or none: a parcel may have two hundred of them, and their sum is one. */
function meetingIn(group: readonly Held[]): readonly Held[] {
  if (group[0]?.claim.kind === 'share') return sharesExceed(group) ? group : [];
  return group.filter((held) => group.some((other) => other.park !== held.park && meet(held, other)));
}

function meet(a: Held, b: Held): boolean {
  return a.claim.kind !== 'stay' || b.claim.kind !== 'stay' || daysMeet(a.claim, b.claim, a.year);
}

/** Whether two stays share a day of the year. Both ends are inclusive. */
function daysMeet(a: { from: IsoDate; to: IsoDate | null }, b: { from: IsoDate; to: IsoDate | null }, year: number): boolean {
  const firstDay = `${year}-01-01`;
  const lastDay = `${year}-12-31`;
  const from = [a.from, b.from, firstDay].reduce((x, y) => (x > y ? x : y));
  const to = [a.to ?? lastDay, b.to ?? lastDay, lastDay].reduce((x, y) => (x < y ? x : y));
  return from <= to;
}

function sharesExceed(group: readonly Held[]): boolean {
  let sum = fraction(0);
  for (const { claim } of group) if (claim.kind === 'share') sum = sum.add(fraction(claim.share));
  return sum.compare(fraction(100)) > 0;
}

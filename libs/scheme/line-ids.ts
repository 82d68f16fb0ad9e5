import type { FactLine, LineKind, LineOf } from './lines.js';

/** A line's fields without its id: what the id is derived from. */
export type LineFields<K extends LineKind> = Omit<LineOf<K>, 'id' | 'source'>;

type IdRules = { readonly [K in LineKind]: (line: LineFields<K>) => string };

/** The one line of a fact that consists of a single statement. */
const SINGLE = 'value';

const idRules: IdRules = {
  tenancy: (line) => `${line.uscc}@${line.from}`,
  enterpriseAmount: (line) => line.uscc,
  parcel: (line) => line.certificate,
  choice: () => SINGLE,
  industryShare: () => SINGLE,
  chainSupport: (line) => line.uscc,
  aboveScale: (line) => line.uscc,
  certificate: (line) => line.certificate,
  patent: (line) => line.certificate,
  flag: () => SINGLE,
  // One contract may bring in services of several categories, and each category earns its own point (R29).
  service: (line) => `${line.contract}@${line.category}`,
  platform: (line) => line.name,
  setItem: (line) => line.item,
  assessment: (line) => line.assessor,
  recognition: (line) => line.certificate,
  talentTeam: (line) => line.certificate,
};

/**
 * The stable id of a line, derived from its own fields, so that the same enterprise, certificate or item is the same line in every version of its
 * fact. Two lines of one fact with one id are a duplicate (R5).
 */
export function lineId<K extends LineKind>(kind: K, line: LineFields<K>): string {
  return idRules[kind](line);
}

/** The enterprise that a line is about, for kinds that are lists by enterprise; undefined for the others. */
export function lineEnterprise(line: FactLine): string | undefined {
  return 'uscc' in line ? line.uscc : undefined;
}

/** How many lines a fact of a kind has: a single statement has at most one, a list any number, none included. */
export function lineCardinality(kind: LineKind): 'single' | 'list' {
  return kind === 'choice' || kind === 'industryShare' || kind === 'flag' ? 'single' : 'list';
}

/** Fields of a kind that hold days. */
export const dayFields: { readonly [K in LineKind]: readonly (keyof LineOf<K> & string)[] } = {
  tenancy: ['from', 'to'],
  enterpriseAmount: [],
  parcel: [],
  choice: [],
  industryShare: [],
  chainSupport: ['date'],
  aboveScale: ['batch', 'left'],
  certificate: ['date'],
  patent: ['date'],
  flag: [],
  service: ['from', 'to'],
  platform: [],
  setItem: [],
  assessment: [],
  recognition: ['date'],
  talentTeam: ['date'],
};

/** Fields of a kind that hold decimals in the metric's unit: the metric's `maxPlaces` bounds their digits behind the point. */
export const decimalFields: { readonly [K in LineKind]: readonly (keyof LineOf<K> & string)[] } = {
  tenancy: [],
  enterpriseAmount: ['amount'],
  parcel: ['area'],
  choice: [],
  industryShare: ['numerator', 'denominator'],
  chainSupport: [],
  aboveScale: [],
  certificate: [],
  patent: [],
  flag: [],
  service: [],
  platform: [],
  setItem: [],
  assessment: ['points'],
  recognition: [],
  talentTeam: [],
};

/** The field of a kind whose values are bounded by the metric's `categories`. */
export function categoryField(kind: LineKind): string | undefined {
  switch (kind) {
    case 'choice':
      return 'value';
    case 'service':
      return 'category';
    case 'platform':
      return 'kind';
    case 'setItem':
      return 'item';
    case 'recognition':
    case 'talentTeam':
      return 'level';
    case 'tenancy':
    case 'enterpriseAmount':
    case 'parcel':
    case 'industryShare':
    case 'chainSupport':
    case 'aboveScale':
    case 'certificate':
    case 'patent':
    case 'flag':
    case 'assessment':
      return undefined;
  }
}

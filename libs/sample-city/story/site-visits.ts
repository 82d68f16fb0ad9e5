import { incidents } from '../city/cast.js';
import type { RecordSiteChecks, RepeatSiteCheck } from './acts.js';

/** A visit of the task force to a park, as its form tells it. */
export interface SiteVisit {
  readonly park: string;
  readonly year: number;
  readonly on: string;
  readonly passed: boolean;
  readonly findings: string;
  /** The keys of the forms and of the photos of its round of visits. */
  readonly document: string;
  readonly photos: string;
}

/** Two persons at least, by the scheme. */
export const visitors = ['taskforce-1', 'taskforce-2'] as const;

const IN_ORDER = '现场与申报相符，设施和系统在用，资料齐全。';
/** Why the first visit of `incidents.failedCheck` failed, and what the second found. */
const NOT_SHOWN = '核查当日未能出示物业服务台账和公共设施维护记录，申报事项无法核对，须备齐资料后复查。';
const SHOWN_NOW = '复查时已出示物业服务台账和公共设施维护记录，经核对与申报相符。';

/** Whom the draw of each result names: what the ledger plans is the ledger's own, and a spec holds these lists to it. */
export const visitedParks: Readonly<Record<2022 | 2023, readonly string[]>> = {
  2022: parks(1, 3, 5, 7, 9, 11, 12, 13, 16, 18, 19, 21, 23, 24, 26, 27, 29, 31, 35, 37, 38, 46),
  2023: parks(1, 2, 3, 4, 5, 7, 9, 12, 16, 18, 21, 26, 28, 29, 31, 32, 37, 38, 40),
};

/** In edition 2 of 2023 the corrected park alone is visited again. */
export const visitedAgain: readonly string[] = [incidents.revoked.park];

/** Every visit of the story. */
export function siteVisits(): readonly SiteVisit[] {
  const { park, year } = incidents.failedCheck;
  return [
    ...firstVisits(2022),
    { park, year, on: `${year + 1}-08-07`, passed: true, findings: SHOWN_NOW, ...keysOf(year, 2) },
    ...firstVisits(2023),
    ...visitedAgain.map((code) => ({ park: code, year: 2023, on: '2024-11-11', passed: true, findings: IN_ORDER, ...keysOf(2023, 2) })),
  ];
}

/** Three days of August, as many parks each. */
function firstVisits(year: 2022 | 2023): readonly SiteVisit[] {
  const codes = visitedParks[year];
  return codes.map((park, i) => {
    const passed = !(park === incidents.failedCheck.park && year === incidents.failedCheck.year);
    const on = `${year + 1}-08-0${1 + Math.floor((3 * i) / codes.length)}`;
    return { park, year, on, passed, findings: passed ? IN_ORDER : NOT_SHOWN, ...keysOf(year) };
  });
}

/** Where the forms and photos of a round of visits lie. */
function keysOf(year: number, round = 1): { readonly document: string; readonly photos: string } {
  const again = round === 1 ? '' : `-${round}`;
  return { document: `${year}-site-checks${again}`, photos: `${year}-site-photos${again}` };
}

/** A round of visits as its act records it: found in order but for those that failed. */
export function roundOf(year: number, round = 1): Omit<RecordSiteChecks, 'at' | 'act' | 'by'> {
  const keys = keysOf(year, round);
  const failed = siteVisits().filter(({ document, passed }) => document === keys.document && !passed);
  return {
    year,
    persons: visitors,
    findings: IN_ORDER,
    ...keys,
    ...(failed.length === 0 ? {} : { failed: failed.map(({ park, findings }) => ({ park, findings })) }),
  };
}

/** The second visit to the park that failed. */
export function secondVisit(): Omit<RepeatSiteCheck, 'at' | 'act' | 'by'> {
  const { park, year } = incidents.failedCheck;
  return { year, park, persons: visitors, findings: SHOWN_NOW, ...keysOf(year, 2) };
}

function parks(...numbers: readonly number[]): readonly string[] {
  return numbers.map((n) => `SP${String(n).padStart(3, '0')}`);
}

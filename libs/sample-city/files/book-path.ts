import { departmentNames } from '#libs/kernel';
import { formOf, type WorkbookKind, workbookKindNames } from '#libs/submission';
import type { Scheme } from '#libs/scheme';
import type { Office } from '../facts/delivery.js';

/** Where a delivered workbook lies among the seeds: `2023/tax/amounts.xlsx`, `2023/park/SP001/declaration-2.xls`, `2022/science/verification.xlsx`. */
export interface BookPlace {
  readonly year: number;
  readonly office: Office | 'emergency' | 'science';
  readonly park?: string;
  /** `roster`, `declaration`, `amounts`, `statements`, `verification`, or the code of the one metric in it. */
  readonly stem: string;
  /** A later delivery (`2`), or the base year of parks that are judged for the first time (`base`). */
  readonly part?: string;
  readonly extension: 'xlsx' | 'xls' | 'csv';
}

const PATTERN = /^(\d{4})\/(park|tax|landResources|emergency|science)\/(?:(SP\d+)\/)?([A-Za-z]+)(?:-(\w+))?\.(xlsx|xls|csv)$/;

export function bookPath({ year, office, park, stem, part, extension }: BookPlace): string {
  const folder = park === undefined ? `${year}/${office}` : `${year}/${office}/${park}`;
  return `${folder}/${stem}${part === undefined ? '' : `-${part}`}.${extension}`;
}

/** The place that a path says; undefined: no delivered workbook. */
export function bookPlace(path: string): BookPlace | undefined {
  const match = PATTERN.exec(path);
  if (!match) return undefined;
  const [, year, office, park, stem, part, extension] = match as unknown as [string, string, Office, string?, string?, string?, 'xlsx'?];
  return {
    year: Number(year),
    office,
    ...(park === undefined ? {} : { park }),
    stem: stem as string,
    ...(part === undefined ? {} : { part }),
    extension: extension as 'xlsx',
  };
}

/** What kind of workbook lies there. */
export function bookKind({ office, stem }: BookPlace): WorkbookKind {
  if (stem === 'statements' || stem === 'verification') return stem;
  if (office !== 'park') return 'delivery';
  return stem === 'roster' ? 'roster' : 'declaration';
}

/** The name under which a file is delivered into the evidence store: a workbook's as offices name theirs, any other file's path on one level. */
export function deliveryName(path: string, scheme: Scheme): string {
  const place = bookPlace(path);
  if (!place) return path.replaceAll('/', '-');
  const { year, office, park, stem, part, extension } = place;
  const kind = workbookKindNames[bookKind(place)];
  const metric = scheme.metrics.find(({ code }) => code === stem);
  const what = stem === 'roster' || !metric ? kind : formOf(metric, scheme).sheet;
  const again = part === undefined ? '' : part === 'base' ? '（补报）' : `（第${part}次）`;
  return `${year}年度${park ?? departmentNames[office]}${what}${again}.${extension}`;
}

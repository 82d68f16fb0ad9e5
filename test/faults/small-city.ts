import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parse, stringify } from 'yaml';
import { bookPath, bookPlace, documentPlace, type Files } from '#libs/sample-city';
import { readSampleSeeds } from '#libs/sample-city/nest';
import { parseScheme, type Scheme } from '#libs/scheme';
import { parseWorkbook, textOf } from '#libs/spreadsheets';
import { writeWorkbook } from '#libs/spreadsheets/write';

/** Two parks that tie for the first places of 2023 until that is ruled, and two of which the second overtakes the first in edition 2. */
export const PARKS = ['SP012', 'SP016', 'SP021', 'SP028'] as const;
/** Stays of each park that are entered in the register; the rosters are whole. */
const STAYS = 2;

interface Act {
  readonly act: string;
  readonly year?: number;
  readonly batch?: string;
  readonly park?: string;
}

/** What is done in 2022's evaluation beyond collecting: a suite does it later, by itself. */
const DECIDING = new Set([
  'closeCollection',
  'planSiteChecks',
  'recordSiteChecks',
  'recordMeeting',
  'publishNotice',
  'recordNoticeProof',
  'concludeNotice',
  'lodgeObjection',
  'assignObjection',
  'answerObjection',
  'resolveObjection',
  'approveResults',
  'finaliseResults',
  'payAwards',
]);

/**
 * The sample city cut down to four parks and two years: 2023 with its ruling, its finalised result and its second edition; 2022 delivered and not closed, its
 * base year's land not verified yet. Made of the committed seeds, so that it is the same city to the digit.
 */
export async function smallCity(): Promise<SmallCity> {
  const all = readSampleSeeds('seeds/sample-city');
  const text = (path: string): string => (all.get(path) as Buffer).toString('utf8');
  const files = new Map<string, Buffer>();
  for (const [path, content] of all) if (!bookPlace(path) && isOfNoOtherPark(path)) files.set(path, content);
  for (const [path, content] of await ourWorkbooks(all)) files.set(path, content);
  const put = (path: string, content: string): unknown => files.set(path, Buffer.from(content, 'utf8'));

  for (const path of ['parks', 'recognition', 'transition'].map((name) => `registry/${name}.csv`)) put(path, ofParks(text(path)));
  const stays = firstStays(text('registry/tenancies.csv'));
  const enterprises = new Set(stays.map((row) => row.split(',')[1]));
  put('registry/tenancies.csv', lines([head(text('registry/tenancies.csv')), ...stays]));
  put(
    'registry/enterprises.csv',
    filtered(text('registry/enterprises.csv'), (cells) => enterprises.has(cells[0])),
  );
  const zones = new Set(rows(ofParks(text('registry/parks.csv'))).map((row) => row.split(',')[2]));
  put(
    'registry/zones.csv',
    filtered(text('registry/zones.csv'), (cells) => zones.has(cells[0])),
  );
  put(
    'documents/documents.csv',
    filtered(text('documents/documents.csv'), ([path = '']) => files.has(path)),
  );
  const timeline = parse(text('timeline.yaml')) as { seed: string; acts: readonly Act[] };
  put('timeline.yaml', stringify({ seed: timeline.seed, acts: timeline.acts.filter(isTold) }));
  return { files: new Map([...files].sort(([a], [b]) => (a < b ? -1 : 1))), scheme: smallCityScheme() };
}

/** Four ranked parks are no reason to ask about the size of tier A here. */
function smallCityScheme(): Scheme {
  const scheme = parseScheme(readFileSync('seeds/schemes/luan-2023.yaml', 'utf8'));
  return { ...scheme, readings: { ...scheme.readings, confirmBelowRanked: 0 } };
}

let written: Promise<string> | undefined;

/** The folder with the small city's seeds, made once a suite: cutting the workbooks costs every process that does it seconds. */
export function smallCityFolder(): Promise<string> {
  return (written ??= writeSmallCity());
}

async function writeSmallCity(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'parkledger-small-city-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  for (const [path, content] of (await smallCity()).files) {
    mkdirSync(join(folder, dirname(path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return folder;
}

/** The small city as `smallCityFolder` holds it. */
export function smallCityIn(folder: string): SmallCity {
  return { files: readSampleSeeds(folder), scheme: smallCityScheme() };
}

export interface SmallCity {
  readonly files: Files;
  readonly scheme: Scheme;
}

/** The parks' own workbooks as they are, and of those that name every park the rows of ours. */
async function ourWorkbooks(all: Files): Promise<Files> {
  const files = new Map<string, Buffer>();
  for (const [path, content] of all) {
    const place = bookPlace(path);
    if (!place || place.year === 2024) continue;
    if (place.park !== undefined) {
      if (isOurs(place.park)) files.set(path, content);
      continue;
    }
    const { sheets } = await parseWorkbook(content, path);
    const cut = sheets.map(({ name, rows: [header = [], ...rows] }) => ({
      name: place.extension === 'csv' ? (place.stem as string) : name,
      columns: header.map((cell) => ({ header: textOf(cell) })),
      rows: rows.filter(([park = '']) => isOurs(textOf(park))).map((row) => row.map(textOf)),
    }));
    if (cut.some(({ rows }) => rows.length > 0)) files.set(bookPath({ ...place, extension: 'xlsx' }), await writeWorkbook({ sheets: cut }));
  }
  return files;
}

const isOurs = (park: string | undefined): boolean => (PARKS as readonly (string | undefined)[]).includes(park);

/** What one park signs goes with the park. */
function isOfNoOtherPark(path: string): boolean {
  const park = documentPlace(path)?.park;
  return park === undefined || isOurs(park);
}

function isTold({ act, year, batch, park }: Act & { readonly metrics?: readonly string[] }, i: number, acts: readonly Act[]): boolean {
  if (year === 2024 || (batch !== undefined && batch !== '2023-01')) return false;
  if (park !== undefined && !isOurs(park)) return false;
  if (year === 2022 && DECIDING.has(act)) return false;
  const { metrics } = acts[i] as { metrics?: readonly string[] };
  return !(act === 'verify' && year === 2021 && metrics?.includes('landArea'));
}

const head = (csv: string): string => csv.slice(0, csv.indexOf('\n'));
const rows = (csv: string): string[] => csv.trimEnd().split('\n').slice(1);
const lines = (all: readonly string[]): string => all.map((line) => `${line}\n`).join('');

function filtered(csv: string, keep: (cells: readonly string[]) => boolean): string {
  return lines([head(csv), ...rows(csv).filter((row) => keep(row.split(',')))]);
}

function ofParks(csv: string): string {
  return filtered(csv, ([park]) => isOurs(park));
}

function firstStays(csv: string): readonly string[] {
  return PARKS.flatMap((park) =>
    rows(csv)
      .filter((row) => row.startsWith(`${park},`) && row.split(',')[3] === '2023-01')
      .slice(0, STAYS),
  );
}

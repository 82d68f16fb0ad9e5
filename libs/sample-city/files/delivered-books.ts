import { firstYear, incidents, seed, transition2023, type Year } from '../city/cast.js';
import type { Stay } from '../city/enterprises.js';
import { deliveringIn, type Park } from '../city/parks.js';
import { amounts, claims, type MetricCode, officeOf, type ParkList } from '../facts/delivery.js';
import { amendedLists, firstVersion } from '../facts/incidents.js';
import { factLines } from '../facts/year-facts.js';
import { Random } from '../random.js';
import type { BookPlace } from './book-path.js';

/** A workbook as an office delivers it: a sheet a metric, on it the lists of one park or of all. */
export interface DeliveredBook {
  readonly place: BookPlace;
  readonly lists: readonly { readonly metric: MetricCode; readonly parks: readonly ParkList[] }[];
}

/** What parks send in May in 2025: the claims that were not ready in April. */
export const later2024: readonly MetricCode[] = ['innovationRecognitions', 'talentTeams'];

type Staying = ReadonlyMap<string, readonly Stay[]>;
type Place = Omit<BookPlace, 'extension'>;

/** Every workbook that departments and parks deliver, of all years; a park's in the order of the parks. */
export function deliveredBooks(parks: readonly Park[], stays: readonly Stay[]): readonly DeliveredBook[] {
  const staying: Staying = new Map(parks.map(({ code }) => [code, stays.filter((stay) => stay.park === code)]));
  const book = (place: Place, metrics: readonly MetricCode[], of: readonly Park[]): DeliveredBook[] => {
    const lists = metrics.map((metric) => ({ metric, parks: listsOf(metric, place.year as Year, of, staying) }));
    return filled(place, lists);
  };
  const year = (of: 2022 | 2023 | 2024): DeliveredBook[] => {
    const all = deliveringIn(parks, of);
    const inApril = of === 2024 ? claims.filter((metric) => !later2024.includes(metric)) : claims;
    return [
      ...all.flatMap((park) => {
        const place = { year: of, office: 'park', park: park.code } as const;
        return [
          ...book({ ...place, stem: 'roster' }, ['tenantRoster'], [park]),
          ...book({ ...place, stem: 'declaration' }, inApril, [park]),
          ...(of === 2024 ? book({ ...place, stem: 'declaration', part: '2' }, later2024, [park]) : []),
        ];
      }),
      ...(of === 2024
        ? amounts.flatMap((metric) => book({ year: of, office: 'tax', stem: metric }, [metric], all))
        : book({ year: of, office: 'tax', stem: 'amounts' }, amounts, all)),
      ...book({ year: of, office: 'landResources', stem: 'landArea' }, ['landArea'], all),
    ];
  };
  const base = baseParks(parks);
  // Parks that are judged for the first time in 2023 bring their base year late.
  const late = parks.filter((park) => park.code === transition2023.in || park.code === transition2023.out);
  const lateBase = { year: 2022, part: 'base' } as const;
  return [
    ...book({ year: 2021, office: 'tax', stem: 'amounts' }, amounts, base),
    ...book({ year: 2021, office: 'landResources', stem: 'landArea' }, ['landArea'], base),
    ...year(2022),
    ...year(2023),
    ...year(2024),
    ...late.flatMap((park) => book({ ...lateBase, office: 'park', park: park.code, stem: 'roster' }, ['tenantRoster'], [park])),
    ...book({ ...lateBase, office: 'tax', stem: 'amounts' }, amounts, late),
    ...book({ ...lateBase, office: 'landResources', stem: 'landArea' }, ['landArea'], late),
    ...amendedLists(parks, stays).flatMap(({ metric, year: of, part, lists }) => {
      const office = officeOf(metric);
      const place = { year: of, office, stem: metric, part } as const;
      return filled(office === 'park' ? { ...place, park: (lists[0] as ParkList).park } : place, [{ metric, parks: lists }]);
    }),
  ];
}

/** A workbook with the sheets on which there is anything; none where there is nothing at all. */
function filled(place: Place, lists: DeliveredBook['lists']): DeliveredBook[] {
  const sheets = lists.filter((list) => list.parks.length > 0);
  return sheets.length === 0 ? [] : [{ place: { ...place, extension: extensionOf(place) }, lists: sheets }];
}

/** Every format is lived: most offices send .xlsx, some an .xls or, where there is one list only, a CSV. */
function extensionOf({ office, park, stem, year }: Place): BookPlace['extension'] {
  const n = park === undefined ? 0 : Number(park.slice(2));
  if (stem === 'roster') return n % 10 === 4 || n % 10 === 8 ? 'csv' : n % 10 === 7 ? 'xls' : 'xlsx';
  if (stem === 'declaration') return n % 15 === 5 ? 'xls' : 'xlsx';
  if (office === 'landResources' && year === 2022) return 'xls';
  return office === 'tax' && stem === 'operatingRevenue' && year === 2022 ? 'csv' : 'xlsx';
}

/** Whose base of 2021 is delivered: everybody judged in 2022 but the one that had no 2021. */
function baseParks(parks: readonly Park[]): readonly Park[] {
  return deliveringIn(parks, 2022).filter((park) => park.code !== firstYear[2022]);
}

function listsOf(metric: MetricCode, year: Year, parks: readonly Park[], staying: Staying): readonly ParkList[] {
  return parks.flatMap((park) => {
    const stays = staying.get(park.code) ?? [];
    if (isMissing(metric, park.code, year)) return [];
    const lines = factLines(metric, park, year, stays);
    return lines === undefined ? [] : [{ park: park.code, lines: firstVersion(metric, park.code, year, lines, stays) }];
  });
}

/** What the story leaves out: waived metrics, and, in 2024, what has not come in by June 2025. */
function isMissing(metric: MetricCode, park: string, year: number): boolean {
  if (incidents.waived.some((waived) => waived.metric === metric && waived.park === park && waived.year === year)) return true;
  if (year !== 2024) return false;
  const lateness = Random.of(seed, 'late', park).whole(1, 100);
  switch (officeOf(metric)) {
    case 'tax':
      return metric === 'rdExpense' || (metric === 'operatingRevenue' ? lateness > 62 : lateness > 90);
    case 'landResources':
      return lateness > 35;
    case 'park':
      return metric === 'tenantRoster' ? lateness > 94 : lateness > 86;
  }
}

import { firstYear, incidents, seed, transition2023, type Year } from '../city/cast.js';
import type { Stay } from '../city/enterprises.js';
import { deliveringIn, type Park } from '../city/parks.js';
import { baseMetrics, metricCodes, type MetricCode, metricFiles, type ParkList } from '../facts/delivery.js';
import { amendedLists, firstVersion } from '../facts/incidents.js';
import { factLines } from '../facts/year-facts.js';
import { Random } from '../random.js';
import { writeLists } from './lists.js';

/** Files by path, as text. */
export type Files = ReadonlyMap<string, string>;

/** Where a metric's list of a year lies. `part` numbers later deliveries: corrections, late parks. */
export function factPath(metric: MetricCode, year: number, part?: string): string {
  return `${year}/${metricFiles[metric].folder}/${metric}${part === undefined ? '' : `-${part}`}.csv`;
}

/** The name under which a file is delivered into the evidence store, and thereby its sheet's name: its path on one level. */
export function deliveryName(path: string): string {
  return path.replaceAll('/', '-');
}

/** Every list that departments and parks deliver, of all years. */
export function factFiles(parks: readonly Park[], stays: readonly Stay[]): Files {
  const files = new Map<string, string>();
  const ofPark = new Map(parks.map(({ code }) => [code, stays.filter((stay) => stay.park === code)]));
  const put = (metric: MetricCode, year: number, lists: readonly ParkList[], part?: string): void => {
    const { kind, ...rest } = metricFiles[metric];
    if (lists.length > 0) files.set(factPath(metric, year, part), writeLists(kind, lists, 'amount' in rest ? rest.amount : undefined));
  };
  for (const metric of baseMetrics) put(metric, 2021, listsOf(metric, 2021, baseParks(parks), ofPark));
  for (const year of [2022, 2023, 2024] as const) {
    for (const metric of metricCodes) put(metric, year, listsOf(metric, year, deliveringIn(parks, year), ofPark));
  }
  // Parks that are judged for the first time in 2023 bring their base year late.
  const late = parks.filter((park) => park.code === transition2023.in || park.code === transition2023.out);
  for (const metric of ['tenantRoster', ...baseMetrics] as const) put(metric, 2022, listsOf(metric, 2022, late, ofPark), 'base');
  for (const { metric, year, part, lists } of amendedLists(parks, stays)) put(metric, year, lists, part);
  return files;
}

/** Whose base of 2021 is delivered: everybody judged in 2022 but the one that had no 2021. */
function baseParks(parks: readonly Park[]): readonly Park[] {
  return deliveringIn(parks, 2022).filter((park) => park.code !== firstYear[2022]);
}

function listsOf(
  metric: MetricCode,
  year: Year,
  parks: readonly Park[],
  staysOf: ReadonlyMap<string, readonly Stay[]>,
): readonly ParkList[] {
  return parks.flatMap((park) => {
    const stays = staysOf.get(park.code) ?? [];
    if (isMissing(metric, park.code, year)) return [];
    const lines = factLines(metric, park, year, stays);
    return lines === undefined ? [] : [{ park: park.code, lines: firstVersion(metric, park.code, year, lines, stays) }];
  });
}

/** What the story leaves out: waived metrics, and, in 2024, what has not come in by June 2025. */
export function isMissing(metric: MetricCode, park: string, year: number): boolean {
  if (incidents.waived.some((waived) => waived.metric === metric && waived.park === park && waived.year === year)) return true;
  if (year !== 2024) return false;
  const lateness = Random.of(seed, 'late', park).whole(1, 100);
  switch (metricFiles[metric].folder) {
    case 'tax':
      return metric === 'rdExpense' || (metric === 'operatingRevenue' ? lateness > 62 : lateness > 90);
    case 'landResources':
      return lateness > 35;
    case 'park':
      return metric === 'tenantRoster' ? lateness > 94 : lateness > 86;
  }
}

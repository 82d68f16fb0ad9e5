import type { Year } from '../city/cast.js';
import { monthsIn, type Stay } from '../city/enterprises.js';
import type { Park } from '../city/parks.js';
import { amountLines } from './amounts.js';
import { aboveScaleLines, certificateLines, patentLines } from './claims.js';
import type { DeliveredLine, MetricCode } from './delivery.js';
import { landLines } from './land.js';
import { parkClaim } from './park-claims.js';

/** What is delivered for one metric of a park and year as first planned, without the story's incidents. Undefined: nothing is delivered. */
export function factLines(metric: MetricCode, park: Park, year: Year, stays: readonly Stay[]): readonly DeliveredLine[] | undefined {
  switch (metric) {
    case 'tenantRoster':
      return rosterLines(park.code, year, stays);
    case 'taxPaid':
    case 'operatingRevenue':
    case 'rdExpense':
      return amountLines(metric, park.code, year, stays);
    case 'landArea':
      return landLines(park.code, year);
    case 'aboveScale':
      return aboveScaleLines(park, year, stays);
    case 'provincialSrdiNew':
    case 'highTechNew':
    case 'littleGiantNew':
      return certificateLines(metric, park, year, stays);
    case 'inventionPatents':
    case 'utilityModelPatents':
    case 'designPatents':
    case 'softwareCopyrights':
      return patentLines(metric, park, year, stays);
    default:
      return parkClaim(metric, park, year, stays);
  }
}

/** Everybody who was there in the year. A stay that ended later reads as open, for nobody knew of its end then. */
function rosterLines(park: string, year: Year, stays: readonly Stay[]): DeliveredLine[] {
  return stays
    .filter((stay) => stay.park === park && monthsIn(stay, year) > 0)
    .map(({ enterprise, from, to }) => ({
      line: { uscc: enterprise.uscc, from, to: to !== null && to > `${year}-12-31` ? null : to },
      name: enterprise.name,
    }));
}

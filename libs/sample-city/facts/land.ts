import type { LineFields } from '#libs/scheme';
import { blockingTwins, seed, sharedParcel, squareMetres, type Year } from '../city/cast.js';
import { decimalText, shareOut } from '../decimal-text.js';
import { Random } from '../random.js';
import type { DeliveredLine } from './delivery.js';
import { totalsOf } from './totals.js';

const MU = 10_000;

/** The parcels of a park in use on 31 December (R18), in 亩 or m² as its land register delivers them. */
export function landLines(park: string, year: Year): readonly DeliveredLine[] {
  const random = Random.of(seed, 'parcels', park);
  const first = totalsOf(park, 2021).land;
  const now = totalsOf(park, year).land;
  const parts = shareOut(first / (3 * MU), random.pick([[1], [3, 2], [5, 3, 2], [4, 4, 3, 1]])).filter((part) => part > 0);
  if (now > first) parts.push((now - first) / (3 * MU));
  const inMetres = (squareMetres as readonly string[]).includes(park) || park === blockingTwins[1];
  return parts.map((threes, i) => ({ line: parcel(park, i, threes, inMetres) }));
}

/** 3 亩 = 2,000 m². */
function parcel(park: string, i: number, threes: number, inMetres: boolean): LineFields<'parcel'> {
  const certificate = `示例（${2012 + i}）不动产权第${park.slice(2)}${String(i + 1).padStart(4, '0')}号`;
  if (i === 0 && (sharedParcel as readonly string[]).includes(park)) {
    // The park's recorded share is 62.5 % of a larger parcel.
    return { certificate, area: decimalText((threes * 3 * MU * 1000) / 625, 4), unit: 'mu', share: '62.5' };
  }
  if (inMetres) return { certificate, area: decimalText(threes * 2000, 0), unit: 'm2' };
  return { certificate, area: decimalText(threes * 3 * MU, 4), unit: 'mu' };
}

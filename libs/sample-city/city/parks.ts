import { Random } from '../random.js';
import {
  accident2022,
  accident2024,
  blockingTwins,
  candidateCodes,
  firstYear,
  harmlessTwins,
  nested,
  overtaken,
  overtaking,
  recognisedCodes,
  seed,
  stars,
  strong,
  transition2022,
  transition2023,
  withdrawn,
  type Year,
} from './cast.js';
import { type Zone, zones } from './dictionary.js';
import { makeUscc, NameGiver } from './names.js';

export interface Park {
  readonly code: string;
  readonly name: string;
  readonly zone: Zone;
  readonly industry: string;
  readonly operator: { readonly name: string; readonly uscc: string };
  readonly completedOn: string;
  readonly operatingSince: string;
  /** Null: still in recognition. */
  readonly recognisedOn: string | null;
  readonly withdrawnOn: string | null;
  /** How many enterprises have moved in by the end of 2023. */
  readonly size: number;
}

/** Parks that began late: [completed, operating since, recognised]. The others began 2014–2019. */
const lateComers: Readonly<Record<string, readonly [string, string, string | null]>> = {
  [transition2022.in]: ['2021-05-20', '2021-06-01', '2022-07-18'],
  [transition2022.out]: ['2021-08-26', '2021-09-10', '2022-10-24'],
  [firstYear[2022]]: ['2021-11-30', '2021-12-18', '2022-12-26'],
  [firstYear[2023]]: ['2022-11-28', '2022-12-15', '2023-12-20'],
  [transition2023.in]: ['2022-03-15', '2022-04-01', '2023-05-16'],
  [transition2023.out]: ['2022-07-22', '2022-08-08', '2023-09-12'],
  SP047: ['2023-04-18', '2023-05-06', null],
  SP048: ['2023-12-20', '2024-01-08', null],
  SP049: ['2024-02-27', '2024-03-18', null],
};

/** Tenants by the end of 2023; the rest of 2,010 is drawn. */
const sizes: Readonly<Record<string, number>> = {
  SP003: 56,
  SP007: 60,
  SP012: 52,
  SP021: 49,
  SP016: 48,
  SP028: 46,
  SP024: 44,
  SP033: 47,
  SP040: 22,
  SP044: 31,
  SP045: 27,
  SP047: 14,
  SP048: 9,
  SP049: 0,
};

export function makeParks(): readonly Park[] {
  const names = new NameGiver();
  const zonesInOrder = Random.of(seed, 'zones').shuffled([...recognisedCodes].map((_, i) => zones[i % zones.length] as Zone));
  return [...recognisedCodes, ...candidateCodes].map((code, i) => {
    const random = Random.of(seed, 'park', code);
    const zone = zonesInOrder[i] ?? (zones[(i * 3) % zones.length] as Zone);
    const name = names.park(random, zone.name);
    const day = (year: number): string =>
      `${year}-${String(random.whole(1, 12)).padStart(2, '0')}-${String(random.whole(1, 28)).padStart(2, '0')}`;
    const began = random.whole(2014, 2019);
    const late = lateComers[code];
    const completedOn = late?.[0] ?? day(began - 1);
    return {
      code,
      name,
      zone,
      industry: random.pick(zone.industries),
      operator: { name: name.replace('小微企业园', '园区运营管理有限公司'), uscc: makeUscc('91', 9000 + i, 'operator') },
      completedOn,
      operatingSince: late?.[1] ?? day(began),
      recognisedOn: late ? late[2] : day(random.whole(2021, 2021)),
      withdrawnOn: code === withdrawn ? '2023-11-30' : null,
      size: sizes[code] ?? random.whole(30, 61),
    };
  });
}

/** Whether a park was recognised on 31 December of a year. */
export function recognisedAtEndOf(park: Park, year: number): boolean {
  const day = `${year}-12-31`;
  return park.recognisedOn !== null && park.recognisedOn <= day && (park.withdrawnOn === null || park.withdrawnOn > day);
}

/** The parks whose facts of a year are asked for: those that its evaluation judges, the one barred as nested and the one withdrawn left out. */
export function deliveringIn(parks: readonly Park[], year: number): readonly Park[] {
  return parks.filter((park) => recognisedAtEndOf(park, year) && !(park.code === nested));
}

/** How good a park's year was, from 1 to 5: what its claims are drawn by. */
export function gradeOf(park: string, year: Year): number {
  if (year === 2023 || year === 2024) {
    if (([...stars, ...blockingTwins, ...strong] as string[]).includes(park)) return 5;
    if (park === overtaken || park === overtaking) return 4;
    if ((harmlessTwins as readonly string[]).includes(park)) return 3;
  }
  if (year === 2022 && ([...stars, ...blockingTwins, ...strong] as string[]).includes(park))
    return Random.of(seed, 'grade', park, year).pick([4, 4, 5]);
  if ([accident2022, accident2024].includes(park)) return 3;
  if (park === transition2022.in || park === firstYear[2022]) return year === 2022 ? 2 : 3;
  const usual = Random.of(seed, 'grade', park).pick([1, 2, 2, 3, 3, 3, 4]);
  const drift = Random.of(seed, 'grade', park, year).pick([-1, 0, 0, 0, 1]);
  return Math.min(4, Math.max(1, usual + drift));
}

import { Random } from '../random.js';
import { move, returner, seed } from './cast.js';
import { makeUscc, NameGiver } from './names.js';
import type { Park } from './parks.js';

export interface Enterprise {
  readonly uscc: string;
  readonly name: string;
  /** Code 92: 个体工商户, whose name is a person's affair. */
  readonly person: boolean;
  readonly industry: string;
  readonly smallMicro: boolean;
  readonly manufacturing: boolean;
}

/** Why a stay ended: it grew (有序退出), or moved out. */
export type Exit = 'aboveScale' | 'highTech' | 'left';

/** One stay of one enterprise in one park, both days inclusive. */
export interface Stay {
  readonly park: string;
  readonly enterprise: Enterprise;
  readonly from: string;
  readonly to: string | null;
  readonly exit: Exit | null;
}

const dayOf = (year: number, month: number, day: number): string =>
  `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;

/** All stays, in order of park and of moving in. */
export function makeStays(parks: readonly Park[]): readonly Stay[] {
  const names = new NameGiver();
  let number = 0;
  const stays = parks.flatMap((park) => {
    const random = Random.of(seed, 'tenants', park.code);
    const count = park.size + random.whole(1, 3);
    const dates = movingInDates(park, count, random);
    return dates.map((from) => stayOf(park, makeEnterprise(park, names, random, (number += 1)), from, random));
  });
  return [...stays, ...storyStays(stays)]
    .map((stay) => shortened(stay, mover(stays, move.from), mover(stays, returner)))
    .sort((a, b) =>
      a.park < b.park
        ? -1
        : a.park > b.park
          ? 1
          : a.from < b.from
            ? -1
            : a.from > b.from
              ? 1
              : a.enterprise.uscc < b.enterprise.uscc
                ? -1
                : 1,
    );
}

/** Two thirds came before 2022; the last few of a park in 2024. */
function movingInDates(park: Park, count: number, random: Random): string[] {
  const began = parseInt(park.operatingSince.slice(0, 4), 10);
  const yearAt = (i: number): number => {
    if (i >= park.size) return 2024;
    const share = (i * 100) / Math.max(1, park.size);
    if (began >= 2023) return Math.min(2024, began + (share > 50 ? 1 : 0));
    if (began === 2022) return share < 55 ? 2022 : 2023;
    if (began === 2021) return share < 35 ? 2021 : share < 75 ? 2022 : 2023;
    return share < 68 ? random.whole(began, 2021) : share < 83 ? 2022 : 2023;
  };
  return Array.from({ length: count }, (_, i) => {
    const year = yearAt(i);
    const day = dayOf(year, random.whole(1, 12), random.whole(1, 28));
    // Nobody moves into a park that does not operate yet.
    return day < park.operatingSince ? (year > began ? day : park.operatingSince) : day;
  }).sort();
}

function makeEnterprise(park: Park, names: NameGiver, random: Random, number: number): Enterprise {
  const person = random.chance(5);
  const industry = random.chance(62) ? park.industry : random.pick(['高端装备', '电子信息', '新材料', '其他', '其他']);
  return {
    uscc: makeUscc(person ? '92' : '91', number, 'tenant'),
    name: names.enterprise(random, industry, person),
    person,
    industry,
    smallMicro: random.chance(92),
    manufacturing: !person && random.chance(66),
  };
}

function stayOf(park: Park, enterprise: Enterprise, from: string, random: Random): Stay {
  const base = { park: park.code, enterprise, from };
  if (from > '2022-06-30' || !random.chance(7)) return { ...base, to: null, exit: null };
  const to = dayOf(random.pick([2022, 2023, 2023, 2024]), random.whole(8, 12), random.whole(1, 28));
  return { ...base, to, exit: enterprise.person ? 'left' : random.pick<Exit>(['left', 'left', 'aboveScale', 'highTech']) };
}

/** The mover: the first enterprise (no 个体工商户) that stayed in the park from before 2021. The returner likewise. */
export function mover(stays: readonly Stay[], park: string): Stay {
  const found = stays.find((stay) => stay.park === park && stay.to === null && stay.from < '2021-01-01' && !stay.enterprise.person);
  if (!found) throw new Error(`${park} has no long-standing tenant`);
  return found;
}

/** Second stays that the story needs. */
function storyStays(stays: readonly Stay[]): Stay[] {
  return [
    { park: move.to, enterprise: mover(stays, move.from).enterprise, from: '2023-07-01', to: null, exit: null },
    { park: returner, enterprise: mover(stays, returner).enterprise, from: '2023-03-01', to: null, exit: null },
  ];
}

/** First stays that the story ends. */
function shortened(stay: Stay, moved: Stay, returned: Stay): Stay {
  if (stay === moved) return { ...stay, to: '2023-06-30', exit: 'left' };
  if (stay === returned) return { ...stay, to: '2022-05-31', exit: 'left' };
  return stay;
}

/** Whether a stay touches a year. */
export function touches(stay: Stay, year: number): boolean {
  return stay.from <= dayOf(year, 12, 31) && (stay.to === null || stay.to >= dayOf(year, 1, 1));
}

/** In how many months of a year the enterprise was there, begun months counted whole. */
export function monthsIn(stay: Stay, year: number): number {
  if (!touches(stay, year)) return 0;
  const month = (day: string): number => parseInt(day.slice(5, 7), 10);
  const first = stay.from < dayOf(year, 1, 1) ? 1 : month(stay.from);
  const last = stay.to === null || stay.to > dayOf(year, 12, 31) ? 12 : month(stay.to);
  return last - first + 1;
}

/** Whether the enterprise was a tenant on a day (R4). */
export function thereOn(stay: Stay, day: string): boolean {
  return stay.from <= day && (stay.to === null || stay.to >= day);
}

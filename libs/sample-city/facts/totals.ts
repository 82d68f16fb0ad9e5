import {
  blockingTwins,
  firstYear,
  likenessOf,
  overtaken,
  overtaking,
  seed,
  stars,
  strong,
  transition2022,
  turnedAround,
  type Year,
} from '../city/cast.js';
import { gradeOf } from '../city/parks.js';
import { Random } from '../random.js';

/** Money in whole units of 10^−4 万元, land in 10^−4 亩. */
export interface YearTotals {
  readonly tax: number;
  readonly revenue: number;
  readonly rd: number;
  readonly land: number;
}

const UNIT = 10_000;
const best = [...stars, ...blockingTwins, ...strong] as readonly string[];

/**
 * What a park's enterprises bring in all: a level of 2021 per 亩 and yearly growth, both drawn by the park's likeness and grade, so that twins have
 * the same totals although no line is the same.
 */
export function totalsOf(park: string, year: Year): YearTotals {
  const likeness = likenessOf(park);
  const land = landTotal(likeness, year);
  const quality = best.includes(likeness) ? 5 : likeness === overtaken ? 4 : gradeOf(likeness, 2022);
  const level = Random.of(seed, 'level', likeness);
  let tax = (level.whole(180, 420) + quality * level.whole(70, 130)) * 100;
  let revenue = (level.whole(32, 84) + quality * level.whole(10, 34)) * UNIT;
  let rd = (level.whole(60, 190) + quality * level.whole(50, 150)) * UNIT;
  for (let y = 2022; y <= year; y++) {
    const growth = Random.of(seed, 'growth', likeness, y);
    const grown = (value: number): number => value + Math.round((value * (growth.whole(-130, 170) + quality * 26)) / 1000);
    tax = grown(tax);
    revenue = grown(revenue);
    rd = grown(rd);
  }
  const scale = scaleOf(park, year);
  // The one that overtakes is a shade below the one that it overtakes.
  const shade = park === overtaking ? 995 : 1000;
  const amount = (value: number): number => Math.floor((value * scale * shade) / 100_000);
  const perLand = (value: number): number => Math.floor((amount(value) * Math.floor(land / 100)) / 100);
  const loss = park === turnedAround && year === 2021;
  return { tax: loss ? -386_250 : perLand(tax), revenue: Math.floor(perLand(revenue) / 100) * 100, rd: amount(rd), land };
}

/** How much of its usual business a young park does, in percent. */
function scaleOf(park: string, year: Year): number {
  if (park === transition2022.in) return { 2021: 22, 2022: 68, 2023: 88, 2024: 100 }[year];
  if (park === transition2022.out) return { 2021: 9, 2022: 55, 2023: 80, 2024: 96 }[year];
  if (park === firstYear[2022]) return { 2021: 0, 2022: 48, 2023: 71, 2024: 90 }[year];
  if (park === firstYear[2023]) return { 2021: 0, 2022: 0, 2023: 46, 2024: 74 }[year];
  if (park === 'SP044') return { 2021: 0, 2022: 38, 2023: 64, 2024: 85 }[year];
  if (park === 'SP045') return { 2021: 0, 2022: 15, 2023: 51, 2024: 78 }[year];
  return 100;
}

/** Twelve parks' land grows by a parcel in 2023; it is a multiple of 3 亩, so that it can be delivered in whole m² too. */
function landTotal(likeness: string, year: Year): number {
  const random = Random.of(seed, 'land', likeness);
  const before = random.whole(16, 78) * 3;
  const added = random.chance(25) ? random.whole(2, 8) * 3 : 0;
  return (before + (year >= 2023 ? added : 0)) * UNIT;
}

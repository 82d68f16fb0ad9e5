import type { LineFields } from '#libs/scheme';
import { incidents, likenessOf, move, seed, type Year } from '../city/cast.js';
import { type Stay, thereOn } from '../city/enterprises.js';
import type { Park } from '../city/parks.js';
import { Random } from '../random.js';
import { aboveScaleAtStart, profileOf } from './profile.js';
import type { DeliveredLine } from './delivery.js';

const day = (year: number, month: number, date: number): string =>
  `${year}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`;

/** Enterprises (no 个体工商户) that were in the park on a day. */
export function tenantsOn(park: string, on: string, stays: readonly Stay[]): readonly Stay[] {
  return stays.filter((stay) => stay.park === park && !stay.enterprise.person && thereOn(stay, on));
}

/**
 * 规上工业企业 of a park as its list of a year says: stock from before 2022, then each year's batch; everyone keeps its line. One has left the
 * list again, one came by 整体搬迁 and is no 新增.
 */
export function aboveScaleLines(park: Park, year: Year, stays: readonly Stay[]): readonly DeliveredLine[] {
  const lines: { line: LineFields<'aboveScale'>; name: string }[] = [];
  const taken = new Set<string>();
  const add = (batch: string, count: number, random: Random): void => {
    const free = tenantsOn(park.code, batch, stays).filter((stay) => stay.to === null && !taken.has(stay.enterprise.uscc));
    for (const stay of random.some(free, count)) {
      taken.add(stay.enterprise.uscc);
      lines.push({ line: { uscc: stay.enterprise.uscc, batch, left: null, relocated: false }, name: stay.enterprise.name });
    }
  };
  if (park.operatingSince < '2020-07-01') add('2020-12-31', aboveScaleAtStart(park.code), Random.of(seed, 'stock', park.code));
  for (const y of [2022, 2023, 2024] as const) {
    if (y > year || park.operatingSince > day(y, 8, 31)) continue;
    const random = Random.of(seed, 'entries', park.code, y);
    const count = profileOf(park.code, y).aboveScaleNew;
    // 月度 and 年度 batches.
    add(day(y, 8, 31), Math.floor(count / 3), random);
    add(day(y, 12, 20), count - Math.floor(count / 3), random);
  }
  return lines.map((each, i) => told(park.code, each, i, lines.length));
}

function told<T extends { line: LineFields<'aboveScale'> }>(park: string, each: T, i: number, count: number): T {
  if (park === 'SP013' && i === 0) return { ...each, line: { ...each.line, left: '2022-12-28' } };
  if (park === 'SP034' && i === count - 1) return { ...each, line: { ...each.line, relocated: true } };
  return each;
}

type CertificateMetric = 'provincialSrdiNew' | 'highTechNew' | 'littleGiantNew';
const certificateDays: Readonly<Record<CertificateMetric, readonly [string, number, number]>> = {
  provincialSrdiNew: ['专精特新', 8, 15],
  highTechNew: ['高新', 11, 18],
  littleGiantNew: ['小巨人', 7, 14],
};

/** Certificates of a year. Where the park lists renewals too, they are named as such and do not count (R21). */
export function certificateLines(metric: CertificateMetric, park: Park, year: Year, stays: readonly Stay[]): readonly DeliveredLine[] {
  const [word, month, date] = certificateDays[metric];
  const on = day(year, month, date);
  const profile = profileOf(park.code, year);
  const count = { provincialSrdiNew: profile.srdi, highTechNew: profile.highTech, littleGiantNew: profile.littleGiant }[metric];
  const random = Random.of(seed, metric, park.code, year);
  const renewals = metric === 'highTechNew' && random.chance(30) ? 1 : 0;
  const struck = isIncident(incidents.struck, park.code, metric, year) ? 1 : 0;
  const holders = random.shuffled(tenantsOn(park.code, on, stays)).slice(0, count + renewals + struck);
  return holders.map((stay, i) => ({
    line: {
      uscc: stay.enterprise.uscc,
      certificate: `示例${word}（${year}）第${park.code.slice(2)}${String(i + 1).padStart(3, '0')}号`,
      date: on,
      issue: i >= count && i < count + renewals ? 'renewed' : i === 2 ? 'afterLapse' : 'first',
    },
    name: stay.enterprise.name,
  }));
}

type PatentMetric = 'inventionPatents' | 'utilityModelPatents' | 'designPatents' | 'softwareCopyrights';
const patentWords: Readonly<Record<PatentMetric, string>> = {
  inventionPatents: '发明',
  utilityModelPatents: '实用新型',
  designPatents: '外观设计',
  softwareCopyrights: '软著登',
};

/** Patents and software of a year; bought ones are listed as such and do not count (R23). */
export function patentLines(metric: PatentMetric, park: Park, year: Year, stays: readonly Stay[]): readonly DeliveredLine[] {
  const { invention, utility, design, software } = profileOf(park.code, year);
  const count = { inventionPatents: invention, utilityModelPatents: utility, designPatents: design, softwareCopyrights: software }[metric];
  const random = Random.of(seed, metric, park.code, year);
  const bought = likenessOf(park.code) === park.code && random.chance(12) ? 1 : 0;
  const number = (i: number): string => `示例${patentWords[metric]}${year}${park.code.slice(2)}${String(i + 1).padStart(3, '0')}`;
  const lines: DeliveredLine[] = [];
  for (let i = 0; i < count + bought; i++) {
    const on = day(year, random.whole(1, 12), random.whole(1, 28));
    const tenants = tenantsOn(park.code, on, stays);
    if (tenants.length === 0) continue;
    const { enterprise } = random.pick(tenants);
    lines.push({
      line: { uscc: enterprise.uscc, certificate: number(i), date: on, origin: i >= count ? 'transferred' : 'original' },
      name: enterprise.name,
    });
  }
  return [...lines, ...movedPatent(metric, park.code, year, number(count + bought), stays)];
}

/** The enterprise that moved in mid-2023: granted in October, claimed by the park that it had left. It was no tenant there on that day (R4). */
function movedPatent(metric: PatentMetric, park: string, year: Year, certificate: string, stays: readonly Stay[]): DeliveredLine[] {
  if (metric !== 'utilityModelPatents' || year !== 2023 || (park !== move.from && park !== move.to)) return [];
  const moved = stays.find((stay) => (park === move.from ? stay.to === '2023-06-30' : stay.from === '2023-07-01'));
  if (!moved) throw new Error(`nobody moved to or from ${park}`);
  const date = park === move.from ? '2023-10-17' : '2023-09-12';
  return [{ line: { uscc: moved.enterprise.uscc, certificate, date, origin: 'original' }, name: moved.enterprise.name }];
}

/** Whether a story's incident is about this fact. */
export function isIncident(incident: { year: number; park: string; metric: string }, park: string, metric: string, year: number): boolean {
  return incident.park === park && incident.metric === metric && incident.year === year;
}

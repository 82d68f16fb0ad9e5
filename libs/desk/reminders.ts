import type { Caller } from '#libs/kernel';
import type { DeskYear } from './desk-year.js';
import type { HoldUp } from './hold-up.js';
import { holdUpsOf } from './hold-ups.js';
import { addressOfOffice, type Office, officeKey } from './office.js';

/** What is ready to be sent to one office. */
export interface Reminder {
  readonly office: Office;
  /** As it is addressed. */
  readonly addressee: string;
  readonly items: number;
  readonly overdueItems: number;
  /** The first day by which one of them is (or was) due; null where no day is set. */
  readonly earliestDue: string | null;
  readonly text: string;
}

/** One text for each office that holds something up. */
export function remindersOf(year: DeskYear, caller: Caller, office?: Partial<Office>): readonly Reminder[] {
  const names = new Map(year.parks.map(({ code, name }) => [code, name]));
  return grouped(holdUpsOf(year, caller, office), (one) => officeKey(one.office)).flatMap((items) => {
    const [first] = items;
    if (!first) return [];
    const addressee = addressOfOffice(first.office, names, year.scheme);
    const overdueItems = items.filter(isOverdue).length;
    const text = textOf(year, addressee, items, overdueItems);
    // The items of an office come in the order of their days.
    return [{ office: first.office, addressee, items: items.length, overdueItems, earliestDue: first.due?.day ?? null, text }];
  });
}

const isOverdue = ({ overdue }: HoldUp): boolean => overdue !== null && overdue > 0;

function textOf({ year, today }: DeskYear, addressee: string, items: readonly HoldUp[], overdueItems: number): string {
  const late = overdueItems > 0 ? `，其中 ${overdueItems} 项已逾期` : '';
  // The same thing asked of many parks is one paragraph.
  const matters = grouped(items, (item) => JSON.stringify([item.message, item.year ?? year, item.due?.day ?? '']));
  return [
    `${addressee}：`,
    `${year} 年度小微企业园绩效评价，截至 ${today}，贵单位尚有 ${items.length} 项未办结${late}：`,
    ...matters.map((matter, i) => `${i + 1}. ${paragraph(matter, year)}`),
    '请抓紧办理。',
  ].join('\n');
}

function paragraph(matter: readonly HoldUp[], evaluated: number): string {
  const [first] = matter;
  if (!first) return '';
  const { message, remedy, due, overdue, year } = first;
  const base = year === undefined || year === evaluated ? '' : `${year} 年（基期）`;
  const late = isOverdue(first) ? `，已逾期 ${overdue} 个工作日` : '';
  const until = due ? `应于 ${due.day} 前办结${late}；` : '';
  const named = matter.flatMap(({ park, parkName }) =>
    park === undefined ? [] : [parkName === undefined ? park : `${parkName}（${park}）`],
  );
  const where = named.length === 0 || matter[0]?.office.park !== undefined ? '' : `：${named.join('、')}`;
  const count = matter.length > 1 ? `，共 ${matter.length} 家` : '';
  return `${base}${spoken(message)}（${until}${spoken(remedy)}${count}）${where}`;
}

/** Without the codes that stand in （） behind their names: they are for who delivers by a program. */
function spoken(text: string): string {
  return text.replace(/（[A-Za-z][A-Za-z0-9]*）/g, '');
}

function grouped<T>(items: readonly T[], keyOf: (item: T) => string): readonly (readonly T[])[] {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return [...groups.values()];
}

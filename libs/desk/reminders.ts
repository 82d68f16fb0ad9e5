import { type Caller, departmentNames } from '#libs/kernel';
import type { DeskYear } from './desk-year.js';
import { type HoldUp, holdUpsOf, type Office, officeKey } from './hold-ups.js';

/** What is ready to be sent to one office. */
export interface Reminder {
  readonly office: Office;
  /** As it is addressed. */
  readonly addressee: string;
  readonly items: number;
  readonly overdueItems: number;
  /** The first day by which one of them is (or was) due. */
  readonly earliestDue: string;
  readonly text: string;
}

/** More than this many items are counted, not listed: the office finds them all in its hold-ups. */
const LISTED = 50;

/** One text for each office that holds something up. */
export function remindersOf(year: DeskYear, caller: Caller, office?: Partial<Office>): readonly Reminder[] {
  const byOffice = new Map<string, HoldUp[]>();
  for (const one of holdUpsOf(year, caller, office)) {
    const key = officeKey(one.office);
    byOffice.set(key, [...(byOffice.get(key) ?? []), one]);
  }
  const names = new Map(year.parks.map(({ code, name }) => [code, name]));
  return [...byOffice.values()].flatMap((items) => {
    const [first] = items;
    if (!first) return [];
    const addressee = addressed(first.office, names);
    const overdueItems = items.filter(isOverdue).length;
    const text = textOf(year, addressee, items, overdueItems);
    // Items of an office come in the order of their days.
    return [{ office: first.office, addressee, items: items.length, overdueItems, earliestDue: first.due.day, text }];
  });
}

const isOverdue = ({ overdue }: HoldUp): boolean => overdue !== null && overdue > 0;

function addressed({ department, park, county }: Office, names: ReadonlyMap<string, string>): string {
  const name = departmentNames[department];
  if (park !== undefined) return `${names.get(park) ?? name}（${park}）`;
  return county === undefined ? name : `${name}（${county}）`;
}

function textOf({ year, today }: DeskYear, addressee: string, items: readonly HoldUp[], overdueItems: number): string {
  const late = overdueItems > 0 ? `，其中 ${overdueItems} 项已逾期` : '';
  const rest = items.length > LISTED ? [`……另有 ${items.length - LISTED} 项，请登录系统查看`] : [];
  return [
    `${addressee}：`,
    `${year} 年度小微企业园绩效评价，截至 ${today}，贵单位尚有 ${items.length} 项未办结${late}：`,
    ...items.slice(0, LISTED).map((item, i) => `${i + 1}. ${lineOf(item, year)}`),
    ...rest,
    '请抓紧办理。',
  ].join('\n');
}

function lineOf(item: HoldUp, evaluated: number): string {
  const { park, parkName, year, message, remedy, due, overdue } = item;
  const where =
    park === undefined ? '' : `${parkName ?? '园区'}（${park}）${year === undefined || year === evaluated ? '' : ` ${year} 年（基期）`}：`;
  const late = isOverdue(item) ? `，已逾期 ${overdue} 个工作日` : '';
  return `${where}${message}（应于 ${due.day} 前办结${late}；${remedy}）`;
}

import {
  type Caller,
  dayInChina,
  type Department,
  departmentNames,
  inWords,
  type IsoDate,
  isIsoDate,
  isUscc,
  named,
  namedEach,
  roleNames,
  valueErrors,
} from '#libs/kernel';
import type { DecisionContext } from '#libs/event-sourcing';
import { registryErrors } from './errors.js';
import { CODE_PATTERN } from './payload.js';

/** An office as the registry's permissions name it: a department's code, or the role where that is no department's. */
export type Office = Department | 'admin' | 'auditor' | 'process';
const officeNames: Readonly<Record<Office | 'department', string>> = { ...roleNames, ...departmentNames };

/** Whom a thing belongs to: a park's account acts for its park, a county's for its county or zone. */
export interface Belonging {
  readonly park?: string;
  readonly zone?: string;
  readonly county?: string;
}

function officeOf(caller: Caller): Office | undefined {
  return caller.role === 'department' ? caller.department : caller.role;
}

const unnamed = inWords('', '未写明');

/** Refuses a caller whose office may not do this (`registry.wrongDepartment`), or a county or park for which the thing is not its own (`registry.notYours`). */
export function demandOffice(caller: Caller, offices: readonly Office[], of: Belonging = {}): void {
  const office = officeOf(caller);
  if (office === undefined || !offices.includes(office)) {
    const params = { office: named(officeNames, office ?? 'department'), allowed: namedEach(officeNames, offices) };
    throw registryErrors.error('registry.wrongDepartment', params);
  }
  const own =
    office === 'park'
      ? caller.park !== undefined && caller.park === of.park
      : office === 'county'
        ? caller.county !== undefined && (caller.county === of.county || caller.county === of.zone)
        : true;
  if (!own) throw registryErrors.error('registry.notYours', { park: of.park ?? unnamed, county: of.county ?? unnamed });
}

/** The days of the registry's commands, by the names that people have for them. */
const dayNames = {
  on: '日期',
  date: '发生日期',
  from: '入园日期',
  due: '整改期限',
  until: '过渡期最后一日',
  completedOn: '竣工日期',
  operatingSince: '投运日期',
  'facts.inOperation.since': '实际运营起始日',
} as const;

/** Refuses a day that is not in the calendar (`date.invalid`). */
export function demandDay(day: IsoDate, where: keyof typeof dayNames): void {
  if (!isIsoDate(day)) throw valueErrors.error('date.invalid', { field: named(dayNames, where), value: day }, { where });
}

/** Refuses, for what is said to have happened, a day that does not exist or is still to come in China (`registry.futureDate`). */
export function demandPast(day: IsoDate, context: DecisionContext, where: keyof typeof dayNames): void {
  demandDay(day, where);
  const today = dayInChina(context.at);
  if (day > today) throw registryErrors.error('registry.futureDate', { day, today }, { where });
}

/** Refuses a 统一社会信用代码 whose check character is wrong (`uscc.checkDigit`). */
export function demandUscc(uscc: string, where: string): void {
  if (!isUscc(uscc)) throw valueErrors.error('uscc.checkDigit', { field: inWords(where, '统一社会信用代码'), value: uscc }, { where });
}

/** Refuses a code that no register gives: empty, over-long, with control characters or blanks at an end (`registry.code`). */
export function demandCode(code: string, where: string): void {
  if (!new RegExp(CODE_PATTERN).test(code)) throw registryErrors.error('registry.code', { code }, { where });
}

/** What a handler had to read for this decision and did not: a defect of the handler, never of the caller. */
export function needed<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new TypeError(`the decision needs ${what}`);
  return value;
}

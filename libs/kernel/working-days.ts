import chineseDays from 'chinese-days';
import type { IsoDate } from './dates.js';
import { defineErrors } from './errors.js';

export const calendarErrors = defineErrors({
  'calendar.yearUnknown': {
    kind: 'conflict',
    zh: '{year} 年的法定节假日安排尚未公布（或本系统尚未收录），无法计算工作日',
    remedy: '待国务院办公厅公布该年安排并更新系统后再办理，或改用已公布年份内的日期',
  },
});

const known = new Map<number, boolean>();

/** Whether the official plan of holidays and make-up days (国务院办公厅放假安排) of a year is known. */
export function hasHolidayPlan(year: number): boolean {
  const cached = known.get(year);
  if (cached !== undefined) return cached;
  // The library answers weekdays for a year without a plan; only a year with declared holidays has one.
  const declared = chineseDays.getHolidaysInRange(`${year}-01-01`, `${year}-12-31`, false).length > 0;
  known.set(year, declared);
  return declared;
}

/** Whether a day is a working day in China, 调休 included. A year without an official plan is refused (`calendar.yearUnknown`). */
export function isWorkingDay(day: IsoDate): boolean {
  const year = Number.parseInt(day.slice(0, 4), 10);
  if (!hasHolidayPlan(year)) throw calendarErrors.error('calendar.yearUnknown', { year });
  return chineseDays.isWorkday(day);
}

/** The day after. */
export function nextDay(day: IsoDate): IsoDate {
  return new Date(new Date(`${day}T00:00:00.000Z`).getTime() + 86_400_000).toISOString().slice(0, 10);
}

/** The n-th working day counted from a day on, that day itself included where it is one; n ≥ 1. */
export function nthWorkingDay(from: IsoDate, n: number): IsoDate {
  if (!Number.isSafeInteger(n) || n < 1) throw new RangeError(`not a number of working days: ${n}`);
  let day = from;
  let count = 0;
  for (;;) {
    if (isWorkingDay(day)) count += 1;
    if (count === n) return day;
    day = nextDay(day);
  }
}

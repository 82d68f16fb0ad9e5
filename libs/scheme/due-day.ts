import { hasHolidayPlan, type IsoDate, isWorkingDay, nextDay } from '#libs/kernel';
import type { CalendarDay } from './metrics.js';
import type { Scheme } from './scheme.js';

/**
 * The last day of a step of an evaluation's road, in the year after the evaluated one (R28). On a day off: the next working day, 调休 included, as far as official plans are
 * known: a day of a year without one stands as it is.
 */
export function dueDay(scheme: Scheme, day: CalendarDay, evaluation: number): IsoDate {
  let due = calendarDay(scheme, day, evaluation);
  while (hasHolidayPlan(Number.parseInt(due.slice(0, 4), 10)) && !isWorkingDay(due)) due = nextDay(due);
  return due;
}

/** The day as the scheme's calendar names it. */
export function calendarDay(scheme: Scheme, day: CalendarDay, evaluation: number): IsoDate {
  return `${evaluation + 1}-${scheme.calendar[day]}`;
}

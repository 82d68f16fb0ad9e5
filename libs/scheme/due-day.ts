import { type IsoDate, nthWorkingDay } from '#libs/kernel';
import type { CalendarDay } from './metrics.js';
import type { Scheme } from './scheme.js';

/**
 * The last day of a step of an evaluation's road, in the year after the evaluated one (R28). On a day off: the next working day, 调休 included.
 * Errors: `calendar.yearUnknown` where that year's official plan is not known.
 */
export function dueDay(scheme: Scheme, day: CalendarDay, evaluation: number): IsoDate {
  return nthWorkingDay(calendarDay(scheme, day, evaluation), 1);
}

/** The day as the scheme's calendar names it. */
export function calendarDay(scheme: Scheme, day: CalendarDay, evaluation: number): IsoDate {
  return `${evaluation + 1}-${scheme.calendar[day]}`;
}

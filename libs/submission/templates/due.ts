import { hasHolidayPlan, type IsoDate, nthWorkingDay } from '#libs/kernel';
import type { CalendarDay, Scheme } from '#libs/scheme';

/** The day by which something of a performance year is due (R28): of a day that is no working day the next one, as far as the official plan of that year is known. */
export function dueDay(scheme: Scheme, due: CalendarDay, year: number): IsoDate {
  const day = `${year + 1}-${scheme.calendar[due]}`;
  return hasHolidayPlan(year + 1) ? nthWorkingDay(day, 1) : day;
}

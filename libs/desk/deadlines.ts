import { hasHolidayPlan, type IsoDate, isWorkingDay, nextDay } from '#libs/kernel';
import { calendarDay, type CalendarDay, dueDay, type Metric, type Scheme } from '#libs/scheme';

/** A day of the scheme's calendar (R28): as the scheme has it, and the working day on which it falls due. */
export interface Deadline {
  readonly nominal: IsoDate;
  /** The nominal day, or the first working day after it. As the nominal one where that year's official plan of holidays is not known yet. */
  readonly day: IsoDate;
}

/** A calendar day of the evaluation of a year: the scheme's days are those of the year after. */
export function deadlineOf(scheme: Scheme, step: CalendarDay, evaluation: number): Deadline {
  return { nominal: calendarDay(scheme, step, evaluation), day: dueDay(scheme, step, evaluation) };
}

/** By when a metric is delivered. */
export function deliveryDeadline(scheme: Scheme, metric: Metric, evaluation: number): Deadline {
  return deadlineOf(scheme, metric.due, evaluation);
}

/** By when it is verified: the roster by the day on which it is frozen, everything else by the departments' day, or its own where that is later. */
export function verificationDeadline(scheme: Scheme, metric: Metric, evaluation: number): Deadline {
  const own = deadlineOf(scheme, metric.due, evaluation);
  if (metric.lines === 'tenancy') return own;
  const common = deadlineOf(scheme, 'departments', evaluation);
  return own.nominal > common.nominal ? own : common;
}

/**
 * Working days after `from`, up to and including `to`: 0 where `to` is not later. Null where the official plan of a year in between is not known: a list must be readable
 * all the same.
 */
export function workingDaysAfter(from: IsoDate, to: IsoDate): number | null {
  if (to <= from) return 0;
  const [first, last] = [yearOf(from), yearOf(to)];
  let count = 0;
  for (let year = first; year <= last; year += 1) {
    const table = tableOf(year);
    if (!table) return null;
    const until = year === last ? table.get(to) : table.get(`${year}-12-31`);
    const before = year === first ? table.get(from) : 0;
    count += (until ?? 0) - (before ?? 0);
  }
  return count;
}

/** Of a year: how many working days it has up to and including each day. */
const tables = new Map<number, ReadonlyMap<IsoDate, number>>();

function tableOf(year: number): ReadonlyMap<IsoDate, number> | undefined {
  const known = tables.get(year);
  if (known) return known;
  if (!hasHolidayPlan(year)) return undefined;
  const table = new Map<IsoDate, number>();
  let count = 0;
  for (let day = `${year}-01-01`; yearOf(day) === year; day = nextDay(day)) {
    if (isWorkingDay(day)) count += 1;
    table.set(day, count);
  }
  tables.set(year, table);
  return table;
}

const yearOf = (day: IsoDate): number => Number.parseInt(day.slice(0, 4), 10);

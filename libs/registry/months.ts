import type { IsoDate } from '#libs/kernel';

/**
 * The last day of a period of n months that begins on a day (民法典 第201、202条): the day of its beginning is not counted, the period ends on the
 * corresponding day of its last month, or, where there is none, on that month's last day. Two years from 2022-03-15 end with 2024-03-15.
 */
export function addMonths(day: IsoDate, months: number): IsoDate {
  const [year, month, date] = day.split('-').map((part) => parseInt(part, 10)) as [number, number, number];
  const count = year * 12 + (month - 1) + months;
  const endYear = Math.floor(count / 12);
  const endMonth = (count % 12) + 1;
  const lastDate = new Date(Date.UTC(endYear, endMonth, 0)).getUTCDate();
  const pad = (value: number, width: number): string => String(value).padStart(width, '0');
  return `${pad(endYear, 4)}-${pad(endMonth, 2)}-${pad(Math.min(date, lastDate), 2)}`;
}

/** The later of two days. */
export function laterDay(a: IsoDate, b: IsoDate): IsoDate {
  return a > b ? a : b;
}

/** 31 December of a year: the day by which recognition, transition and nested parks are judged (R46). */
export function lastDayOf(year: number): IsoDate {
  return `${year}-12-31`;
}

/** 1 January of a year. */
export function firstDayOf(year: number): IsoDate {
  return `${year}-01-01`;
}

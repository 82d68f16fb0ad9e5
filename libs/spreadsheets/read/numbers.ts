import { sumDecimals } from '#libs/kernel';

/** Spreadsheets compute and show 15 digits; what stands behind them is the noise of binary fractions. */
const DIGITS = 15;

/** A number as a person would type it: no exponent, no noise, no trailing zeros. */
export function numberText(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  if (Number.isSafeInteger(value) && Math.abs(value) < 1e15) return Object.is(value, -0) ? '0' : String(value);
  const short = String(value);
  if (short.length <= DIGITS + 1 && !short.includes('e')) return short;
  const rounded = String(Number(value.toPrecision(DIGITS)));
  return rounded.includes('e') ? sumDecimals([rounded]) : rounded;
}

/** Whether a text comes back from a number cell as it went in. */
export function staysAsNumber(text: string): boolean {
  return /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/.test(text) && numberText(Number(text)) === text;
}

const DAY_MS = 86_400_000;
/** Day 0 as it counts from 1 March 1900 on: the calendar of spreadsheets has a 29 February 1900. */
const EPOCH = Date.UTC(1899, 11, 30);
/** Days between the two epochs: a workbook may count from 1904. */
const FROM_1904 = 1_462;
/** 9999-12-31. */
const LAST_DAY = 2_958_465;
/** 1 March 1900. */
const AFTER_THE_GAP = 61;

/** A day's number as `YYYY-MM-DD`, with its time of day where it has one, a time alone without a day; undefined where no date has this number. */
export function dateText(serial: number, from1904: boolean): string | undefined {
  let day = Math.floor(serial) + (from1904 ? FROM_1904 : 0);
  let seconds = Math.round((serial - Math.floor(serial)) * 86_400);
  if (seconds === 86_400) [day, seconds] = [day + 1, 0];
  if (day < 0 || day > LAST_DAY) return undefined;
  const instant = new Date(EPOCH + (day < AFTER_THE_GAP ? day + 1 : day) * DAY_MS + seconds * 1_000).toISOString();
  const time = instant.slice(11, 19);
  if (day === 0) return seconds === 0 ? undefined : time;
  return seconds === 0 ? instant.slice(0, 10) : `${instant.slice(0, 10)} ${time}`;
}

/** The number of a day; undefined where the text is no day that a spreadsheet knows. */
export function serialOf(day: string): number | undefined {
  const instant = /^\d{4}-\d{2}-\d{2}$/.test(day) ? Date.parse(`${day}T00:00:00.000Z`) : Number.NaN;
  const serial = (instant - EPOCH) / DAY_MS;
  return serial >= AFTER_THE_GAP && serial <= LAST_DAY && dateText(serial, false) === day ? serial : undefined;
}

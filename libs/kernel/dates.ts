/** A calendar day, `YYYY-MM-DD`. Days compare as strings. */
export type IsoDate = string;
/** An instant in UTC, `YYYY-MM-DDTHH:mm:ss.sssZ`. Instants compare as strings. */
export type IsoInstant = string;

const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;

/** Whether the text is a day that exists. */
export function isIsoDate(text: string): boolean {
  if (!DAY.test(text)) return false;
  const instant = new Date(`${text}T00:00:00.000Z`);
  return !Number.isNaN(instant.getTime()) && instant.toISOString().slice(0, 10) === text;
}

/** Whether the text is an instant in the one form that the ledger writes. */
export function isIsoInstant(text: string): boolean {
  const instant = new Date(text);
  return !Number.isNaN(instant.getTime()) && instant.toISOString() === text;
}

/** The day of an instant in China (UTC+8, no daylight saving time). */
export function dayInChina(at: IsoInstant): IsoDate {
  return new Date(new Date(at).getTime() + 8 * 3_600_000).toISOString().slice(0, 10);
}

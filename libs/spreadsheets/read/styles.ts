import type { ZipPart } from './zip.js';

/** ECMA-376 18.8.30: formats that only Chinese, Japanese and Korean programs have, such as 31 = yyyy年m月d日. The library takes them for plain numbers. */
const DATES = new Set([27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58]);
const TIMES = new Set([32, 33, 34, 35, 55, 56]);
const PLAIN_DATE = 14;
const PLAIN_TIME = 21;

/** A format's number, or that of a plain date or time in the place of one that the library does not know. */
export function knownFormat(id: number): number {
  return DATES.has(id) ? PLAIN_DATE : TIMES.has(id) ? PLAIN_TIME : id;
}

/** The part of the styles with formats that the library knows; other parts as they are. Formats that the file spells out itself stay. */
export function withDateFormats(part: ZipPart): ZipPart {
  if (!/(^|\/)styles\.xml$/i.test(part.name)) return part;
  return { ...part, unpack: () => Buffer.from(replaced(part.unpack().toString('latin1')), 'latin1') };
}

function replaced(xml: string): string {
  const spelledOut = new Set([...xml.matchAll(/<(?:\w+:)?numFmt\s[^<>]*?numFmtId=["'](\d+)["']/g)].map(([, id]) => Number(id)));
  return xml.replace(/(<(?:\w+:)?xf\s[^<>]*?numFmtId=["'])(\d+)/g, (whole, before: string, id: string) =>
    spelledOut.has(Number(id)) ? whole : `${before}${knownFormat(Number(id))}`,
  );
}

import { auditorEnglish } from './auditor.js';
import { bundleEnglish } from './bundle.js';
import { transparencyEnglish } from './transparency.js';
import { verificationEnglish } from './verification.js';

/** Message and advice of a code in English; `{name}` marks a parameter. */
export type English = readonly [message: string, remedy: string];

const tables: readonly Readonly<Record<string, English>>[] = [auditorEnglish, bundleEnglish, transparencyEnglish, verificationEnglish];

/** undefined: a code of a room that this program only passes on; its Chinese text stands. */
export function englishText(code: string): English | undefined {
  return tables.find((table) => Object.hasOwn(table, code))?.[code];
}

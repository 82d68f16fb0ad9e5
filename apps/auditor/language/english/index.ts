import { auditorEnglish } from './auditor.js';
import { bundleEnglish } from './bundle.js';
import type { English } from './text.js';
import { transparencyEnglish } from './transparency.js';
import { verificationEnglish } from './verification.js';

const tables: readonly Readonly<Record<string, English>>[] = [auditorEnglish, bundleEnglish, transparencyEnglish, verificationEnglish];

/** undefined: a code of a room that this program only passes on; its Chinese text stands. */
export function englishText(code: string): English | undefined {
  return tables.find((table) => Object.hasOwn(table, code))?.[code];
}

import type { Language } from '../language/language.js';

export const EXIT = { agrees: 0, differs: 1, unusable: 2 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** Name and version of what --json prints. A field is never given another meaning; new ones may come. */
export const REPORT_FORMAT = 'parkledger-audit@1';

/** What a command found: for people in their language, and for programs. */
export interface Outcome {
  readonly exit: ExitCode;
  readonly lines: (language: Language) => readonly string[];
  readonly report: Readonly<Record<string, unknown>>;
}

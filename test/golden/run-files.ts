import { readFileSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { DomainError } from '#libs/kernel';
import { CaseFormError, type Expected, type GoldenCase, parseCase } from './case-form.js';
import { differences, differenceText } from './compare.js';

/** A way to run a case: the pure functions, or the documented commands over HTTP. */
export type Runner = (golden: GoldenCase) => Expected | Promise<Expected>;

/** Runs one file; returns the lines to print and whether everything came out as expected. A file that breaks the form names itself. */
export async function runFile(path: string, runner: Runner): Promise<{ same: boolean; lines: readonly string[] }> {
  try {
    const golden = parseCase(readFileSync(path, 'utf8'));
    const found = differences(golden.expected, await runner(golden));
    if (found.length === 0) return { same: true, lines: [`${golden.case}: same`] };
    return { same: false, lines: found.map((difference) => `${golden.case}: ${differenceText(difference)}`) };
  } catch (error) {
    return { same: false, lines: [`${path}: ${errorText(error)}`] };
  }
}

function errorText(error: unknown): string {
  if (error instanceof CaseFormError) return `not a golden case: ${error.message}`;
  if (error instanceof DomainError) {
    return [`${error.code} ${error.message}`, ...error.faults.map((fault) => `${fault.code} ${fault.message}`)].join('; ');
  }
  const { code } = error as NodeJS.ErrnoException;
  return code === undefined ? String((error as Error).stack ?? error) : `${code}: can't be read`;
}

/** A path as the caller wrote it: relative to the directory in which the command was typed. */
export function callersPath(path: string): string {
  return isAbsolute(path) ? path : join(process.env.INIT_CWD ?? process.cwd(), path);
}

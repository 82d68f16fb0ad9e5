import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { documentErrors as errors } from '../errors.js';
import { type DocumentFormat, documentNames } from '../kinds.js';
import { type DocumentModel, tablesOf } from '../model.js';
import { type Rendered, type RenderJob, renderDocument } from './render.js';

const ENTRY = new URL('./press-worker.js', import.meta.url);

export interface PressOptions {
  /** How long one document may take, in milliseconds. */
  readonly timeoutMs?: number;
  /** Heap of the thread, in MiB. */
  readonly memoryMb?: number;
  /** Documents that wait or are being made, at most. */
  readonly most?: number;
  /** Is told what went wrong in the making of a document; whoever asked only hears that it did. */
  readonly trouble?: (fault: string) => void;
  /** How the thread is started, for specs that have no built program. */
  readonly start?: { readonly entry: URL; readonly execArgv?: string[] };
}

/** Rows of a PDF at most: a longer list is for a workbook. */
export const MOST_PDF_ROWS = 2_000;

/** Makes documents, one after the other, in a thread of its own where the program is built, otherwise in this one. The thread is begun with the first document and made anew after a fault. */
export class Press {
  readonly #timeoutMs: number;
  readonly #memoryMb: number;
  readonly #most: number;
  readonly #trouble: (fault: string) => void;
  readonly #start: NonNullable<PressOptions['start']> | undefined;
  #worker: Worker | undefined;
  #last: Promise<unknown> = Promise.resolve();
  #running = 0;
  #closed = false;

  constructor({ timeoutMs = 120_000, memoryMb = 256, most = 16, trouble = () => undefined, start }: PressOptions = {}) {
    this.#timeoutMs = timeoutMs;
    this.#memoryMb = memoryMb;
    this.#most = most;
    this.#trouble = trouble;
    this.#start = start ?? (existsSync(fileURLToPath(ENTRY)) ? { entry: ENTRY } : undefined);
  }

  /** @throws DomainError `documents.tooLong`, `documents.tooMany`, `documents.renderingFailed`, `documents.pressClosed` */
  async print(model: DocumentModel, format: DocumentFormat): Promise<Uint8Array> {
    const rows = tablesOf(model).reduce((sum, table) => sum + table.rows.length, 0);
    if (format === 'pdf' && rows > MOST_PDF_ROWS) {
      throw errors.error('documents.tooLong', { document: documentNames[model.kind], rows, most: MOST_PDF_ROWS });
    }
    if (this.#running >= this.#most) throw errors.error('documents.tooMany', { running: this.#running });
    this.#running += 1;
    const made = this.#last.then(() => this.#make({ model, format }));
    this.#last = made.catch(() => undefined);
    try {
      return await made;
    } finally {
      this.#running -= 1;
    }
  }

  /** Ends the thread; what is being made and what waits is refused with `documents.pressClosed`. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#worker?.terminate();
    await this.#last;
  }

  #make(job: RenderJob): Promise<Uint8Array> {
    if (this.#closed) throw errors.error('documents.pressClosed');
    return this.#start ? this.#inThread(job, this.#start) : renderDocument(job.model, job.format);
  }

  #inThread(job: RenderJob, start: NonNullable<PressOptions['start']>): Promise<Uint8Array> {
    const worker = (this.#worker ??= this.#begin(start));
    return new Promise((resolve, reject) => {
      const end = (): void => {
        clearTimeout(timer);
        worker.off('message', answered).off('error', broken).off('exit', broken);
        worker.unref();
      };
      const refuse = (fault: string): void => {
        end();
        if (this.#closed) return reject(errors.error('documents.pressClosed'));
        this.#trouble(fault);
        reject(errors.error('documents.renderingFailed'));
      };
      const answered = (message: Rendered): void => {
        if ('error' in message) return refuse(message.error);
        end();
        resolve(message.bytes);
      };
      // A thread that died, or is still at it when its time is over, is given up; the next document begins another.
      const broken = (reason: unknown): void => {
        this.#worker = undefined;
        refuse(`the thread ended: ${String(reason)}`);
        void worker.terminate();
      };
      const timer = setTimeout(() => broken('it took too long'), this.#timeoutMs);
      worker.on('message', answered).on('error', broken).on('exit', broken);
      worker.ref();
      worker.postMessage(job);
    });
  }

  #begin({ entry, execArgv }: NonNullable<PressOptions['start']>): Worker {
    const worker = new Worker(entry, {
      resourceLimits: { maxOldGenerationSizeMb: this.#memoryMb },
      ...(execArgv === undefined ? {} : { execArgv }),
    });
    // While it has nothing to make, the thread keeps no process alive.
    worker.unref();
    return worker;
  }
}

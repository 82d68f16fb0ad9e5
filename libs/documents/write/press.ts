import { JobThread, type ThreadStart, UnansweredError } from '#libs/threads';
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
  readonly start?: ThreadStart;
}

/** Rows of a PDF at most: a longer list is for a workbook. */
export const MOST_PDF_ROWS = 2_000;

/** Makes documents, one after the other, in a thread of its own where the program is built, otherwise in this one. */
export class Press {
  readonly #most: number;
  readonly #trouble: (fault: string) => void;
  readonly #thread: JobThread<RenderJob, Rendered>;
  #running = 0;

  constructor({ timeoutMs = 120_000, memoryMb = 256, most = 16, trouble = () => undefined, start }: PressOptions = {}) {
    this.#most = most;
    this.#trouble = trouble;
    this.#thread = new JobThread({ entry: ENTRY, timeoutMs, memoryMb, start });
  }

  /** @throws DomainError `documents.tooLong`, `documents.tooMany`, `documents.renderingFailed`, `documents.pressClosed` */
  async print(model: DocumentModel, format: DocumentFormat): Promise<Uint8Array> {
    const rows = tablesOf(model).reduce((sum, table) => sum + table.rows.length, 0);
    if (format === 'pdf' && rows > MOST_PDF_ROWS) {
      throw errors.error('documents.tooLong', { document: documentNames[model.kind], rows, most: MOST_PDF_ROWS });
    }
    if (this.#running >= this.#most) throw errors.error('documents.tooMany', { running: this.#running });
    this.#running += 1;
    try {
      const made = await this.#made({ model, format });
      if ('bytes' in made) return made.bytes;
      this.#trouble(made.error);
    } catch (error) {
      if (!(error instanceof UnansweredError)) throw error;
      if (error.why === 'closed') throw errors.error('documents.pressClosed');
      this.#trouble(`${error.message} ${String(error.cause ?? '')}`);
    } finally {
      this.#running -= 1;
    }
    throw errors.error('documents.renderingFailed');
  }

  /** Ends the thread; what is being made and what waits is refused with `documents.pressClosed`. */
  close(): Promise<void> {
    return this.#thread.close();
  }

  #made(job: RenderJob): Promise<Rendered> {
    return this.#thread.run<Rendered>(
      ({ say, hear }) => {
        say(job);
        return hear();
      },
      async () => ({ bytes: await renderDocument(job.model, job.format) }),
    );
  }
}

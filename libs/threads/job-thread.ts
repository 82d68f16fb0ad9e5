import { on } from 'node:events';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Transferable, Worker } from 'node:worker_threads';

/** How a thread is started. */
export interface ThreadStart {
  readonly entry: URL;
  readonly execArgv?: string[];
}

export interface ThreadOptions {
  /** The built program of the thread. Where it is missing (sources under test), jobs are done in this thread, whatever time and memory they take. */
  readonly entry: URL;
  /** How long one job may take once its turn has come, in milliseconds. */
  readonly timeoutMs: number;
  /** Heap of the thread, in MiB. */
  readonly memoryMb: number;
  /** How the thread is started, for specs that have no built program. */
  readonly start?: ThreadStart | undefined;
}

/** Why a job has no answer: it took too long or too much memory, its thread died, or the program is ending. */
export type Unanswered = 'time' | 'memory' | 'died' | 'closed';

export class UnansweredError extends Error {
  override readonly name = 'UnansweredError';
  constructor(
    readonly why: Unanswered,
    cause?: unknown,
  ) {
    super(`the thread gave no answer: ${why}`, { cause });
  }
}

/** What is said between this thread and the other one about one job. */
export interface Talk<To, From> {
  say(message: To, transfer?: readonly Transferable[]): void;
  /** What the other thread says next. @throws UnansweredError */
  hear(): Promise<From>;
}

/** What is young is soon old or gone; a large new space would only come on top. */
const YOUNG_MB = 16;

/** One thread that does one job at a time, in the order in which they come. It is begun with the first job, kept between them, made anew after one that broke it, and holds up no process that is done otherwise. */
export class JobThread<To, From> {
  readonly #start: ThreadStart | undefined;
  #worker: Worker | undefined;
  #ending: AbortController | undefined;
  #last: Promise<unknown> = Promise.resolve();
  #closed = false;

  constructor(private readonly options: ThreadOptions) {
    const { entry, start } = options;
    this.#start = start ?? (existsSync(fileURLToPath(entry)) ? { entry } : undefined);
  }

  /**
   * Does a job when its turn has come. `talk` must hear the thread's last word on it: one that throws costs the thread. `here`: the same without a thread.
   * @throws UnansweredError, and what `talk` and `here` throw
   */
  run<T>(talk: (line: Talk<To, From>) => Promise<T>, here: () => Promise<T>): Promise<T> {
    const done = this.#last.then(() => {
      if (this.#closed) throw new UnansweredError('closed');
      return this.#start ? this.#talk(this.#start, talk) : here();
    });
    this.#last = done.catch(() => undefined);
    return done;
  }

  /** Ends the thread: what it is at and what waits has no answer. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#ending?.abort('closed' satisfies Unanswered);
    await this.#last;
    await this.#worker?.terminate();
  }

  async #talk<T>(start: ThreadStart, talk: (line: Talk<To, From>) => Promise<T>): Promise<T> {
    const worker = (this.#worker ??= this.#begin(start));
    const { signal } = (this.#ending = new AbortController());
    const timer = setTimeout(() => this.#ending?.abort('time' satisfies Unanswered), this.options.timeoutMs);
    const messages = on(worker, 'message', { signal, close: ['exit'] }) as AsyncIterableIterator<[From]>;
    const hear = async (): Promise<From> => {
      const { done, value } = await messages.next().catch((error: unknown) => {
        throw new UnansweredError(signal.aborted ? (signal.reason as Unanswered) : whyOf(error), error);
      });
      if (done) throw new UnansweredError('died');
      return value[0];
    };
    // Whoever waits for an answer is not to end before it.
    worker.ref();
    try {
      return await talk({ say: (message, transfer = []) => worker.postMessage(message, transfer), hear });
    } catch (error) {
      this.#worker = undefined;
      await worker.terminate();
      throw error;
    } finally {
      clearTimeout(timer);
      await messages.return?.();
      worker.unref();
    }
  }

  #begin({ entry, execArgv }: ThreadStart): Worker {
    const worker = new Worker(entry, {
      resourceLimits: { maxOldGenerationSizeMb: this.options.memoryMb, maxYoungGenerationSizeMb: YOUNG_MB },
      ...(execArgv === undefined ? {} : { execArgv }),
    });
    // One that dies between two jobs harms nobody.
    worker.on('error', () => undefined);
    worker.on('exit', () => {
      if (this.#worker === worker) this.#worker = undefined;
    });
    return worker;
  }
}

function whyOf(error: unknown): Unanswered {
  return (error as NodeJS.ErrnoException | undefined)?.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'memory' : 'died';
}

import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { type Backoff, defaultBackoff, delayOf } from '#libs/event-sourcing';
import type { TreeGrower } from './grower.js';
import type { FromWorker, LogSource, ToldError, ToWorker, WorkerTask } from './messages.js';
import type { TreeWatcher } from './tree-follower.js';

const ENTRY = new URL('./tree-worker.js', import.meta.url);

/** How the thread is started, for specs that have no built program. */
export interface WorkerStart {
  readonly entry: URL;
  readonly execArgv?: string[];
}

/** Whether the thread's program is there: only the built one runs in a thread of its own. */
export function workerIsBuilt(): boolean {
  return existsSync(fileURLToPath(ENTRY));
}

/** Grows the tree in a thread of its own, which reads the log over a connection of its own. A thread that ends by itself is started again. */
export class WorkerGrower implements TreeGrower {
  readonly #ending = new AbortController();
  #worker: Worker | undefined;
  #tries = 0;

  constructor(
    private readonly source: LogSource,
    private readonly treePath: string,
    private readonly watcher: TreeWatcher,
    private readonly how: WorkerStart = { entry: ENTRY },
    private readonly backoff: Backoff = defaultBackoff(),
  ) {}

  start(): void {
    const { entry, execArgv } = this.how;
    const workerData: WorkerTask = { source: this.source, treePath: this.treePath };
    const worker = new Worker(entry, { workerData, ...(execArgv === undefined ? {} : { execArgv }) });
    this.#worker = worker;
    // The thread does not keep a process alive that is done otherwise.
    worker.unref();
    worker.on('message', (message: FromWorker) => this.#tell(message));
    worker.on('error', (error) => this.watcher.trouble(error as Error, ++this.#tries));
    worker.on('exit', () => void this.#startAgain());
  }

  async finish(withinMs: number): Promise<void> {
    this.#ending.abort();
    const worker = this.#worker;
    if (worker === undefined || worker.threadId < 0) return;
    const patience = new AbortController();
    const ended = once(worker, 'exit');
    worker.postMessage('finish' satisfies ToWorker);
    await Promise.race([ended, wait(withinMs, undefined, { signal: patience.signal }).catch(() => undefined)]);
    patience.abort();
    await worker.terminate();
  }

  async #startAgain(): Promise<void> {
    this.#worker = undefined;
    if (this.#ending.signal.aborted) return;
    await this.backoff.sleep(delayOf(this.backoff, Math.max(1, this.#tries)), this.#ending.signal);
    if (!this.#ending.signal.aborted) this.start();
  }

  #tell(message: FromWorker): void {
    switch (message.kind) {
      case 'opened':
        return this.watcher.opened();
      case 'grown':
        this.#tries = 0;
        return this.watcher.grown(message.size, message.atHead);
      case 'rebuilt':
        return this.watcher.rebuilt();
      case 'trouble':
        return this.watcher.trouble(asError(message.error), message.tries);
      case 'stopped':
        return this.watcher.stopped(message.index, asError(message.error));
      default:
        return message satisfies never;
    }
  }
}

function asError({ name, message }: ToldError): Error {
  return Object.assign(new Error(message), { name });
}

import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { EventStore } from '#libs/event-store';
import type { EventRegistry, Ledger } from '#libs/event-sourcing';
import type { DomainError } from '#libs/kernel';
import { InProcessGrower, type TreeGrower } from './grower/grower.js';
import type { LogSource } from './grower/messages.js';
import type { TreeWatcher } from './grower/tree-follower.js';
import { WorkerGrower, workerIsBuilt } from './grower/worker-grower.js';
import { Heads } from './heads/heads.js';
import type { LogKeySource } from './keys/log-key.js';
import type { SealingObserver } from './observer.js';
import { LogReader } from './reading/log-reader.js';
import { Epochs } from './signer/epochs.js';
import { LogSigner, type SigningPolicy } from './signer/log-signer.js';
import { SIGNED_FOLDER, SignedFiles } from './signer/signed-files.js';
import { TREE_FILE, type TreeFile, treeToRead } from './tree/tree-file.js';

export interface SealingOptions {
  readonly store: EventStore;
  readonly ledger: Ledger;
  readonly registry: EventRegistry;
  /** Folder of this node's files: `proof/` in it. */
  readonly folder: string;
  readonly keys: LogKeySource;
  /** Where a thread of its own finds the log. Absent: the tree grows in this thread, from `store`. */
  readonly source?: LogSource | undefined;
  readonly policy?: Partial<SigningPolicy>;
  readonly observe?: SealingObserver;
  /** Milliseconds since some fixed moment. */
  readonly elapsed?: () => number;
}

/** How the log of a node stands, for health and metrics. */
export interface SealingStatus {
  /** Leaves of the tree; nothing until it is opened. */
  readonly treeSize: bigint | undefined;
  /** Whether the tree had reached the end of the log when it was last looked at. */
  readonly atHead: boolean;
  /** The newest signed head that this node knows. */
  readonly signed: { readonly origin: string; readonly size: bigint } | undefined;
  /** Why nothing is signed. */
  readonly refusal: DomainError | undefined;
  /** Index of the event that can't become a leaf. */
  readonly stoppedAt: bigint | undefined;
}

const DEFAULT_POLICY: SigningPolicy = { quietMs: 2_000, graceMs: 3_000, atOnce: [] };
/** How long a node that stops may take to seal what it has written, in milliseconds. */
const FINISH_MS = 1_000;

/** The log of a running node: its tree grows beside the serving thread, its heads are signed, and whoever asks is shown both. */
export class LogSealing {
  readonly reader: LogReader;
  readonly #heads: Heads;
  readonly #files: SignedFiles;
  readonly #epochs: Epochs;
  readonly #signer: LogSigner;
  readonly #grower: TreeGrower;
  readonly #treePath: string;
  #tree: TreeFile | undefined;
  #stoppedAt: bigint | undefined;
  #finished: Promise<void> | undefined;

  constructor(private readonly options: SealingOptions) {
    const { store, ledger, registry, folder, keys, source, observe = {}, elapsed = () => performance.now() } = options;
    this.#treePath = join(folder, TREE_FILE);
    this.#heads = new Heads(store);
    this.#files = new SignedFiles(join(folder, SIGNED_FOLDER));
    this.#epochs = new Epochs(store, registry);
    const tree = (): TreeFile | undefined => (this.#tree ??= treeToRead(this.#treePath));
    this.reader = new LogReader({ heads: this.#heads, epochs: this.#epochs, keys, tree });
    this.#signer = new LogSigner({
      store,
      recorder: { registry, ledger },
      heads: this.#heads,
      epochs: this.#epochs,
      files: this.#files,
      keys,
      tree,
      policy: { ...DEFAULT_POLICY, ...options.policy },
      elapsed,
      observe,
    });
    this.#grower =
      source && workerIsBuilt()
        ? new WorkerGrower(source, this.#treePath, this.#watcher())
        : new InProcessGrower(store, this.#treePath, this.#watcher());
  }

  /**
   * Makes the log's key where nothing was signed yet. A lost key does not keep a ledger from being opened: then nothing is signed, and it is told.
   * @throws `keys.mode`, `sealing.keyFile`
   */
  async prepare(): Promise<void> {
    await this.#heads.refresh().catch((error: unknown) => {
      if ((error as Partial<DomainError>).code !== 'sealing.headMalformed') throw error;
    });
    if (this.#heads.revision === undefined && this.#files.isEmpty) this.options.keys.orMade();
    else this.options.keys.existing();
  }

  start(): void {
    this.#grower.start();
  }

  get status(): SealingStatus {
    const { signed, atHead, refusal } = this.#signer;
    const head = signed && { origin: signed.checkpoint.origin, size: signed.checkpoint.size };
    return { treeSize: this.#tree?.size, atHead, signed: head, refusal, stoppedAt: this.#stoppedAt };
  }

  /** Brings the tree to the log's end, signs it, and ends: what cannot be done soon is left to the next start. */
  finish(): Promise<void> {
    return (this.#finished ??= this.#finish());
  }

  async #finish(): Promise<void> {
    for (const part of [this.#grower, this.#signer]) await soon(part.finish(FINISH_MS));
    this.#dropTree();
  }

  #dropTree(): void {
    this.#tree?.close();
    this.#tree = undefined;
  }

  #watcher(): TreeWatcher {
    const { observe = {} } = this.options;
    return {
      grown: (size, atHead) => this.#signer.grown(size, atHead),
      rebuilt: () => observe.rebuilt?.(),
      // It may have been begun anew, under the same name.
      opened: () => this.#dropTree(),
      trouble: (error, tries) => observe.trouble?.('tree', error, tries),
      stopped: (index, error) => {
        this.#stoppedAt = index;
        observe.stopped?.(index, error);
      },
    };
  }
}

/** Waits for work that a silent store may keep for long, but not for longer than a stop may take. */
async function soon(work: Promise<void>): Promise<void> {
  const patience = new AbortController();
  await Promise.race([work, wait(2 * FINISH_MS, undefined, { signal: patience.signal }).catch(() => undefined)]);
  patience.abort();
}

import type { EventStore } from '#libs/event-store';
import { type Backoff, defaultBackoff, delayOf, type Ledger } from '#libs/event-sourcing';
import { DomainError } from '#libs/kernel';
import { ed25519Signer, type SigningKey, verifyNote } from '#libs/transparency';
import { sealingErrors } from '../errors.js';
import { appendCheckpoint, type HeadRecorder } from '../heads/append-checkpoint.js';
import type { Heads } from '../heads/heads.js';
import type { SignedHead } from '../heads/read-checkpoints.js';
import type { LogKeySource } from '../keys/log-key.js';
import type { SealingObserver } from '../observer.js';
import type { TreeFile } from '../tree/tree-file.js';
import { continuity, type Roots } from './continuity.js';
import { AT_LEAST_EVERY, type Due, nextDue } from './due.js';
import type { Epochs } from './epochs.js';
import { signHead } from './sign-head.js';
import type { SignedFiles } from './signed-files.js';

/** When to sign. Times in milliseconds. */
export interface SigningPolicy {
  /** How long the log must not have grown before its head is signed. */
  readonly quietMs: number;
  /** How long the log may seem smaller than what was signed before that is taken for a loss: a node of a cluster may lag. */
  readonly graceMs: number;
  /** Types of events after which the log is signed at once. */
  readonly atOnce: readonly string[];
}

export interface SignerOptions {
  readonly store: EventStore;
  readonly recorder: HeadRecorder & { readonly ledger: Pick<Ledger, 'clock'> };
  readonly heads: Heads;
  readonly epochs: Epochs;
  readonly files: SignedFiles;
  readonly keys: LogKeySource;
  /** The tree, once there is one. */
  readonly tree: () => TreeFile | undefined;
  readonly policy: SigningPolicy;
  /** Milliseconds since some fixed moment. */
  readonly elapsed: () => number;
  readonly observe: SealingObserver;
  readonly backoff?: Backoff;
}

/** Under which name to go on from what. */
interface Basis {
  readonly origin: string;
  readonly first: bigint;
  /** The newest in the store. */
  readonly recorded: SignedHead | undefined;
  /** The largest that this node knows of, outside of the store. */
  readonly kept: SignedHead | undefined;
}

/** Every name change is published at once, whatever else is. */
const EPOCH_OPENED = 'LogEpochOpened';

/**
 * Signs the log's heads on this node. Whatever refuses, it refuses to sign and nothing else; it goes on by itself when what stood against it is gone. Nodes need not agree who
 * signs: the stream's revision lets one of them through, the others go on from its head.
 */
export class LogSigner {
  readonly #ending = new AbortController();
  readonly #backoff: Backoff;
  #basis: Basis | undefined;
  #refusal: DomainError | undefined;
  #signed: SignedHead | undefined;
  #atHead = false;
  #size = -1n;
  #grownAt: number;
  #behindSince: number | undefined;
  #tries = 0;
  #turn: Promise<unknown> = Promise.resolve();
  #asked = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(private readonly options: SignerOptions) {
    this.#backoff = options.backoff ?? defaultBackoff();
    this.#grownAt = options.elapsed();
  }

  /** Why nothing is signed. */
  get refusal(): DomainError | undefined {
    return this.#refusal;
  }

  /** The newest head under the log's present name that this node knows. */
  get signed(): SignedHead | undefined {
    return this.#signed;
  }

  get atHead(): boolean {
    return this.#atHead;
  }

  /** The tree has grown, or stands at the log's end. */
  grown(size: bigint, atHead: boolean): void {
    if (size !== this.#size) this.#grownAt = this.options.elapsed();
    [this.#size, this.#atHead] = [size, atHead];
    this.#wake();
  }

  /** Resolves when it has looked at all that it was told of. */
  async settled(): Promise<void> {
    await this.#turn;
  }

  /** Signs what there is, without waiting for a quiet moment, and ends. */
  async finish(): Promise<void> {
    this.#ending.abort();
    clearTimeout(this.#timer);
    await this.#turn;
    await this.#steps(true);
  }

  /** One look at the log. @returns in how many milliseconds to look again where nothing happens; 0: at once */
  async #step(finishing: boolean): Promise<number | undefined> {
    const { options } = this;
    const file = options.tree();
    if (file === undefined) return undefined;
    const tree = file.tree;
    let due = this.#due(file, tree.size, finishing);
    if (this.#basis === undefined || 'size' in due || this.#isBehind(tree.size)) {
      this.#basis = await this.#readBasis(file);
      if (this.#basis === undefined) return undefined;
      const wait = this.#assertContinues(tree, this.#basis);
      if (wait) return wait.waitMs;
      due = this.#due(file, tree.size, finishing);
    }
    if (!('size' in due)) return due.waitMs;
    await this.#sign(tree, this.#basis, due.size);
    return 0;
  }

  #wake(): void {
    this.#asked = true;
    clearTimeout(this.#timer);
    if (this.#ending.signal.aborted) return;
    this.#turn = this.#turn.then(async () => {
      if (this.#asked) await this.#steps(false);
    });
  }

  /** Steps until there is nothing to do for now. Never throws. */
  async #steps(finishing: boolean): Promise<void> {
    let waitMs: number | undefined;
    do {
      this.#asked = false;
      try {
        waitMs = await this.#step(finishing);
        this.#tries = 0;
      } catch (error) {
        waitMs = this.#failed(error);
        if (finishing) return;
      }
    } while (waitMs === 0 && (finishing || !this.#ending.signal.aborted));
    if (waitMs === undefined || this.#ending.signal.aborted) return;
    this.#timer = setTimeout(() => this.#wake(), waitMs).unref();
  }

  #failed(error: unknown): number | undefined {
    this.#basis = undefined;
    if (error instanceof DomainError && /^(sealing|keys|transparency\.checkpoint)/.test(error.code)) {
      this.#refuse(error);
      return undefined;
    }
    this.options.observe.trouble?.('signing', error instanceof Error ? error : new Error(String(error)), ++this.#tries);
    return delayOf(this.#backoff, this.#tries);
  }

  #due(file: TreeFile, treeSize: bigint, finishing: boolean): Due {
    if (this.#basis === undefined) return { waitMs: undefined };
    const { first, recorded, kept } = this.#basis;
    const signed = recorded?.checkpoint.size;
    // Signed and kept, but not recorded: the node ended between the two, or another was first. It is recorded before anything else is signed.
    const unrecorded = kept && (signed === undefined || kept.checkpoint.size > signed) ? kept.checkpoint.size : undefined;
    if (unrecorded !== undefined && unrecorded <= treeSize) return { size: unrecorded };
    const { policy, elapsed } = this.options;
    const from = signed ?? first - 1n;
    // What stands further on is not due before the thousandth.
    const to = from + AT_LEAST_EVERY < treeSize ? from + AT_LEAST_EVERY : treeSize;
    const atOnce = file.firstOfType([EPOCH_OPENED, ...policy.atOnce], from, to);
    const standing = { first, signed, treeSize, atHead: this.#atHead, quietForMs: elapsed() - this.#grownAt, atOnce };
    return nextDue(standing, finishing ? 0 : policy.quietMs);
  }

  #isBehind(size: bigint): boolean {
    return knownHeads(this.#basis).some(({ checkpoint }) => checkpoint.size > size);
  }

  async #readBasis(file: TreeFile): Promise<Basis | undefined> {
    const { heads, epochs, files } = this.options;
    const epoch = (await epochs.known()).at(-1);
    await heads.refresh();
    const openedAt = epoch && file.indexOf(epoch.openedBy);
    if (epoch === undefined || openedAt === undefined) return undefined;
    const { origin } = epoch;
    const recorded = heads.latest(origin);
    this.#signed = recorded;
    if (recorded) {
      this.#assertOwn(recorded);
      files.keep(recorded);
    }
    const kept = files.largest(origin);
    if (kept) this.#assertOwn(kept);
    return { origin, first: openedAt + 1n, recorded, kept };
  }

  /** @returns when to look again where it can't be told yet, nothing where signing may go on @throws `sealing.rolledBack`, `sealing.forked` */
  #assertContinues(tree: Roots, basis: Basis): { readonly waitMs: number | undefined } | undefined {
    const { elapsed, policy, observe } = this.options;
    const now = elapsed();
    this.#behindSince = this.#atHead && this.#isBehind(tree.size) ? (this.#behindSince ?? now) : undefined;
    const lost = this.#behindSince !== undefined && now - this.#behindSince >= policy.graceMs;
    const verdict = continuity(tree, knownHeads(basis), lost);
    if (verdict === 'wait') return { waitMs: this.#behindSince === undefined ? undefined : this.#behindSince + policy.graceMs - now };
    if (verdict) throw verdict;
    if (this.#refusal) observe.resumed?.();
    this.#refusal = undefined;
    return undefined;
  }

  async #sign(tree: TreeFile['tree'], { origin, recorded, kept }: Basis, size: bigint): Promise<void> {
    const { store, recorder, files, heads, observe } = this.options;
    const previous = kept ?? recorded;
    const head = signHead(tree, { origin, size }, previous, this.#keys(previous));
    files.keep(head);
    const at = recorder.ledger.clock.now();
    const revision = await appendCheckpoint(store, recorder, { note: head.note, after: heads.revision, at });
    // Read again either way: what stands there now is what counts.
    this.#basis = undefined;
    if (revision === undefined) return;
    this.#signed = head;
    observe.signed?.(origin, size);
  }

  #keys(signed: SignedHead | undefined): readonly SigningKey[] {
    const { keys } = this.options;
    const found = signed === undefined && this.options.heads.revision === undefined ? keys.orMade() : keys.existing();
    if (found === undefined) throw sealingErrors.error('sealing.keyLost', { path: keys.place });
    return found;
  }

  /** @throws `sealing.otherKey` */
  #assertOwn({ note, checkpoint: { origin, size } }: SignedHead): void {
    const verifiers = (this.options.keys.existing() ?? []).map((key) => ed25519Signer(origin, key).verifier);
    try {
      verifyNote(note, verifiers);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      if (verifiers.length === 0) throw sealingErrors.error('sealing.keyLost', { path: this.options.keys.place });
      throw sealingErrors.error('sealing.otherKey', { origin, signed: String(size) });
    }
  }

  #refuse(error: DomainError): void {
    const known = this.#refusal;
    this.#refusal = error;
    if (known?.code !== error.code) this.options.observe.refused?.(error);
  }
}

function knownHeads(basis: Basis | undefined): SignedHead[] {
  return [basis?.recorded, basis?.kept].filter((head) => head !== undefined);
}

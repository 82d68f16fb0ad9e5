import { leafHash, RunningRoot } from '#libs/transparency';
import type { Head } from '../expectations.js';
import type { Findings } from '../findings.js';
import { placeOf } from '../findings.js';
import type { Epochs } from './epochs.js';
import { LeafHashes } from './leaf-hashes.js';
import { leafOf, type LogLine } from './log-line.js';

const hex = (hash: Uint8Array): string => Buffer.from(hash).toString('hex');
const same = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;
const bySize = (a: Head, b: Head): number => (a.size < b.size ? -1 : a.size > b.size ? 1 : 0);

/** What is asked of a line's leaf besides. */
export interface LeafPorts {
  readonly stored: Uint8Array | undefined;
  readonly told?: ((index: number, leafHash: Uint8Array) => void) | undefined;
}

/** The tree over the lines, held against the given heads. */
export class Root {
  readonly #running = new RunningRoot();
  readonly #leaves = new LeafHashes();
  readonly #heads: readonly Head[];
  /** The root at the size of each head, once it is reached. */
  readonly #roots = new Map<bigint, Uint8Array>();
  #lines = 0n;
  #leafDiffered = false;
  #broken = false;

  constructor(
    private readonly findings: Findings,
    heads: readonly Head[] = [],
  ) {
    this.#heads = [...heads].sort(bySize);
    this.#note();
  }

  get size(): bigint {
    return this.#lines;
  }

  /** Undefined where a line has no leaf. */
  get root(): Uint8Array | undefined {
    return this.#broken ? undefined : this.#running.root();
  }

  /** The root that the log had at an earlier size. */
  rootAt(size: bigint): Uint8Array | undefined {
    return this.#broken ? undefined : this.#leaves.rootAt(Number(size));
  }

  /** The line's leaf; undefined where its metadata is none, so that it has none. */
  take(line: LogLine, { stored, told }: LeafPorts): string | undefined {
    this.#lines++;
    let leaf: string;
    try {
      leaf = leafOf(line);
    } catch (error) {
      if (!(error instanceof TypeError || error instanceof SyntaxError)) throw error;
      this.#broken = true;
      this.findings.add('verification.lineMalformed', placeOf(line), {}, { reason: error.message });
      return undefined;
    }
    const hash = leafHash(Buffer.from(leaf));
    const differs = stored !== undefined && !same(stored, hash);
    // Behind an event too many or too few every leaf differs: the first one says it.
    if (differs && !this.#leafDiffered)
      this.findings.add('verification.leafDiffers', placeOf(line), { expected: hex(stored), found: hex(hash) });
    this.#leafDiffered = differs;
    told?.(line.index, hash);
    this.#running.add(hash);
    this.#leaves.add(hash);
    this.#note();
    return leaf;
  }

  /**
   * The log has ended: its heads, its number of events. Returns the heads of an earlier epoch that a restore has cut off, and says so by an event: they are not of this history.
   */
  end(epochs: Epochs, size: bigint | undefined): Head[] {
    const lost: Head[] = [];
    let agreed = 0;
    let differed = false;
    for (const head of this.#heads) {
      if (epochs.hasLost(head)) lost.push(head);
      else if (this.#agrees(head, epochs, agreed, differed)) agreed = Number(head.size);
      else differed = true;
    }
    if (size !== undefined && size !== this.#lines && !differed) {
      const compared = { expected: String(size), found: String(this.#lines) };
      this.findings.add('verification.sizeDiffers', { index: Number(this.#lines) }, compared);
    }
    return lost;
  }

  #agrees(head: Head, epochs: Epochs, agreed: number, differed: boolean): boolean {
    const { size, origin } = head;
    const found = this.#roots.get(size);
    const index = Number(size) - 1;
    if (size > this.#lines) {
      const compared = { expected: String(size), found: String(this.#lines) };
      if (!differed) this.findings.add('verification.tooShort', { index: Number(this.#lines) }, compared);
      return false;
    }
    if (!found) return false;
    const expected = epochs.originAt(size);
    if (origin !== undefined && expected !== undefined && origin !== expected) {
      this.findings.add('verification.checkpointOrigin', { index }, { expected, found: origin });
    }
    this.findings.counts.checkpoints++;
    if (same(found, head.root)) return true;
    // Once the history differs, every later head differs too: one place says it.
    const place = { index, from: Math.max(0, Math.min(agreed, index)) };
    if (!differed)
      this.findings.add('verification.rootDiffers', place, { expected: hex(head.root), found: hex(found) }, { size: String(size) });
    return false;
  }

  #note(): void {
    const { size } = this.#running;
    if (!this.#broken && this.#heads.some((head) => head.size === size)) this.#roots.set(size, this.#running.root());
  }
}

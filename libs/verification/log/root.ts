import { leafHash, RunningRoot, type TreeHead } from '#libs/transparency';
import type { Findings } from '../findings.js';
import { placeOf } from '../findings.js';
import { leafOf, type LogLine } from './log-line.js';

const hex = (hash: Uint8Array): string => Buffer.from(hash).toString('hex');
const same = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;

/** The tree over the lines, held against the trusted heads as it reaches their sizes. */
export class Root {
  readonly #running = new RunningRoot();
  readonly #heads: readonly TreeHead[];
  #nextHead = 0;
  /** Up to where a head agreed: a difference at the next one lies behind it. */
  #agreed = 0;
  #broken = false;

  constructor(
    private readonly findings: Findings,
    heads: readonly TreeHead[] = [],
  ) {
    this.#heads = [...heads].sort((a, b) => (a.size < b.size ? -1 : a.size > b.size ? 1 : 0));
    this.#meetHeads();
  }

  get size(): bigint {
    return this.#running.size;
  }

  /** Undefined where a line has no leaf. */
  get root(): Uint8Array | undefined {
    return this.#broken ? undefined : this.#running.root();
  }

  /** The line's leaf; undefined where its metadata is none, so that it has none. */
  take(line: LogLine, stored: Uint8Array | undefined): string | undefined {
    let leaf: string;
    try {
      leaf = leafOf(line);
    } catch (error) {
      this.#broken = true;
      this.findings.add(
        'verification.lineMalformed',
        placeOf(line),
        {},
        { reason: error instanceof Error ? error.message : String(error) },
      );
      return undefined;
    }
    const hash = leafHash(Buffer.from(leaf));
    if (stored && !same(stored, hash)) {
      this.findings.add('verification.leafDiffers', placeOf(line), { expected: hex(stored), found: hex(hash) });
    }
    this.#running.add(hash);
    this.#meetHeads(line);
    return leaf;
  }

  /** The log has ended: heads beyond it and another number of events than was said. */
  end(size: bigint | undefined): void {
    const found = this.size;
    const beyond = this.#heads.at(-1);
    const place = { index: Number(found) };
    if (beyond && beyond.size > found && !this.#broken) {
      this.findings.add('verification.tooShort', place, { expected: String(beyond.size), found: String(found) });
    } else if (size !== undefined && size !== found && !this.#broken) {
      this.findings.add('verification.sizeDiffers', place, { expected: String(size), found: String(found) });
    }
  }

  #meetHeads(line?: LogLine): void {
    for (let head = this.#heads[this.#nextHead]; head && head.size === this.size; head = this.#heads[++this.#nextHead]) {
      if (this.#broken) continue;
      this.findings.counts.checkpoints++;
      const root = this.#running.root();
      if (same(root, head.root)) {
        this.#agreed = Number(head.size);
        continue;
      }
      const index = line?.index ?? 0;
      // Once the history differs, every later head differs too: one place says it.
      this.#nextHead = this.#heads.length;
      const place = { index, from: Math.min(this.#agreed, index) };
      this.findings.add('verification.rootDiffers', place, { expected: hex(head.root), found: hex(root) }, { size: String(head.size) });
      return;
    }
  }
}

import { isLogStream } from '#libs/event-store';
import type { Findings } from '../findings.js';
import { placeOf } from '../findings.js';
import type { LogLine } from './log-line.js';

/** Dense indexes, dense revisions in each stream, an id only once. After a gap counting goes on from what stands there, so that one gap shows once. */
export class Order {
  #next = 0;
  readonly #revisions = new Map<string, number>();
  readonly #ids = new Set<string>();

  constructor(private readonly findings: Findings) {}

  get streams(): number {
    return this.#revisions.size;
  }

  /** Last revision of a stream; −1 where it does not exist. */
  revisionOf(stream: string): number {
    return this.#revisions.get(stream) ?? -1;
  }

  /** Whether the line stands where its stream goes on: only then can it be folded. */
  take(line: LogLine): boolean {
    const { index, stream, revision, id } = line;
    if (index !== this.#next)
      this.findings.add('verification.indexGap', placeOf(line), { expected: String(this.#next), found: String(index) });
    this.#next = index + 1;

    if (!isLogStream(stream)) this.findings.add('verification.wrongStream', placeOf(line), {}, { type: line.type, stream });
    if (this.#ids.has(id)) this.findings.add('verification.idRepeated', placeOf(line), { found: id });
    this.#ids.add(id);

    const expected = this.revisionOf(stream) + 1;
    if (revision !== expected) {
      this.findings.add('verification.revisionGap', placeOf(line), { expected: String(expected), found: String(revision) }, { stream });
    }
    this.#revisions.set(stream, revision);
    return revision === expected;
  }
}

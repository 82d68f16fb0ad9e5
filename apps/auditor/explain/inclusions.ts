import { type Checkpoint, verifyInclusion } from '#libs/transparency';
import type { BundleLog } from '../bundle/read-log.js';
import { differenceOf, isRefusal } from '../report/difference.js';
import type { Difference } from '../report/report.js';

/** Why an event is looked at: the edition's publication, the park's score and place, the fact version that counted, another act on a fact. */
export type EventRole = 'published' | 'scored' | 'placed' | 'fact' | 'act';

/** An event and where it stands in the log that the checkpoint signs. */
export interface IncludedEvent {
  readonly role: EventRole;
  readonly eventId: string;
  readonly stream: string;
  readonly revision: number;
  readonly type: string;
  readonly index: number;
  /** Whether its leaf stands at the index in the checkpoint's tree. */
  readonly included: boolean;
  /** Hashes of the inclusion path that was checked. */
  readonly pathLength: number;
}

/** Checks inclusion of events one by one; each is looked at once, under its first role. */
export class Inclusions {
  readonly #events = new Map<string, IncludedEvent>();
  readonly differences: Difference[] = [];

  constructor(
    private readonly log: BundleLog,
    private readonly head: Checkpoint | undefined,
  ) {}

  /** In log order. */
  get all(): readonly IncludedEvent[] {
    return [...this.#events.values()].sort((a, b) => a.index - b.index);
  }

  addWhere(role: EventRole, event: { readonly id: string } | undefined): void {
    if (event) this.add(role, event.id);
  }

  add(role: EventRole, eventId: string): void {
    const place = this.log.find(eventId);
    if (!place || this.#events.has(eventId)) return;
    const { included, pathLength } = this.#check(eventId, place.index);
    this.#events.set(eventId, { role, eventId, ...place, included, pathLength });
  }

  #check(eventId: string, at: number): { included: boolean; pathLength: number } {
    const { tree } = this.log;
    if (!this.head) return { included: false, pathLength: 0 };
    const { size, root } = this.head;
    const index = BigInt(at);
    try {
      const proof = tree.inclusionProof(index, size);
      verifyInclusion({ leafHash: tree.leafHash(index), index, size, root, proof });
      return { included: true, pathLength: proof.length };
    } catch (error) {
      if (!isRefusal(error)) throw error;
      this.differences.push(differenceOf(error, { index: at, ...this.log.find(eventId), eventId }));
      return { included: false, pathLength: 0 };
    }
  }
}

import { evidenceIn } from '../evidence-in.js';

/** An event that refers to a file. */
export interface Reference {
  readonly index: number;
  readonly stream: string;
  readonly type: string;
}

/** What of an event is looked at. */
export interface LoggedEvent {
  readonly stream: string;
  readonly type: string;
  /** JSON as it is stored. */
  readonly data: string;
}

/** What a ledger's events say of files, gathered as they go by in log order. */
export class EvidenceReferences {
  readonly #first = new Map<string, Reference>();
  readonly #erased = new Set<string>();
  #events = 0;

  take({ stream, type, data }: LoggedEvent): void {
    const index = this.#events++;
    if (!data.includes('"hash"')) return;
    const payload: unknown = JSON.parse(data);
    if (type === 'EvidenceErased') this.#erased.add((payload as { readonly hash: string }).hash);
    for (const hash of evidenceIn(payload)) if (!this.#first.has(hash)) this.#first.set(hash, { index, stream, type });
  }

  /** How many events went by. */
  get events(): number {
    return this.#events;
  }

  /** Every file that an event refers to, with the first one that does. */
  get first(): ReadonlyMap<string, Reference> {
    return this.#first;
  }

  /** Files whose erasure is recorded. */
  get erased(): ReadonlySet<string> {
    return this.#erased;
  }
}

import type { EventStore } from '#libs/event-store';
import { DomainError } from '#libs/kernel';
import type { Hash } from '#libs/transparency';
import type { HeadRecorder } from '../heads/head-event.js';
import { askWitness, type WitnessAnswer } from './ask-witness.js';
import { type CosignedHead, hasCosigned, latestCosigned } from './cosigned-note.js';
import { cosignatureErrors } from './errors.js';
import { recordCosignature } from './record-cosignature.js';
import type { AskedWitness } from './witnesses-file.js';

/** How it stands with a witness. */
export interface WitnessStatus {
  readonly witness: string;
  /** The size that it cosigned last, as far as this node knows. */
  readonly cosigned: bigint | undefined;
  /** What is wrong; absent: nothing. */
  readonly error?: DomainError;
}

/** Whether what is wrong with a witness is wrong with the log: its history was changed or cut, by the witness' word. */
export function isWitnessAlarm({ code }: DomainError): boolean {
  return code === 'sealing.witnessContradicts' || code === 'sealing.witnessAhead';
}

/** What the collecting of cosignatures works with. */
export interface CollectingParts {
  readonly store: EventStore;
  readonly recorder: HeadRecorder;
  /** A consistency proof between two sizes of the log. @throws where this node's tree has not grown so far */
  readonly proof: (from: bigint, to: bigint) => readonly Hash[];
  /** ISO instant. */
  readonly now: () => string;
  readonly fetch: typeof fetch;
  /** How long a witness may take to answer, in milliseconds. */
  readonly timeoutMs: number;
  /** Told of each change. */
  readonly observe: (status: WitnessStatus) => void;
}

/** Another node may ask the same witness in the same moment: each 409 is looked into, so many times in a row. */
const MOST_ROUNDS = 5;

/** Puts the log's newest head to one witness, and records what it answers. */
export class WitnessDesk {
  /** What the witness holds of the log of this name. */
  #held = { origin: '', size: 0n };
  #status: WitnessStatus;

  constructor(
    private readonly witness: AskedWitness,
    private readonly parts: CollectingParts,
  ) {
    this.#status = { witness: witness.name, cosigned: undefined };
  }

  get status(): WitnessStatus {
    return this.#status;
  }

  /**
   * Asks until the newest head is cosigned, or something is wrong.
   * @returns whether all is done; if not, it is worth trying again later
   * @throws StoreUnavailableError, `sealing.headMalformed`, what `proof` throws
   */
  async attend(signal: AbortSignal): Promise<boolean> {
    for (let round = 0; round < MOST_ROUNDS && !signal.aborted; round++) {
      const head = await latestCosigned(this.parts.store);
      if (head === undefined) return true;
      const { origin, size } = head.checkpoint;
      if (this.#held.origin !== origin) this.#held = { origin, size: 0n };
      if (hasCosigned(head.note, this.witness.verifier)) return this.#settled(size);
      const { size: held } = this.#held;
      if (held > size) {
        // The next time it is asked again: it may have been wrong, or put right.
        this.#held = { origin, size: 0n };
        return this.#wrong('sealing.witnessAhead', { held: String(held), size: String(size) });
      }
      if (!(await this.#ask(head, held, signal))) return false;
    }
    return false;
  }

  /** @returns whether it is worth looking again at once */
  async #ask(head: CosignedHead, held: bigint, signal: AbortSignal): Promise<boolean> {
    const { origin, size } = head.checkpoint;
    const { timeoutMs, fetch } = this.parts;
    const proof = held === 0n ? [] : this.parts.proof(held, size);
    const way = { url: this.witness.url, timeoutMs, signal, fetch };
    const answer = await askWitness(way, { old: held, proof, checkpoint: head.note });
    if (signal.aborted) return false;
    switch (answer.kind) {
      case 'cosigned':
        return this.#record(head, answer.body);
      case 'holds':
        this.#held = { origin, size: answer.held };
        return true;
      case 'contradicts':
        return this.#wrong('sealing.witnessContradicts', { held: String(held), size: String(size) });
      default:
        return this.#silent(answer);
    }
  }

  async #record(head: CosignedHead, answer: string): Promise<boolean> {
    const { store, recorder, now } = this.parts;
    try {
      await recordCosignature(store, recorder, head, { answer, witness: this.witness.verifier, at: now() });
    } catch (error) {
      if (!(error instanceof DomainError && error.code.startsWith('transparency.'))) throw error;
      return this.#wrong('sealing.witnessWrong', {});
    }
    const { origin, size } = head.checkpoint;
    this.#held = { origin, size };
    this.#settled(size);
    return true;
  }

  #silent(answer: Extract<WitnessAnswer, { readonly kind: 'refuses' | 'away' }>): false {
    if (answer.kind === 'refuses') return this.#wrong('sealing.witnessRefuses', { status: answer.status });
    return this.#wrong('sealing.witnessAway', { cause: answer.cause });
  }

  #settled(size: bigint): true {
    const news = this.#status.error !== undefined || this.#status.cosigned !== size;
    this.#status = { witness: this.witness.name, cosigned: size };
    if (news) this.parts.observe(this.#status);
    return true;
  }

  #wrong(code: keyof typeof cosignatureErrors.definitions, params: Readonly<Record<string, string | number>>): false {
    const error = cosignatureErrors.error(code, { witness: this.witness.name, ...params });
    const news = this.#status.error?.code !== code;
    this.#status = { ...this.#status, error };
    if (news) this.parts.observe(this.#status);
    return false;
  }
}

import { StoreUnavailableError } from '#libs/event-store';
import { type Backoff, defaultBackoff, delayOf } from '#libs/event-sourcing';
import { DomainError } from '#libs/kernel';
import { Bell } from './bell.js';
import { type CollectingParts, WitnessDesk, type WitnessStatus } from './witness-desk.js';
import type { AskedWitness } from './witnesses-file.js';

/** How long a witness may take to answer, in milliseconds. */
const TIMEOUT_MS = 10_000;
/** How often a node looks whether heads that other nodes signed are cosigned, in milliseconds. */
const LOOK_EVERY_MS = 30_000;
/** A witness that is away is asked again after one second at first, after five minutes at most. */
const PAUSES = { minMs: 1_000, maxMs: 300_000 } as const;

export interface CollectorOptions extends Omit<CollectingParts, 'fetch' | 'timeoutMs'> {
  readonly witnesses: readonly AskedWitness[];
  /** Told of what is no refusal: a fault of the program, a damaged stream. It goes on. */
  readonly fault: (error: unknown) => void;
  readonly fetch?: typeof fetch;
  readonly timeoutMs?: number;
  readonly lookEveryMs?: number;
  readonly backoff?: Backoff;
}

/**
 * Collects cosignatures: each witness is put the newest head as soon as there is one, by itself, so that none waits for another, and nobody who signs or writes waits for any.
 * Every node may run one; what is recorded already is not asked for again.
 */
export class CosignatureCollector {
  readonly #stop = new AbortController();
  readonly #desks: readonly { readonly desk: WitnessDesk; readonly bell: Bell }[];
  readonly #backoff: Backoff;
  #running: readonly Promise<void>[] = [];

  constructor(private readonly options: CollectorOptions) {
    const parts = { fetch: globalThis.fetch, timeoutMs: TIMEOUT_MS, ...options };
    this.#desks = options.witnesses.map((witness) => ({ desk: new WitnessDesk(witness, parts), bell: new Bell() }));
    this.#backoff = options.backoff ?? { ...defaultBackoff(), ...PAUSES };
  }

  /** How it stands with each witness. */
  get statuses(): readonly WitnessStatus[] {
    return this.#desks.map(({ desk }) => desk.status);
  }

  start(): void {
    this.#running = this.#desks.map(({ desk, bell }) => this.#serve(desk, bell));
  }

  /** A head was signed here. */
  wake(): void {
    for (const { bell } of this.#desks) bell.ring();
  }

  /** Breaks off what is asked, and waits until nothing runs any more. */
  async close(): Promise<void> {
    this.#stop.abort();
    await Promise.all(this.#running);
  }

  async #serve(desk: WitnessDesk, bell: Bell): Promise<void> {
    const { signal } = this.#stop;
    for (let failures = 0; !signal.aborted;) {
      failures = (await this.#attend(desk, signal)) ? 0 : failures + 1;
      if (failures === 0) await bell.wait(this.options.lookEveryMs ?? LOOK_EVERY_MS, signal);
      else await this.#backoff.sleep(delayOf(this.#backoff, failures), signal);
    }
  }

  async #attend(desk: WitnessDesk, signal: AbortSignal): Promise<boolean> {
    try {
      return await desk.attend(signal);
    } catch (error) {
      if (!passes(error) && !signal.aborted) this.options.fault(error);
      return false;
    }
  }
}

/** A store that is away, a tree that is still being built: others tell of it, and it ends by itself. */
function passes(error: unknown): boolean {
  return error instanceof StoreUnavailableError || (error instanceof DomainError && error.kind === 'unavailable');
}

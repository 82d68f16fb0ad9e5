import type { EventStore } from '#libs/event-store';
import { type EventRegistry, LEDGER_STREAM, type LedgerEvent, type LogEpoch, logEpochs, type Recorded } from '#libs/event-sourcing';

/** The log's names, as the ledger's own stream tells them: read once, then only what has come since. */
export class Epochs {
  #epochs: readonly LogEpoch[] = [];
  #next = 0;
  #reading: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly store: EventStore,
    private readonly registry: EventRegistry,
  ) {}

  /** All of them, the present one last. @throws StoreUnavailableError */
  async known(): Promise<readonly LogEpoch[]> {
    const reading = this.#reading.catch(() => undefined).then(() => this.#read());
    this.#reading = reading;
    await reading;
    return this.#epochs;
  }

  async #read(): Promise<void> {
    for await (const page of this.store.readStream(LEDGER_STREAM, { from: this.#next })) {
      const events = page.map((event) => this.registry.parse(event) as unknown as Recorded<LedgerEvent>);
      this.#epochs = [...this.#epochs, ...logEpochs(events)];
      this.#next += page.length;
    }
  }
}

import type { EventStore } from '#libs/event-store';
import { MemoryEventStore } from '#libs/event-store/memory';
import { type KeySource, sampleKeys } from '../keys/ledger-keys.js';
import { SimulatedClock } from '../ledger/clock.js';
import type { Ledger } from '../ledger/ledger.js';
import { openLedger } from '../ledger/open-ledger.js';
import { type EventDefinitions, EventRegistry } from '../registry/event-registry.js';
import { type RunnerOptions, StoreCommandRunner } from '../runner/store-command-runner.js';
import { someInstant, uuid } from './recorded.js';

export interface TestLedgerOptions extends Partial<Pick<RunnerOptions, 'cacheSize' | 'tries' | 'persistence' | 'observe'>> {
  /** Default: a memory store of its own. Give the same store to several test ledgers for several nodes. */
  readonly store?: EventStore;
  /** Default: a sample's fixed keys. Keys in a folder can be destroyed. */
  readonly keys?: KeySource;
  /** The simulated clock's start; it stands still until the test moves it. */
  readonly start?: string;
}

/** A sample ledger with fixed id, keys and clock. */
export interface TestLedger {
  readonly store: EventStore;
  readonly registry: EventRegistry;
  readonly ledger: Ledger;
  readonly clock: SimulatedClock;
  readonly runner: StoreCommandRunner;
}

/** Opens a sample ledger with fixed keys, on a memory store, with a clock that stands still; for other rooms' specs. Definitions: every event table involved. */
export async function testLedger(definitions: readonly EventDefinitions[], options: TestLedgerOptions = {}): Promise<TestLedger> {
  const { store = new MemoryEventStore(), keys = sampleKeys('test'), start = someInstant, ...runnerOptions } = options;
  const registry = new EventRegistry(...definitions);
  const ledger = await openLedger(store, {
    registry,
    jurisdiction: 'test city',
    logOrigin: () => 'parkledger.example/test',
    sample: true,
    keys,
    newLedgerId: () => uuid('test ledger'),
    sampleStart: start,
    elapsed: () => 0,
  });
  const runner = new StoreCommandRunner({ store, registry, ledger, ...runnerOptions });
  return { store, registry, ledger, clock: ledger.clock as SimulatedClock, runner };
}

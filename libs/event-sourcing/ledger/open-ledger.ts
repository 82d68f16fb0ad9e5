import type { Static } from '@sinclair/typebox';
import { EventIdConflictError, type EventStore, type StoredEvent, WrongExpectedRevisionError } from '#libs/event-store';
import { eventSourcingErrors as errors } from '../errors.js';
import type { KeySource, LedgerKeys } from '../keys/ledger-keys.js';
import { endOfLog } from '../log/effective-time.js';
import { EffectiveTime } from '../log/known-time.js';
import type { LogPoint } from '../log/log-point.js';
import type { EventRegistry } from '../registry/event-registry.js';
import { commandIdOf, inputHashOf } from '../runner/command-id.js';
import { writeEvents } from '../runner/event-writer.js';
import { type Clock, type Elapsed, SimulatedClock, SystemClock } from './clock.js';
import { LEDGER_FORMAT, LEDGER_STREAM, type ledgerEvents } from './events.js';
import { Ledger } from './ledger.js';

type Opened = Static<(typeof ledgerEvents)['LedgerOpened']['schema']>;

export interface OpenLedgerOptions {
  readonly registry: EventRegistry;
  readonly jurisdiction: string;
  /** Name of a new ledger's transparency log: two ledgers must never bear the same. An existing ledger keeps the name that it was opened with. */
  readonly logOrigin: (ledgerId: string) => string;
  readonly sample: boolean;
  readonly keys: KeySource;
  /** An id for the ledger where it does not exist yet: random for a real one, derived from the seed for a sample. */
  readonly newLedgerId: () => string;
  /** A real ledger's clock; default: the machine's. */
  readonly clock?: Clock;
  /** Where a new sample ledger's simulated clock starts. */
  readonly sampleStart?: string;
  readonly elapsed?: Elapsed;
  /** A sample's clock stands still from the very start, until a loader lets it go: what processes do meanwhile bears the loader's instants. */
  readonly frozen?: boolean;
  /** A point of the log known from before (a read file's), so that only what follows is read for its time. */
  readonly knownPoint?: LogPoint;
}

/** The actor of the first event: nobody has an account yet. */
const OPENER = { account: 'process:ledger', role: 'process' } as const;

/**
 * Opens the ledger in a store: an empty store gets LedgerOpened as its very first event; otherwise that event must be what the caller expects.
 * @throws `ledger.isSample`, `ledger.isReal`, `ledger.otherLedger`, `ledger.notALedger`, `ledger.formatUnknown`, `keys.…`
 */
export async function openLedger(store: EventStore, options: OpenLedgerOptions): Promise<Ledger> {
  let first = await firstEvent(store);
  if (first === undefined) {
    await writeFirst(store, options);
    first = await firstEvent(store);
  }
  const opened = readFirst(first as StoredEvent, options);
  const keys = options.keys.existing();
  assertKeys(opened, keys);
  const end = (await endOfLog(store, options.knownPoint)) as LogPoint;
  return new Ledger(opened, keys, await clockOf(store, options, end), new EffectiveTime(end.effectiveAt), end);
}

async function firstEvent(store: EventStore): Promise<StoredEvent | undefined> {
  for await (const page of store.readAll({ maxCount: 1 })) if (page[0]) return page[0];
  return undefined;
}

async function writeFirst(store: EventStore, options: OpenLedgerOptions): Promise<void> {
  const keys = options.keys.forNewLedger();
  const { jurisdiction, sample } = options;
  const ledgerId = options.newLedgerId();
  const data: Opened = { ledgerId, jurisdiction, logOrigin: options.logOrigin(ledgerId), sample, format: LEDGER_FORMAT, keyIds: keys.ids };
  const commandId = commandIdOf({ ledgerId, account: OPENER.account, key: 'open', target: LEDGER_STREAM });
  const common = {
    commandId,
    inputHash: inputHashOf(keys.inputKey, LEDGER_STREAM, { type: 'OpenLedger', ...data }),
    correlationId: commandId,
    causationId: commandId,
    actor: OPENER,
    recordedAt: openingInstant(options),
  };
  const events = writeEvents(options.registry, keys.saltKey, LEDGER_STREAM, common, [{ type: 'LedgerOpened', data }]);
  try {
    await store.append(LEDGER_STREAM, 'noStream', events);
  } catch (error) {
    // Another node has opened it in this moment: what it wrote is read and judged like any existing ledger.
    if (!(error instanceof WrongExpectedRevisionError || error instanceof EventIdConflictError)) throw error;
  }
}

function openingInstant(options: OpenLedgerOptions): string {
  if (!options.sample) return (options.clock ?? new SystemClock()).now();
  if (options.sampleStart === undefined) throw new TypeError('a new sample ledger needs sampleStart');
  return options.sampleStart;
}

function readFirst(first: StoredEvent, options: OpenLedgerOptions): Opened {
  if (first.type !== 'LedgerOpened' || first.stream !== LEDGER_STREAM) throw errors.error('ledger.notALedger', { type: first.type });
  const raw = JSON.parse(first.data) as Partial<Opened>;
  if (raw.format !== LEDGER_FORMAT) throw errors.error('ledger.formatUnknown', { format: raw.format ?? null, known: LEDGER_FORMAT });
  const opened = options.registry.check(first).data as Opened;
  if (opened.sample !== options.sample) throw errors.error(opened.sample ? 'ledger.isSample' : 'ledger.isReal');
  const { jurisdiction } = opened;
  if (jurisdiction !== options.jurisdiction)
    throw errors.error('ledger.otherLedger', { actual: jurisdiction, wanted: options.jurisdiction });
  return opened;
}

function assertKeys(opened: Opened, keys: LedgerKeys): void {
  const { input, salt } = opened.keyIds;
  if (keys.ids.input === input && keys.ids.salt === salt) return;
  throw errors.error('keys.other', { input: keys.ids.input, salt: keys.ids.salt, wantedInput: input, wantedSalt: salt });
}

/** A sample's clock goes on from the last event, or from where it was last moved to. */
async function clockOf(store: EventStore, options: OpenLedgerOptions, end: LogPoint): Promise<Clock> {
  if (!options.sample) return options.clock ?? new SystemClock();
  let start = end.effectiveAt;
  for await (const page of store.readStream(LEDGER_STREAM)) {
    for (const event of page) {
      if (event.type !== 'SampleClockMoved') continue;
      const { to } = JSON.parse(event.data) as { to: string };
      if (to > start) start = to;
    }
  }
  return new SimulatedClock(start, options.elapsed, options.frozen);
}

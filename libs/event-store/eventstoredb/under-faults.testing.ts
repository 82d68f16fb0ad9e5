import { setTimeout as wait } from 'node:timers/promises';
import { canonicalJson, deriveId, sha256 } from '#libs/kernel';
import type { AppendResult, EventStore, EventToAppend, ExpectedRevision, StoredEvent } from '../port.js';
import { persistently } from '../persistence.js';
import { StoreUnavailableError } from '../errors.js';
import { type EventStoreDbEventStore, type EventStoreDbOptions, openEventStoreDb } from './index.js';

/** How long a call may take where nothing is silent: never over by chance, however busy the machine is. */
const PATIENT_MS = 5_000;
/** How long a call may take where the server is silent and the caller is to hear that the outcome is unknown. */
export const IMPATIENT_MS = 400;
/** The same where the adapter is to find the outcome in the stream afterwards, by a call that must not be late by chance. */
export const LESS_PATIENT_MS = 1_500;
/** For a whole test, on a machine that does much else. */
export const LONG_MS = 60_000;
/** What is still open then hangs: a way through the adapter is a few calls, one after the other. */
const HANGS_AFTER_MS = 5 * PATIENT_MS;
const NAMESPACE = '0d1c7a52-95a8-5a86-b0b6-5be6c4f2c1de';

/** The stores of one test, and who follows them. */
export class Stores {
  readonly #open: EventStore[] = [];
  readonly #followers: Follower[] = [];

  open(address: string, { timeoutMs = PATIENT_MS, ...others }: Partial<EventStoreDbOptions> = {}): EventStoreDbEventStore {
    const store = openEventStoreDb({ address, timeoutMs, ...others });
    this.#open.push(store);
    return store;
  }

  follow(store: EventStore, batchSize?: number): Follower {
    const follower = new Follower(store, batchSize);
    this.#followers.push(follower);
    return follower;
  }

  async close(): Promise<void> {
    await Promise.all(this.#followers.splice(0).map((follower) => follower.stop()));
    await notHanging(Promise.all(this.#open.splice(0).map((store) => store.close())), 'close');
  }
}

/** What a promise gives; a failure of the test where it is still open after several timeouts. */
export async function notHanging<T>(promise: Promise<T>, what = 'a call'): Promise<T> {
  const ending = new AbortController();
  const hangs = wait(HANGS_AFTER_MS, undefined, { signal: ending.signal }).then(() => {
    throw new Error(`${what} hangs`);
  });
  try {
    return await Promise.race([promise, hangs]);
  } finally {
    ending.abort();
    hangs.catch(() => undefined);
  }
}

/** The error of an attempt that must not succeed, and must not hang. */
export async function errorOf(attempt: Promise<unknown>): Promise<Error> {
  const [outcome] = await notHanging(Promise.allSettled([attempt]), 'an attempt');
  if (outcome?.status !== 'rejected') throw new Error('there was no error');
  return outcome.reason as Error;
}

/** The events of one command: the same for the same label. */
export function eventsOf(label: string, count = 1, changes: Partial<EventToAppend> = {}): EventToAppend[] {
  const commandId = deriveId(NAMESPACE, label);
  return Array.from({ length: count }, (_, n) => ({
    id: deriveId(commandId, n),
    type: 'ParkAmended',
    data: canonicalJson({ name: `小微企业园 ${label}`, n }),
    metadata: canonicalJson({ commandId, inputHash: sha256(label) }),
    ...changes,
  }));
}

/** Appends `count` events to a new stream, in one append. */
export function fill(store: EventStore, stream: string, count: number): Promise<AppendResult> {
  return untilAnswered(store, stream, 'noStream', eventsOf(stream, count));
}

/** Appends as a caller does who does not know whether it was written: again and again, until there is an answer. */
export function untilAnswered(
  store: EventStore,
  stream: string,
  expected: ExpectedRevision,
  events: readonly EventToAppend[],
): Promise<AppendResult> {
  const persistence = { tries: 400, minMs: 5, maxMs: 20, sleep: (ms: number) => wait(ms) };
  return persistently(persistence, () => notHanging(store.append(stream, expected, events), 'an append'));
}

export async function streamOf(store: EventStore, stream: string, options?: Parameters<EventStore['readStream']>[1]): Promise<string[]> {
  return notHanging(collected(store.readStream(stream, options)), 'a read of a stream');
}

export async function logOf(store: EventStore, options?: Parameters<EventStore['readAll']>[0]): Promise<string[]> {
  return notHanging(collected(store.readAll(options)), 'a read of the log');
}

async function collected(pages: AsyncIterable<readonly StoredEvent[]>): Promise<string[]> {
  const found: string[] = [];
  for await (const page of pages) found.push(...page.map(placeOf));
  return found;
}

/** `stream@revision id`. */
export function placeOf({ stream, revision, id }: StoredEvent): string {
  return `${stream}@${revision} ${id}`;
}

/** The places of events that were appended to a stream, in order, from its first revision on. */
export function placesOf(stream: string, ...appends: readonly (readonly EventToAppend[])[]): string[] {
  return appends.flat().map(({ id }, revision) => `${stream}@${revision} ${id}`);
}

/** Follows the log as a consumer does: where the subscription ends, it begins again from the last position. */
class Follower {
  readonly seen: StoredEvent[] = [];
  /** How often the subscription ended without having been stopped. */
  dropped = 0;
  readonly #ending = new AbortController();
  readonly #running: Promise<void>;
  #waiting: { readonly count: number; readonly tell: () => void }[] = [];

  constructor(
    private readonly store: EventStore,
    private readonly batchSize = 100,
  ) {
    this.#running = this.#run();
  }

  get places(): string[] {
    return this.seen.map(placeOf);
  }

  /** Resolves when so many events have come. */
  until(count: number): Promise<void> {
    if (this.seen.length >= count) return Promise.resolve();
    return notHanging(new Promise((tell) => this.#waiting.push({ count, tell })), `the follower (${this.seen.length} of ${count})`);
  }

  async stop(): Promise<void> {
    this.#ending.abort();
    await notHanging(this.#running, 'the follower');
  }

  async #run(): Promise<void> {
    const { signal } = this.#ending;
    while (!signal.aborted) {
      try {
        for await (const { events } of this.store.subscribe({ after: this.seen.at(-1)?.position, batchSize: this.batchSize, signal })) {
          this.seen.push(...events);
          for (const { count, tell } of this.#waiting) if (this.seen.length >= count) tell();
        }
      } catch (error) {
        if (!(error instanceof StoreUnavailableError)) throw error;
      }
      if (signal.aborted) return;
      this.dropped++;
      await wait(20, undefined, { signal }).catch(() => undefined);
    }
  }
}

import assert from 'node:assert/strict';
import { canonicalJson, deriveId, sha256 } from '#libs/kernel';
import type { EventStore, EventToAppend, Position, ReadAllOptions, ReadStreamOptions, StoredEvent, SubscribeOptions } from '../port.js';
import type { StoreHarness } from './harness.js';

const NAMESPACE = '6f1a0f4e-6a3b-5a53-9a0c-2f6d3c1b7e55';

/** Name of a stream of the log that no other harness uses. */
export function streamOf(harness: StoreHarness, name: string): string {
  return `park-${harness.scope}${name}`;
}

/** Events of one command: ids, commandId and inputHash follow from the label, as a retry of the command would make them again. */
export function eventsOf(harness: StoreHarness, label: string, count = 1, changes: EventChanges = {}): EventToAppend[] {
  const commandId = deriveId(NAMESPACE, harness.scope, label);
  return Array.from({ length: count }, (_, n) => ({
    id: deriveId(commandId, n),
    type: changes.type ?? 'ParkAmended',
    data: changes.data ?? canonicalJson({ name: `小微企业园 ${label}`, n, area: '13333.33' }),
    metadata: canonicalJson({
      commandId: changes.commandId ?? commandId,
      inputHash: changes.inputHash ?? sha256(label),
      recordedAt: changes.recordedAt ?? '2024-03-01T08:00:00.000Z',
    }),
  }));
}

export interface EventChanges {
  readonly type?: string;
  readonly data?: string;
  readonly commandId?: string;
  readonly inputHash?: string;
  readonly recordedAt?: string;
}

/** Appends `count` events to a new stream, one a time. */
export async function fill(harness: StoreHarness, store: EventStore, name: string, count: number): Promise<string> {
  const stream = streamOf(harness, name);
  for (let n = 0; n < count; n++) await store.append(stream, n === 0 ? 'noStream' : n - 1, eventsOf(harness, `${name}/${n}`));
  return stream;
}

export async function readStream(store: EventStore, stream: string, options?: ReadStreamOptions): Promise<StoredEvent[]> {
  return flatten(store.readStream(stream, options));
}

/** The log of this harness. */
export async function readLog(harness: StoreHarness, store: EventStore, options: ReadAllOptions = {}): Promise<StoredEvent[]> {
  return flatten(store.readAll({ ...options, after: options.after ?? harness.beginning }));
}

async function flatten(pages: AsyncIterable<readonly StoredEvent[]>): Promise<StoredEvent[]> {
  const events: StoredEvent[] = [];
  for await (const page of pages) events.push(...page);
  return events;
}

/** What a subscription hands over until `enough`. */
export async function follow(
  harness: StoreHarness,
  store: EventStore,
  enough: (events: readonly StoredEvent[], head: boolean) => boolean,
  options: Partial<SubscribeOptions> = {},
): Promise<StoredEvent[]> {
  const ending = new AbortController();
  const seen: StoredEvent[] = [];
  for await (const batch of store.subscribe({ ...options, after: options.after ?? harness.beginning, signal: ending.signal })) {
    seen.push(...batch.events);
    if (enough(seen, batch.head)) ending.abort();
  }
  return seen;
}

/** Id, stream and revision of events: enough to tell what is where. */
export function places(events: readonly StoredEvent[]): string[] {
  return events.map((event) => `${event.stream}@${event.revision} ${event.id}`);
}

export function lastPosition(events: readonly StoredEvent[]): Position | undefined {
  return events.at(-1)?.position;
}

/** Asserts that a promise is refused with this kind of error, and returns it. */
export async function refused<E extends Error>(
  attempt: Promise<unknown>,
  kind: abstract new (...args: never[]) => E,
  what: string,
): Promise<E> {
  const outcome = await attempt.then(
    () => undefined,
    (error: unknown) => error,
  );
  assert.ok(outcome instanceof kind, `${what}: expected ${kind.name}, got ${outcome === undefined ? 'no error' : String(outcome)}`);
  return outcome;
}

/** Whole numbers from 0 below `bound`, the same for a seed on every machine (mulberry32). */
export function seeded(seed: number): (bound: number) => number {
  let state = seed >>> 0;
  return (bound) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) % bound;
  };
}

/** Lets the event loop go round. */
export async function turns(count: number): Promise<void> {
  for (let n = 0; n < count; n++) await new Promise<void>((resolve) => setImmediate(resolve));
}

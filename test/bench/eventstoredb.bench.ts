import { randomBytes } from 'node:crypto';
import { EventStoreDBClient, jsonEvent, NO_STREAM, START, streamNameFilter } from '@eventstore/db-client';
import type { EventStore, Position } from '#libs/event-store';
import { openEventStoreDb } from '#libs/event-store/eventstoredb';
import { eventOf } from './sample-event.js';
import { type Comparison, compare } from './table.js';

const ONE_CALLER = 1_500;
const MANY_CALLERS = 64;
const EACH = 150;

type Json = Record<string, unknown>;
type Pair = [own: () => Promise<number>, plain: () => Promise<number>];

/** The adapter beside the plain client on the same server, both with exact revisions. Each run writes streams of its own. */
export async function benchEventStoreDb(address: string): Promise<readonly Comparison[]> {
  const store = openEventStoreDb({ address });
  const client = EventStoreDBClient.connectionString(address);
  const scope = randomBytes(4).toString('hex');
  let runs = 0;
  const stream = (): string => `dossier-${scope}x${runs++}`;
  try {
    const beginning = await store.head();
    return [
      await compare('one caller', 'appends/s', ...appending(store, client, stream, 1, ONE_CALLER)),
      await compare(`${MANY_CALLERS} callers`, 'appends/s', ...appending(store, client, stream, MANY_CALLERS, EACH)),
      await compare('catch-up from the beginning', 'events/s', ...catchingUp(store, client, beginning)),
    ];
  } finally {
    await store.close();
    await client.dispose();
  }
}

function appending(store: EventStore, client: EventStoreDBClient, stream: () => string, callers: number, each: number): Pair {
  const all = (one: (name: string) => Promise<void>) => async (): Promise<number> => {
    await Promise.all(Array.from({ length: callers }, () => one(stream())));
    return callers * each;
  };
  return [
    all(async (name) => {
      for (let n = 0; n < each; n++) await store.append(name, n === 0 ? 'noStream' : n - 1, [eventOf(`${name}@${n}`)]);
    }),
    all(async (name) => {
      for (let n = 0; n < each; n++) {
        const { id, type, data, metadata } = eventOf(`${name}@${n}`);
        const event = jsonEvent({ id, type, data: JSON.parse(data) as Json, metadata: JSON.parse(metadata) as Json });
        await client.appendToStream(name, event, { expectedRevision: n === 0 ? NO_STREAM : BigInt(n - 1) });
      }
    }),
  ];
}

function catchingUp(store: EventStore, client: EventStoreDBClient, beginning: Position | undefined): Pair {
  return [
    async () => {
      const ending = new AbortController();
      let count = 0;
      for await (const { events, head } of store.subscribe({
        ...(beginning === undefined ? {} : { after: beginning }),
        signal: ending.signal,
      })) {
        count += events.length;
        if (head) ending.abort();
      }
      return count;
    },
    async () => {
      const head = await store.head();
      const from = beginning === undefined ? START : { commit: BigInt(beginning), prepare: BigInt(beginning) };
      const subscription = client.subscribeToAll({ fromPosition: from, filter: streamNameFilter({ regex: '^(?!\\$)(?!checkpoint$)' }) });
      let count = 0;
      for await (const { event } of subscription) {
        count++;
        if (event?.position.commit.toString() === head) break;
      }
      return count;
    },
  ];
}

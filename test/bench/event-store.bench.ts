import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Libsql from 'libsql';
import type { EventStore, EventToAppend } from '#libs/event-store';
import { openSqliteEventStore } from '#libs/event-store/sqlite';
import { eventOf } from './sample-event.js';
import { type Comparison, compare } from './table.js';

const ONE_CALLER = 2_000;
const MANY_CALLERS = 64;
const EACH = 150;
const STREAM = 200;
const STREAM_READS = 300;

/** What a programmer writes who needs a table of events and nothing else. */
class PlainTable {
  readonly #database: Libsql.Database;
  readonly #insert: Libsql.Statement;
  readonly #page: Libsql.Statement;
  readonly #stream: Libsql.Statement;

  constructor(path: string) {
    this.#database = new Libsql(path);
    this.#database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
    this.#database
      .exec(`CREATE TABLE events (position INTEGER PRIMARY KEY, stream TEXT, revision INTEGER, id TEXT UNIQUE, type TEXT, data TEXT, metadata TEXT,
      UNIQUE (stream, revision)) STRICT`);
    this.#insert = this.#database.prepare('INSERT INTO events (stream, revision, id, type, data, metadata) VALUES (?, ?, ?, ?, ?, ?)');
    this.#page = this.#database.prepare('SELECT * FROM events WHERE position > ? ORDER BY position LIMIT 256');
    this.#stream = this.#database.prepare('SELECT * FROM events WHERE stream = ? ORDER BY revision');
  }

  append(rows: readonly (readonly [stream: string, revision: number, event: EventToAppend])[]): void {
    this.#database.exec('BEGIN IMMEDIATE');
    for (const [stream, revision, event] of rows) this.#insert.run([stream, revision, event.id, event.type, event.data, event.metadata]);
    this.#database.exec('COMMIT');
  }

  page(after: number): { position: number; data: string }[] {
    return this.#page.all([after]) as { position: number; data: string }[];
  }

  stream(name: string): { data: string }[] {
    return this.#stream.all([name]) as { data: string }[];
  }

  close(): void {
    this.#database.close();
  }
}

async function appendInTurn(store: EventStore, stream: string, count: number): Promise<void> {
  for (let n = 0; n < count; n++) await store.append(stream, n === 0 ? 'noStream' : n - 1, [eventOf(`${stream}@${n}`)]);
}

function parseAll(events: readonly { data: string }[]): number {
  for (const event of events) JSON.parse(event.data);
  return events.length;
}

/** The embedded store beside the plain driver. */
export async function benchEventStore(): Promise<readonly Comparison[]> {
  const folder = mkdtempSync(join(tmpdir(), 'parkledger-bench-'));
  const store = await openSqliteEventStore({ path: join(folder, 'store.db') });
  const plain = new PlainTable(join(folder, 'plain.db'));
  let run = 0;
  try {
    const results = [
      await compare('one caller', 'events/s', ...oneCaller(store, plain, () => run++)),
      await compare(`${MANY_CALLERS} callers`, 'events/s', ...manyCallers(store, plain, () => run++)),
      await compare('replay by pages, parsed', 'events/s', ...replay(store, plain)),
    ];
    await appendInTurn(store, 'dossier-read', STREAM);
    plain.append(Array.from({ length: STREAM }, (_, n) => ['dossier-read', n, eventOf(`dossier-read@${n}`)] as const));
    results.push(await compare(`stream of ${STREAM} events, parsed`, 'streams/s', ...streams(store, plain)));
    return results;
  } finally {
    await store.close();
    plain.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

type Pair = [own: () => Promise<number>, plain: () => Promise<number>];

function oneCaller(store: EventStore, plain: PlainTable, next: () => number): Pair {
  return [
    async () => {
      await appendInTurn(store, `dossier-one${next()}`, ONE_CALLER);
      return ONE_CALLER;
    },
    async () => {
      const stream = `dossier-one${next()}`;
      for (let n = 0; n < ONE_CALLER; n++) plain.append([[stream, n, eventOf(`${stream}@${n}`)]]);
      return ONE_CALLER;
    },
  ];
}

function manyCallers(store: EventStore, plain: PlainTable, next: () => number): Pair {
  const callers = Array.from({ length: MANY_CALLERS }, (_, n) => n);
  return [
    async () => {
      const run = next();
      await Promise.all(callers.map((caller) => appendInTurn(store, `dossier-many${run}x${caller}`, EACH)));
      return MANY_CALLERS * EACH;
    },
    async () => {
      const run = next();
      const name = (caller: number): string => `dossier-many${run}x${caller}`;
      for (let n = 0; n < EACH; n++) plain.append(callers.map((caller) => [name(caller), n, eventOf(`${name(caller)}@${n}`)] as const));
      return MANY_CALLERS * EACH;
    },
  ];
}

function replay(store: EventStore, plain: PlainTable): Pair {
  return [
    async () => {
      let count = 0;
      for await (const page of store.readAll()) count += parseAll(page);
      return count;
    },
    async () => {
      let count = 0;
      for (let page = plain.page(0); page.length > 0; page = plain.page(page.at(-1)!.position)) count += parseAll(page);
      return count;
    },
  ];
}

function streams(store: EventStore, plain: PlainTable): Pair {
  return [
    async () => {
      for (let n = 0; n < STREAM_READS; n++) {
        for await (const page of store.readStream('dossier-read')) parseAll(page);
      }
      return STREAM_READS;
    },
    async () => {
      for (let n = 0; n < STREAM_READS; n++) parseAll(plain.stream('dossier-read'));
      return STREAM_READS;
    },
  ];
}

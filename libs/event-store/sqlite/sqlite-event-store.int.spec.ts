import { copyFileSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type EventStore,
  type EventToAppend,
  StoreFormatError,
  StoreUnavailableError,
  WrongExpectedRevisionError,
} from '#libs/event-store';
import { type SqliteEventStoreOptions, openSqliteEventStore } from '#libs/event-store/sqlite';
import { type Database, DatabaseError, type OpenOptions, openDatabase } from '#libs/sqlite';

const event = (id: string): EventToAppend => ({ id, type: 'ParkAmended', data: '{}', metadata: '{}' });

describe('The embedded event store', () => {
  let path: string;
  const stores: EventStore[] = [];
  const open = async (options: Partial<SqliteEventStoreOptions> = {}): Promise<EventStore> => {
    const store = await openSqliteEventStore({ path, ...options });
    stores.push(store);
    return store;
  };
  const ids = async (store: EventStore): Promise<string[]> => {
    const found: string[] = [];
    for await (const page of store.readAll()) found.push(...page.map(({ id }) => id));
    return found;
  };

  beforeEach(() => {
    path = join(mkdtempSync(join(tmpdir(), 'parkledger-store-')), 'events.db');
  });
  afterEach(async () => {
    await Promise.all(stores.splice(0).map((store) => store.close()));
    rmSync(join(path, '..'), { recursive: true, force: true });
  });

  it('syncs every commit to disk, on each opening, and never lets the driver wait', async () => {
    for (let opening = 0; opening < 2; opening++) {
      let connection: Database | undefined;
      let asked: OpenOptions | undefined;
      const store = await open({ open: (file, options) => (connection = openDatabase(file, (asked = options))) });
      expect(connection?.all('PRAGMA synchronous')).toEqual([{ synchronous: 2 }]);
      expect(connection?.all('PRAGMA journal_mode')).toEqual([{ journal_mode: 'wal' }]);
      expect(asked?.timeoutMs).toBe(0);
      await store.close();
    }
  });

  it('may be opened for a first loading, when commits don’t wait for the disk; opened again it syncs every one', async () => {
    const levels: unknown[] = [];
    for (const more of [{ synchronous: 'NORMAL' }, {}] as const) {
      let connection: Database | undefined;
      const store = await open({ ...more, open: (file, options) => (connection = openDatabase(file, options)) });
      levels.push(...(connection?.all('PRAGMA synchronous') ?? []));
      await store.close();
    }
    expect(levels).toEqual([{ synchronous: 1 }, { synchronous: 2 }]);
  });

  it('takes 64 callers of one moment through one transaction, and a 65th through the next', async () => {
    const transactions = counting();
    const store = await open({ open: transactions.open });
    const before = transactions.count();
    await Promise.all(Array.from({ length: 65 }, (_, n) => store.append(`park-${n}`, 'noStream', [event(`e${n}`)])));
    expect(transactions.count() - before).toBe(2);
  });

  it('gives positions without a gap, also beside refused appends', async () => {
    const store = await open();
    await store.append('park-0', 'noStream', [event('first')]);
    await Promise.allSettled(
      Array.from({ length: 20 }, (_, n) =>
        store.append(n % 3 === 0 ? 'park-0' : `park-${n}`, 'noStream', [event(`a${n}`), event(`b${n}`)]),
      ),
    );
    const positions: string[] = [];
    for await (const page of store.readAll()) positions.push(...page.map(({ position }) => position));
    expect(positions).toEqual(Array.from({ length: 27 }, (_, n) => String(n + 1)));
  });

  it('acknowledges nobody of a transaction that the disk did not take, and takes all of them when they are repeated', async () => {
    const disk = failing();
    const store = await open({ open: disk.open });
    const attempt = (): Promise<unknown>[] => ['a', 'b', 'c'].map((id) => store.append(`park-${id}`, 'noStream', [event(id)]));
    for (const when of ['insert', 'commit'] as const) {
      disk.failAt(when);
      for (const result of await Promise.allSettled(attempt())) {
        expect(result).toMatchObject({ status: 'rejected', reason: expect.any(StoreUnavailableError) });
      }
      expect(await ids(store)).toEqual([]);
    }
    disk.failAt(undefined);
    await Promise.all(attempt());
    expect(await ids(store)).toEqual(['a', 'b', 'c']);
  });

  it('refuses a neighbour that the database itself refuses, and keeps the rest of the transaction', async () => {
    const store = await open();
    const broken = { ...event('broken'), type: null as unknown as string };
    const results = await Promise.allSettled([
      store.append('park-1', 'noStream', [event('a')]),
      store.append('park-2', 'noStream', [event('half'), broken]),
      store.append('park-3', 'noStream', [event('c')]),
    ]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(await ids(store)).toEqual(['a', 'c']);
  });

  it('wakes a waiting subscription by its own appends, without waiting for the next look', async () => {
    const store = await open({ pollMs: 3_600_000 });
    const ending = new AbortController();
    const batches = store.subscribe({ signal: ending.signal })[Symbol.asyncIterator]();
    expect(await batches.next()).toEqual({ done: false, value: { events: [], head: true } });
    const next = batches.next();
    await store.append('park-1', 'noStream', [event('a')]);
    expect(await next).toMatchObject({ value: { events: [{ id: 'a' }], head: true } });
    ending.abort();
    expect(await batches.next()).toEqual({ done: true, value: undefined });
  });

  it('never changes nor deletes an event, whoever asks', async () => {
    const store = await open();
    await store.append('park-1', 'noStream', [event('a')]);
    const other = openDatabase(path, { synchronous: 'FULL' });
    expect(() => other.run("UPDATE events SET data = '[]'")).toThrow(/an event never changes/);
    expect(() => other.run('DELETE FROM events')).toThrow(/an event is never deleted/);
    other.close();
    expect(await ids(store)).toEqual(['a']);
  });

  it('refuses a file that holds something else, or a newer format, and leaves it as it is', async () => {
    const other = openDatabase(path, { synchronous: 'FULL' });
    other.exec('CREATE TABLE notes (text)');
    await expect(open()).rejects.toThrow(StoreFormatError);
    expect(other.all('SELECT name FROM sqlite_schema')).toEqual([{ name: 'notes' }]);
    other.exec('DROP TABLE notes');

    await (await open()).close();
    other.exec('PRAGMA user_version = 99');
    await expect(open()).rejects.toThrow(/format 99/);
    other.close();
  });

  it('opened to read sees what is written beside it, and takes nothing', async () => {
    await expect(open({ readonly: true })).rejects.toThrow(DatabaseError);
    const writer = await open();
    const reader = await open({ readonly: true });
    await writer.append('park-1', 'noStream', [event('a')]);
    expect(await ids(reader)).toEqual(['a']);
    await expect(reader.append('park-1', 0, [event('b')])).rejects.toThrow(/opened to read/);
    expect(await ids(writer)).toEqual(['a']);
  });

  it('opened while another process writes waits for it, within its patience', async () => {
    await (await open()).close();
    const other = openDatabase(path, { synchronous: 'FULL' });
    other.exec('BEGIN IMMEDIATE');
    await expect(open({ busyTimeoutMs: 20 })).rejects.toThrow(StoreUnavailableError);
    const opening = open();
    other.close();
    await expect((await opening).append('park-1', 5, [event('a')])).rejects.toThrow(WrongExpectedRevisionError);
  });
});

describe('The embedded store opened for reading only', () => {
  it('reads beside whoever serves the file, even while it writes, and takes no append', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'parkledger-store-'));
    const path = join(folder, 'events.db');
    await expect(openSqliteEventStore({ path, readonly: true })).rejects.toThrow(DatabaseError);
    const serving = await openSqliteEventStore({ path });
    await serving.append('park-1', 'noStream', [event('a')]);
    const other = openDatabase(path, { synchronous: 'FULL' });
    other.exec('BEGIN IMMEDIATE');
    const reading = await openSqliteEventStore({ path, readonly: true, busyTimeoutMs: 0 });
    const head = await reading.head();
    other.close();
    await serving.append('park-1', 0, [event('b')]);
    expect([head, await reading.head()]).toEqual(['1', '2']);
    await expect(reading.append('park-2', 'noStream', [event('c')])).rejects.toThrow(TypeError);
    for (const store of [reading, serving]) await store.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('reads a finished file as it is, and nothing but events of this format', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'parkledger-store-'));
    const [path, copy, notes] = [join(folder, 'events.db'), join(folder, 'copy.db'), join(folder, 'notes.db')];
    const serving = await openSqliteEventStore({ path });
    await serving.append('park-1', 'noStream', [event('a')]);
    await serving.close();
    copyFileSync(path, copy);
    const finished = await openSqliteEventStore({ path: copy, readonly: 'finished' });
    expect(await finished.head()).toBe('1');
    await finished.close();
    expect(readdirSync(folder).filter((name) => name.startsWith('copy'))).toEqual(['copy.db']);
    openDatabase(notes, { synchronous: 'FULL' }).exec('CREATE TABLE notes (text)');
    await expect(openSqliteEventStore({ path: notes, readonly: 'finished' })).rejects.toThrow(StoreFormatError);
    rmSync(folder, { recursive: true, force: true });
  });
});

/** A driver that counts transactions. */
function counting(): { open: (path: string, options: OpenOptions) => Database; count: () => number } {
  let count = 0;
  const open = (path: string, options: OpenOptions): Database =>
    overridden(openDatabase(path, options), (database) => ({
      transaction: (work, mode) => {
        count++;
        return database.transaction(work, mode);
      },
    }));
  return { open, count: () => count };
}

/** A driver on a disk that fills up: SQLite then ends the transaction by itself. */
function failing(): { open: (path: string, options: OpenOptions) => Database; failAt: (when: 'insert' | 'commit' | undefined) => void } {
  let failAt: 'insert' | 'commit' | undefined;
  const full = (): never => {
    throw new DatabaseError('database or disk is full', 'SQLITE_FULL');
  };
  const open = (path: string, options: OpenOptions): Database =>
    overridden(openDatabase(path, options), (database) => ({
      run: (sql, params) => {
        if (failAt !== 'insert' || !sql.startsWith('INSERT')) return database.run(sql, params);
        if (params?.includes('park-b')) {
          database.exec('ROLLBACK');
          full();
        }
        return database.run(sql, params);
      },
      transaction: (work, mode) =>
        database.transaction(() => {
          const result = work();
          return failAt === 'commit' ? full() : result;
        }, mode),
    }));
  return { open, failAt: (when) => (failAt = when) };
}

function overridden(database: Database, overrides: (database: Database) => Partial<Database>): Database {
  const changed = overrides(database);
  return new Proxy(database, {
    get(target, key) {
      const value: unknown = Reflect.get(changed, key) ?? Reflect.get(target, key, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

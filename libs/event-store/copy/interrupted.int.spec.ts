import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { type EventStore, StoreUnavailableError } from '#libs/event-store';
import { compareLogs, copyLog } from '#libs/event-store/copy';
import { MemoryEventStore, MemoryLog } from '#libs/event-store/memory';
import { openSqliteEventStore } from '#libs/event-store/sqlite';
import { type Disturbance, DisturbedStore } from './disturbed-store.testing.js';
import { eager, logOf, madeLog, memoryWith } from './logs.testing.js';

const killed = new Error('killed');
const city = Array.from({ length: 30 }, (_, n) => ({ stream: `park-${n % 3}`, texts: n % 2 === 0 ? ['a'] : ['b', 'c'] }));

/** The process ends at its nth append, before or after it is written. */
const killAt =
  (moment: number, written: boolean): Disturbance =>
  async (nth, write) => {
    if (nth < moment) return write();
    if (written) await write();
    throw killed;
  };

describe('A copy that is killed', () => {
  it('at any append, before or after it is written, goes on there: nothing is lost, doubled or out of order', async () => {
    const kills = fc.array(fc.record({ moment: fc.integer({ min: 1, max: 12 }), written: fc.boolean() }), { minLength: 1, maxLength: 5 });
    const property = fc.asyncProperty(madeLog, kills, async (appends, deaths) => {
      const from = await memoryWith(appends);
      const log = await logOf(from);
      const to = new MemoryEventStore();
      for (const { moment, written } of deaths) {
        await copyLog({ from, to: new DisturbedStore(to, killAt(moment, written)) }).catch((error: unknown) => expect(error).toBe(killed));
        const so = await logOf(to);
        expect(so).toEqual(log.slice(0, so.length));
      }
      await copyLog({ from, to });
      expect(await logOf(to)).toEqual(log);
    });
    await fc.assert(property, { seed: 20240229, numRuns: 100 });
  });

  it('on a file, closed and opened between', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'parkledger-copy-'));
    const open = (): Promise<EventStore> => openSqliteEventStore({ path: path.join(folder, 'ledger.db'), synchronous: 'NORMAL' });
    try {
      const from = await memoryWith(city);
      for (let kill = 0; ; kill++) {
        const file = await open();
        const to = new DisturbedStore(file, killAt(7, kill % 2 === 0));
        const end = await copyLog({ from, to }).catch((error: unknown) => error);
        const compared = await compareLogs(from, file);
        await file.close();
        if (end === killed) continue;
        expect(end).toMatchObject({ events: 45 });
        expect(compared).toEqual({ same: 45, difference: undefined });
        expect(kill).toBeGreaterThanOrEqual(4);
        return;
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

describe('A copy between stores that fall silent', () => {
  it('repeats an append whose outcome is unknown with the same ids: written or not, it stands there once', async () => {
    const from = await memoryWith(city);
    const to = new DisturbedStore(new MemoryEventStore(), async (nth, write) => {
      if (nth % 3 === 1) throw new StoreUnavailableError('not reached');
      const written = await write();
      if (nth % 3 === 2) throw new StoreUnavailableError('no answer');
      return written;
    });
    expect(await copyLog({ from, to, persistence: eager })).toEqual({ events: 45, written: 45 });
    expect(await logOf(to)).toEqual(await logOf(from));
    for (let n = 0; n < to.sent.length; n += 3) expect([to.sent[n + 1], to.sent[n + 2]]).toEqual([to.sent[n], to.sent[n]]);
  });

  it('gives up where a store stays silent, and goes on when it is started again', async () => {
    const from = await memoryWith(city);
    const to = new MemoryEventStore();
    const silent = new DisturbedStore(to, (nth, write) => (nth < 9 ? write() : Promise.reject(new StoreUnavailableError('not reached'))));
    await expect(copyLog({ from, to: silent, persistence: eager })).rejects.toBeInstanceOf(StoreUnavailableError);
    expect(silent.sent).toHaveLength(8 + eager.tries);
    await copyLog({ from, to });
    expect(await logOf(to)).toEqual(await logOf(from));
  });

  it('goes on reading behind the last event where a reading breaks off', async () => {
    const appends = Array.from({ length: 1000 }, (_, n) => ({ stream: `park-${n % 3}`, texts: [String(n)] }));
    const [from, to] = [new DisturbedStore(await memoryWith(appends)), new DisturbedStore(await memoryWith(appends.slice(0, 600)))];
    from.beforePage = to.beforePage = (nth) => {
      if (nth % 2 === 0) throw new StoreUnavailableError('connection lost');
    };
    expect(await copyLog({ from, to, persistence: eager })).toEqual({ events: 1000, written: 400 });
    expect(await compareLogs(from, to, { persistence: eager })).toEqual({ same: 1000, difference: undefined });
  });

  it('takes the late arrival of an append that a killed copy had sent, cut elsewhere, for what it is', async () => {
    const from = await memoryWith([
      { stream: 'park-a', texts: ['1', '2', '3', '4'] },
      { stream: 'park-b', texts: ['5'] },
    ]);
    const [log, written] = [new MemoryLog(), await logOf(from)];
    const late = new MemoryEventStore(log);
    const to = new DisturbedStore(new MemoryEventStore(log), async (nth, write) => {
      if (nth === 1) await late.append('park-a', 'noStream', written.slice(0, 2));
      return write();
    });
    expect(await copyLog({ from, to })).toEqual({ events: 5, written: 3 });
    expect(await logOf(late)).toEqual(written);
  });
});

describe('A copy that is called off', () => {
  it('ends between two appends with the reason, and can go on', async () => {
    const from = await memoryWith(city);
    const to = new MemoryEventStore();
    const calledOff = new AbortController();
    const until = new DisturbedStore(to, async (nth, write) => {
      const written = await write();
      if (nth === 5) calledOff.abort(killed);
      return written;
    });
    await expect(copyLog({ from, to: until, signal: calledOff.signal })).rejects.toBe(killed);
    expect(until.sent).toHaveLength(5);
    await expect(compareLogs(from, to, { signal: calledOff.signal })).rejects.toBe(killed);
    await copyLog({ from, to });
    expect(await logOf(to)).toEqual(await logOf(from));
  });
});

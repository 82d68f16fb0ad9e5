import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { copyLog } from '#libs/event-store/copy';
import { openEventStoreDb } from '#libs/event-store/eventstoredb';
import { openSqliteEventStore } from '#libs/event-store/sqlite';
import { startLoopback } from '#libs/event-store/testing';
import { growTree, TreeFile } from '#libs/sealing';
import { cityEvents, fillWithCity } from './live-log.js';

describe('The same ledger on SQLite and on EventStoreDB', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'parkledger-roots-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('has the same root at every size', async () => {
    const server = await startLoopback();
    const here = await openSqliteEventStore({ path: path.join(folder, 'ledger.db') });
    const there = openEventStoreDb({ address: server.url });
    const trees = ['here.db', 'there.db'].map((name) => TreeFile.open(path.join(folder, name)));
    try {
      await fillWithCity(here);
      // Signed heads stay behind: they are no part of the log.
      await here.append('checkpoint', 'noStream', [{ id: 'head', type: 'CheckpointSigned', data: '{}', metadata: '{}' }]);
      await copyLog({ from: here, to: there });
      const [a, b] = trees as [TreeFile, TreeFile];
      expect([await growTree(here, a), await growTree(there, b)]).toEqual([BigInt(cityEvents.length), BigInt(cityEvents.length)]);
      const differing = cityEvents
        .map((_, n) => BigInt(n + 1))
        .filter((size) => Buffer.compare(a.tree.root(size), b.tree.root(size)) !== 0);
      expect(differing).toEqual([]);
    } finally {
      trees.forEach((tree) => tree.close());
      await there.close();
      await here.close();
      await server.stop();
    }
  }, 60_000);
});

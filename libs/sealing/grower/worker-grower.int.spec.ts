import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { EventStore } from '#libs/event-store';
import { copyLog } from '#libs/event-store/copy';
import { openEventStoreDb } from '#libs/event-store/eventstoredb';
import { openSqliteEventStore } from '#libs/event-store/sqlite';
import { startLoopback } from '#libs/event-store/testing';
import { recorded } from '#libs/event-sourcing/testing';
import { canonicalJson } from '#libs/kernel';
import { growTree } from '../tree/grow-tree.js';
import { TreeFile } from '../tree/tree-file.js';
import type { LogSource } from './messages.js';
import { WorkerGrower } from './worker-grower.js';

/** The thread runs from its source here: a spec has no built program. */
const START = {
  entry: pathToFileURL(resolve('libs/sealing/grower/tree-worker.ts')),
  execArgv: ['--import', pathToFileURL(resolve('test/support/typescript.mjs')).href, '--disable-warning=ExperimentalWarning'],
};

/** A grower in a thread, and a way to wait for what it tells. */
class Watched {
  readonly told: string[] = [];
  readonly grower: WorkerGrower;
  #size = -1n;
  #waiting: { readonly size: bigint; readonly resolve: () => void }[] = [];

  constructor(source: LogSource, treePath: string) {
    this.grower = new WorkerGrower(
      source,
      treePath,
      {
        opened: () => this.told.push('opened'),
        grown: (size, atHead) => this.#grown(size, atHead),
        rebuilt: () => this.told.push('rebuilt'),
        trouble: ({ name }) => this.told.push(`trouble ${name}`),
        stopped: (index) => this.told.push(`stopped ${index}`),
      },
      START,
    );
    this.grower.start();
  }

  async reaches(size: bigint): Promise<void> {
    if (this.#size === size) return;
    await new Promise<void>((done) => this.#waiting.push({ size, resolve: done }));
  }

  #grown(size: bigint, atHead: boolean): void {
    if (!atHead) return;
    this.#size = size;
    for (const one of this.#waiting) if (one.size === size) one.resolve();
  }
}

describe('The thread that grows the tree', () => {
  let folder: string;
  let store: EventStore;
  let watched: Watched;
  const at = (name: string): string => join(folder, name);
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'parkledger-thread-'));
    store = await openSqliteEventStore({ path: at('ledger.db') });
    await fill(0, 300);
    watched = new Watched({ kind: 'sqlite', path: at('ledger.db') }, at('proof/tree.db'));
  });
  afterEach(async () => {
    await watched.grower.finish(10_000);
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function fill(from: number, to: number): Promise<void> {
    for (let n = from; n < to; n++) {
      const { id, metadata } = recorded(
        { event: { type: 'Added', data: { n } }, at: '2025-01-01T00:00:00.000Z' },
        { stream: `s-${n}`, revision: 0 },
      );
      await store.append(`s-${n}`, 'noStream', [{ id, type: 'Added', data: canonicalJson({ n }), metadata: canonicalJson(metadata) }]);
    }
  }

  async function rootOfLog(): Promise<Uint8Array> {
    const tree = TreeFile.open(at('own.db'));
    await growTree(store, tree);
    const root = tree.tree.root();
    tree.close();
    return root;
  }

  it('has the log’s tree: what stands there, what comes, and at the end what came last', async () => {
    await watched.reaches(300n);
    await fill(300, 310);
    await watched.reaches(310n);
    await fill(310, 320);
    await watched.grower.finish(10_000);
    const tree = TreeFile.openToRead(at('proof/tree.db'));
    expect(tree.size).toBe(320n);
    expect(tree.tree.root()).toEqual(await rootOfLog());
    tree.close();
    expect(watched.told).toEqual(['opened']);
  });

  it('reads an EventStoreDB by a client of its own', async () => {
    const server = await startLoopback();
    const there = openEventStoreDb({ address: server.url });
    await copyLog({ from: store, to: there });
    const other = new Watched({ kind: 'eventStoreDb', address: server.url }, at('there/tree.db'));
    await other.reaches(300n);
    await other.grower.finish(10_000);
    const tree = TreeFile.openToRead(at('there/tree.db'));
    expect(tree.tree.root()).toEqual(await rootOfLog());
    tree.close();
    await there.close();
    await server.stop();
  });

  it('stops visibly at an event without a leaf, and leaves the process alone', async () => {
    await watched.reaches(300n);
    await store.append('s-x', 'noStream', [{ id: 'x', type: 'Added', data: '{}', metadata: '{}' }]);
    await fill(300, 301);
    await watched.grower.finish(10_000);
    const tree = TreeFile.openToRead(at('proof/tree.db'));
    expect(tree.size).toBe(300n);
    tree.close();
    expect(watched.told.slice(1).every((one) => /^(stopped 300|trouble LeafError)$/.test(one))).toBe(true);
  });
});

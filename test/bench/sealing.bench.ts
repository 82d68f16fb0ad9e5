import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { EventRegistry, openLedger, sampleKeys } from '#libs/event-sourcing';
import type { EventStore, EventToAppend } from '#libs/event-store';
import { openSqliteEventStore } from '#libs/event-store/sqlite';
import { canonicalJson, deriveId, sha256 } from '#libs/kernel';
import { checkpointEvents, growTree, LogSealing, sampleLogKeys, TreeFile } from '#libs/sealing';
import { eventOf } from './sample-event.js';
import type { Comparison } from './table.js';

const ONE_CALLER = 2_000;
const MANY_CALLERS = 64;
const EACH = 150;
const ROUNDS = 3;

/** The sample event with the metadata that this ledger writes. */
function ledgerEventOf(label: string): EventToAppend {
  const { id, type, data } = eventOf(label);
  const metadata = canonicalJson({
    actor: { account: 'tax-1', department: 'tax', role: 'department' },
    causationId: id,
    commandId: id,
    correlationId: id,
    inputHash: sha256(id),
    recordedAt: '2025-01-01T00:00:00.000Z',
    salt: sha256(label),
    schemaVersion: 1,
  });
  return { id, type, data, metadata };
}

/** A store, and, where it is sealed, the log that follows it. */
interface Side {
  readonly store: EventStore;
  /** Resolves when all that was appended is in the tree. */
  caughtUp(size: number): Promise<void>;
  close(): Promise<void>;
}

async function plainSide(folder: string): Promise<Side> {
  mkdirSync(folder);
  const store = await openSqliteEventStore({ path: join(folder, 'ledger.db') });
  return { store, caughtUp: async () => undefined, close: () => store.close() };
}

async function sealedSide(folder: string): Promise<Side> {
  mkdirSync(folder);
  const path = join(folder, 'ledger.db');
  const store = await openSqliteEventStore({ path });
  const registry = new EventRegistry(checkpointEvents);
  const ledger = await openLedger(store, {
    registry,
    jurisdiction: 'bench',
    logOrigin: () => 'parkledger-bench',
    sample: true,
    keys: sampleKeys('bench'),
    newLedgerId: () => deriveId('6f1a0f4e-6a3b-5a53-9a0c-2f6d3c1b7e55', 'ledger'),
    sampleStart: '2025-01-01T00:00:00.000Z',
  });
  const sealing = new LogSealing({ store, ledger, registry, folder, keys: sampleLogKeys('bench'), source: { kind: 'sqlite', path } });
  await sealing.prepare();
  sealing.start();
  return {
    store,
    async caughtUp(size) {
      while (Number(sealing.status.treeSize ?? 0n) < size) await wait(5);
    },
    async close() {
      await sealing.finish();
      await store.close();
    },
  };
}

async function appendInTurn(store: EventStore, stream: string, count: number): Promise<void> {
  for (let n = 0; n < count; n++) await store.append(stream, n === 0 ? 'noStream' : n - 1, [ledgerEventOf(`${stream}@${n}`)]);
}

const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const start = performance.now();
  await work();
  return performance.now() - start;
};

/** Appends to the embedded store with the log sealed beside it (own) and without (plain), in turns; and a tree built anew (own) beside reading the log alone (plain). */
export async function benchSealing(): Promise<readonly Comparison[]> {
  const folder = mkdtempSync(join(tmpdir(), 'parkledger-bench-'));
  const [sealed, plain] = [await sealedSide(join(folder, 'sealed')), await plainSide(join(folder, 'plain'))];
  let run = 0;
  // LedgerOpened is there already.
  let size = 1;
  const appending = async (what: string, callers: number, each: number): Promise<Comparison> => {
    const round = (store: EventStore, nth: number): Promise<unknown> =>
      Promise.all(Array.from({ length: callers }, (_, caller) => appendInTurn(store, `dossier-${nth}x${caller}`, each)));
    let [own, bare] = [Infinity, Infinity];
    for (let turn = 0; turn < ROUNDS; turn++) {
      const nth = run++;
      bare = Math.min(bare, await timed(() => round(plain.store, nth)));
      own = Math.min(own, await timed(() => round(sealed.store, nth)));
      size += callers * each;
      // What the tree has still to catch up on is no burden of the next turn.
      await sealed.caughtUp(size);
    }
    const rate = (ms: number): number => (callers * each * 1000) / ms;
    return { what, unit: 'events/s', own: rate(own), plain: rate(bare) };
  };
  try {
    const rows = [await appending('one caller', 1, ONE_CALLER), await appending(`${MANY_CALLERS} callers`, MANY_CALLERS, EACH)];
    return [...rows, await building(plain.store, join(folder, 'tree.db'))];
  } finally {
    await sealed.close();
    await plain.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function building(store: EventStore, path: string): Promise<Comparison> {
  let events = 0;
  const read = await timed(async () => {
    for await (const page of store.readAll()) events += page.length;
  });
  const tree = TreeFile.open(path);
  const built = await timed(() => growTree(store, tree));
  tree.close();
  return { what: 'tree built anew', unit: 'events/s', own: (events * 1000) / built, plain: (events * 1000) / read };
}

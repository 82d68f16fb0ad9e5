import { chmodSync, copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EventStore } from '#libs/event-store';
import { copyLog } from '#libs/event-store/copy';
import { openSqliteEventStore } from '#libs/event-store/sqlite';
import { MemoryEventStore } from '#libs/event-store/memory';
import { FaultyStore } from '#libs/event-sourcing/testing';
import { ed25519Signer, openCheckpoint, parseNote, SigningKey } from '#libs/transparency';
import { latestCheckpoint, readCheckpoints } from '../heads/read-checkpoints.js';
import { fileLogKeys, type LogKeySource, sampleLogKeys } from '../keys/log-key.js';
import { SealingNode, type SealingNodeOptions } from '../testing/index.js';

const ORIGIN = 'parkledger.example/test';
const [key] = sampleLogKeys('test').existing() as [SigningKey];
const other = SigningKey.fromSeed(Buffer.alloc(32, 7));
const keysOf = (...keys: SigningKey[]): LogKeySource => ({ place: 'log-key.pem', existing: () => keys, orMade: () => keys });

async function sizesIn(store: EventStore): Promise<bigint[]> {
  const sizes: bigint[] = [];
  for await (const { checkpoint } of readCheckpoints(store)) sizes.push(checkpoint.size);
  return sizes;
}

describe('The signer of the log’s heads', () => {
  const nodes: SealingNode[] = [];
  const open = async (options?: SealingNodeOptions): Promise<SealingNode> => {
    const node = await SealingNode.open(options);
    nodes.push(node);
    return node;
  };
  afterEach(() => nodes.splice(0).forEach((node) => node.dispose()));

  it('signs the head under the ledger’s log name, and keeps it outside the store before anybody sees it', async () => {
    const node = await open();
    await node.add(3);
    await node.seal();
    const head = await latestCheckpoint(node.test.store);
    const { checkpoint } = openCheckpoint(head?.note ?? '', [ed25519Signer(ORIGIN, key).verifier]);
    expect(checkpoint).toMatchObject({ origin: ORIGIN, size: 4n, root: node.tree.tree.root() });
    expect(node.files.largest(ORIGIN)?.note).toBe(head?.note);
    await node.seal();
    expect(node.signed).toEqual([4n]);
  });

  it('signs after a quiet moment, at a thousand events, and at once where an event asks for it', async () => {
    const node = await open({ policy: { quietMs: 2_000 } });
    await node.add(500);
    await node.seal();
    expect(node.signed).toEqual([]);
    await node.add(600, 'b');
    await node.seal();
    expect(node.signed).toEqual([1_000n]);
    await node.close();
    await node.add(5, 'c');
    await node.seal();
    expect(node.signed).toEqual([1_000n, 1_102n]);
    node.elapsed += 2_000;
    await node.seal();
    expect(node.signed).toEqual([1_000n, 1_102n, 1_107n]);
  });

  it('signs what is left when the node stops', async () => {
    const node = await open({ policy: { quietMs: 2_000 } });
    await node.add(3);
    await node.seal();
    await node.signer.finish();
    expect(node.signed).toEqual([4n]);
  });

  it('goes on after a restart, and gives the same heads when the tree is lost', async () => {
    const first = await open();
    await first.add(3);
    await first.seal();
    first.stop();
    rmSync(join(first.folder, 'tree.db'));
    const again = await open({ store: first.test.store, folder: first.folder });
    await again.seal();
    expect(again.signed).toEqual([]);
    await again.add(2, 'b');
    await again.seal();
    expect(await sizesIn(first.test.store)).toEqual([4n, 6n]);
    expect(again.refused).toEqual([]);
  });

  it('on several nodes: one signs a size, the others go on from it, and sizes only grow', async () => {
    const [a, b] = [await open(), await open()];
    const c = await open({ store: a.test.store });
    const d = await open({ store: a.test.store });
    await b.add(1);
    for (let round = 0; round < 5; round++) {
      await a.add(3, `s${round}`);
      await Promise.all([a.seal(), c.seal(), d.seal()]);
    }
    const sizes = await sizesIn(a.test.store);
    expect(sizes).toEqual([4n, 7n, 10n, 13n, 16n]);
    expect([a, c, d].flatMap((node) => node.refused)).toEqual([]);
    expect(c.files.largest(ORIGIN)?.checkpoint.size).toBe(16n);
  });

  it('that was overtaken while it signed publishes its own head later or never, but none smaller than what stands there', async () => {
    const inner = new MemoryEventStore();
    const store = new FaultyStore(inner);
    const slow = await open({ store });
    const quick = await open({ store: inner });
    await slow.add(3);
    store.appendFaults.push(() => quick.seal(2n));
    await slow.seal();
    expect(await sizesIn(inner)).toEqual([2n, 4n]);
  });

  it('records once what it had signed when it did not hear the store’s answer, or ended before it asked', async () => {
    const inner = new MemoryEventStore();
    const store = new FaultyStore(inner);
    const node = await open({ store });
    await node.add(3);
    for (const fault of ['answerLost', 'notReached'] as const) {
      await node.add(1, fault);
      store.appendFaults.push(fault);
      await node.seal();
      const again = await open({ store: inner, folder: node.folder });
      await again.seal();
    }
    expect(await sizesIn(inner)).toEqual([5n, 6n]);
  });

  describe('refuses', () => {
    let folder: string;
    let path: string;
    let store: EventStore;
    beforeEach(async () => {
      folder = mkdtempSync(join(tmpdir(), 'parkledger-rolled-'));
      path = join(folder, 'ledger.db');
      store = await openSqliteEventStore({ path });
    });
    afterEach(async () => {
      await store.close();
      rmSync(folder, { recursive: true, force: true });
    });

    /** Signs 4 events, lays a copy of the database aside, signs 7, and puts the copy back, signed heads and all. */
    async function putBack(): Promise<SealingNode> {
      const node = await open({ store });
      await node.add(3);
      await node.seal();
      await store.close();
      copyFileSync(path, `${path}.copy`);
      store = await openSqliteEventStore({ path });
      const later = await open({ store, folder: node.folder });
      await later.add(3, 'b');
      await later.seal();
      expect(later.signed).toEqual([7n]);
      await store.close();
      copyFileSync(`${path}.copy`, path);
      store = await openSqliteEventStore({ path });
      return open({ store, folder: node.folder });
    }

    it('a database that was put back to an earlier state: the file outside of it knows', async () => {
      const node = await putBack();
      await node.seal();
      expect(node.refused).toEqual(['sealing.rolledBack']);
      expect(node.signer.refusal?.params).toMatchObject({ signed: '7', size: '4' });
      await node.seal();
      expect(node.refused).toHaveLength(1);
      expect(await sizesIn(store)).toEqual([4n]);
    });

    it('one that was put back and has grown beyond what was signed: it is another history', async () => {
      const node = await putBack();
      await node.add(9, 'other');
      await node.seal();
      expect(node.refused).toEqual(['sealing.forked']);
      expect(await sizesIn(store)).toEqual([4n]);
    });

    it('until the ledger itself opens a new epoch of the log: then it signs under the new name, from that event on', async () => {
      const node = await putBack();
      await node.seal();
      const root = Buffer.from(node.tree.tree.root()).toString('base64');
      const document = { hash: 'ab'.repeat(32), title: '说明' };
      await node.command({ type: 'OpenLogEpoch', restoredTo: '4', root, largestKnown: '7', reason: 'disk', document });
      await node.seal();
      expect(node.resumed).toBe(1);
      expect(node.signer.refusal).toBeUndefined();
      const head = await latestCheckpoint(store);
      expect(head?.checkpoint).toMatchObject({ origin: `${ORIGIN}/epoch-2`, size: 5n });
      await node.add(1, 'z');
      await node.seal();
      expect(await node.reader.sizes()).toEqual([5n, 6n]);
      expect(await node.reader.sizes(1)).toEqual([4n]);
      expect(node.files.largest(ORIGIN)?.checkpoint.size).toBe(7n);
    });

    it('not while a node may only lag behind the others', async () => {
      const node = await putBack();
      const patient = await open({ store, folder: node.folder, policy: { graceMs: 3_000 } });
      await patient.seal();
      expect(patient.refused).toEqual([]);
      patient.elapsed += 3_000;
      await patient.seal();
      expect(patient.refused).toEqual(['sealing.rolledBack']);
    });

    it('where the store’s own heads say more than the log holds', async () => {
      const inner = new MemoryEventStore();
      const full = await open({ store: inner });
      await full.add(3);
      await full.seal();
      const cut = new MemoryEventStore();
      for await (const [event] of inner.readAll({ maxCount: 1 })) if (event) await cut.append(event.stream, 'noStream', [event]);
      for await (const [event] of inner.readStream('checkpoint')) if (event) await cut.append('checkpoint', 'noStream', [event]);
      const node = await open({ store: cut });
      await node.seal();
      expect(node.refused).toEqual(['sealing.rolledBack']);
    });

    it('a file outside the store that is no checkpoint: it is never taken for none', async () => {
      const node = await open({ store });
      await node.add(1);
      await node.seal();
      const file = node.files.pathOf(ORIGIN);
      writeFileSync(file, readFileSync(file).subarray(0, 20));
      await node.add(1, 'b');
      await node.seal();
      expect(node.refused).toEqual(['sealing.signedFileDamaged']);
    });
  });

  describe('and its keys', () => {
    it('change over while both sign; then the new one alone goes on', async () => {
      const { test, folder } = await sealedWith(await open({ keys: keysOf(key) }));
      await sealedWith(await open({ store: test.store, folder, keys: keysOf(key, other) }));
      const both = parseNote((await latestCheckpoint(test.store))?.note ?? '');
      expect(both.signatures).toHaveLength(2);
      const alone = await sealedWith(await open({ store: test.store, folder, keys: keysOf(other) }));
      expect(alone.refused).toEqual([]);
      expect(await sizesIn(test.store)).toEqual([2n, 3n, 4n]);
    });

    it('are refused where they have not signed what stands there, or are gone', async () => {
      const { test, folder } = await sealedWith(await open({ keys: keysOf(key) }));
      const wrong = await sealedWith(await open({ store: test.store, folder, keys: keysOf(other) }));
      expect(wrong.refused).toEqual(['sealing.otherKey']);
      const lost = await sealedWith(await open({ store: test.store, folder, keys: fileLogKeys(join(folder, 'none.pem')) }));
      expect(lost.refused).toEqual(['sealing.keyLost']);
      expect(existsSync(join(folder, 'none.pem'))).toBe(false);
    });

    it('are known where the ledger moved house: the heads stay behind, the file outside of the store comes along', async () => {
      const { test, folder } = await sealedWith(await open({ keys: keysOf(key) }));
      const moved = new MemoryEventStore();
      await copyLog({ from: test.store, to: moved });
      const wrong = await open({ store: moved, folder, keys: keysOf(other) });
      await wrong.seal();
      expect(wrong.refused).toEqual(['sealing.otherKey']);
      const right = await open({ store: moved, folder, keys: keysOf(key) });
      await right.seal();
      expect(await sizesIn(moved)).toEqual([2n]);
    });

    it('in a file that others may read are refused', async () => {
      const node = await open();
      const path = join(node.folder, 'log-key.pem');
      const keys = fileLogKeys(path);
      expect(keys.orMade()).toHaveLength(1);
      expect(keys.existing()?.[0]?.publicKey).toEqual(fileLogKeys(path).orMade()[0]?.publicKey);
      chmodSync(path, 0o640);
      expect(() => keys.existing()).toThrow(expect.objectContaining({ code: 'keys.mode' }));
      chmodSync(path, 0o600);
      const pem = readFileSync(path, 'utf8');
      writeFileSync(path, `${pem}${pem}`);
      expect(keys.existing()).toHaveLength(2);
      for (const damaged of ['', pem.slice(0, 60), `${pem}x`]) {
        writeFileSync(path, damaged);
        expect(() => keys.existing()).toThrow(expect.objectContaining({ code: 'sealing.keyFile' }));
      }
    });

    /** One more event, sealed. */
    async function sealedWith(node: SealingNode): Promise<SealingNode> {
      await node.add(1, `s${nodes.length}`);
      await node.seal();
      return node;
    }
  });
});

import { mkdirSync, readFileSync } from 'node:fs';
import { sampleKeys } from '#libs/event-sourcing';
import type { EventStore } from '#libs/event-store';
import { openSqliteEventStore } from '#libs/event-store/sqlite';
import { latestCheckpoint, readCheckpoints, sampleLogKeys, signedHead } from '#libs/sealing';
import { SealingNode } from '#libs/sealing/testing';
import { decideAddCheckpoint, ed25519Signer, formatAddCheckpoint } from '#libs/transparency';
import { parseAddress } from '../address.js';
import { type HeldHead, headsIn, heldHead, signedFolder } from '../backup/held-heads.js';
import { ledgerFacts } from '../ledger-stream.js';
import { makeBackup } from '../backup/make-backup.js';
import { verifyBackup } from '../backup/verify-backup.js';
import { ticking, workshop } from '../house.testing.js';
import { restoreBackup } from '../restore/restore-backup.js';
import { type EpochRequest, openEpoch } from './open-epoch.js';

const ORIGIN = 'parkledger.example/test';
const document = { hash: 'ab'.repeat(32), title: '关于恢复账本的批示' };
const verifier = (origin: string) => ed25519Signer(origin, sampleLogKeys('test').orMade()[0]!).verifier;

describe('An epoch of a log that was put back', () => {
  const room = workshop();
  const now = ticking();
  const stores: EventStore[] = [];
  const nodes: SealingNode[] = [];
  let backup: string;
  let largest: HeldHead;
  const open = async (name: string): Promise<SealingNode> => {
    const store = await openSqliteEventStore({ path: room.at(name, 'ledger.db'), synchronous: 'NORMAL' });
    const node = await SealingNode.open({ store, folder: room.at(name) });
    stores.push(store);
    nodes.push(node);
    return node;
  };
  const back = (name: string) =>
    makeBackup({
      from: parseAddress(`sqlite:${room.at(name)}`),
      to: room.at('shelf'),
      dataDir: room.at(name),
      evidenceDir: room.at(name, 'evidence'),
      now,
    });
  const restored = async (name: string, held: readonly HeldHead[] = [largest]): Promise<SealingNode> => {
    await restoreBackup({
      backup,
      to: parseAddress(`sqlite:${room.at(name)}`),
      dataDir: room.at(name),
      evidenceDir: room.at(name, 'evidence'),
      held,
    });
    return open(name);
  };
  const epochOf = async (node: SealingNode, more: Partial<EpochRequest> = {}) => {
    const held = await headsIn(signedFolder(node.folder));
    return openEpoch({
      store: node.test.store,
      held,
      keys: sampleKeys('test'),
      reason: '磁盘损坏，依批示恢复',
      document,
      account: 'acc-admin',
      ...more,
    });
  };
  const sizes = async (node: SealingNode): Promise<string[]> => {
    const found: string[] = [];
    for await (const { checkpoint } of readCheckpoints(node.test.store))
      found.push(`${checkpoint.origin.replace(ORIGIN, '')}@${checkpoint.size}`);
    return found;
  };

  beforeAll(async () => {
    mkdirSync(room.at('data'));
    const node = await open('data');
    await node.add(3);
    await node.seal();
    await node.add(2);
    ({ folder: backup } = await back('data'));
    await node.add(4, 'b');
    await node.seal();
    [largest] = (await headsIn(signedFolder(node.folder))) as [HeldHead];
  });
  afterAll(async () => {
    nodes.forEach((node) => node.stop());
    await Promise.all(stores.map((store) => store.close()));
    room.clear();
  });

  it('lets a restored ledger sign again, which it had refused: under a new name, behind an event that says what is gone', async () => {
    const node = await restored('lawful');
    await node.seal();
    expect([node.refused, await sizes(node)]).toEqual([['sealing.rolledBack'], ['@4']]);
    const [epoch] = await epochOf(node);
    expect(epoch).toEqual({
      epoch: 2,
      origin: `${ORIGIN}/epoch-2`,
      restoredTo: '6',
      root: expect.stringMatching(/^[\w+/]{43}=$/),
      largestKnown: '10',
      reason: '磁盘损坏，依批示恢复',
      document,
    });
    await node.seal();
    expect(Buffer.from(node.tree.tree.root(6n)).toString('base64')).toBe(epoch?.root);
    await node.add(2, 'c');
    await node.seal();
    expect([node.resumed, await sizes(node)]).toEqual([1, ['@4', '/epoch-2@7', '/epoch-2@9']]);
  });

  it('contradicts nothing that was signed: a witness that holds the old head keeps it, and takes the new name as a log of its own', async () => {
    const node = await restored('witnessed');
    await epochOf(node);
    await node.seal();
    const note = (await latestCheckpoint(node.test.store))?.note as string;
    const named = [ORIGIN, `${ORIGIN}/epoch-2`];
    const logs = new Map(named.map((origin) => [origin, [verifier(origin)]]));
    const { size, root } = signedHead(largest.note).checkpoint;
    const witness = new Map([[ORIGIN, { size, root }]]);
    expect(decideAddCheckpoint(witness, logs, formatAddCheckpoint({ old: 0n, proof: [], checkpoint: note }))).toMatchObject({
      status: 200,
      state: new Map([
        [ORIGIN, { size, root }],
        [named[1], { size: 7n, root: node.tree.tree.root(7n) }],
      ]),
    });
    // What stands of the old name is what the witness' head continues; the node's own file still holds that head.
    expect(await sizes(node)).toEqual(['@4', '/epoch-2@7']);
    expect(node.files.largest(ORIGIN)?.note).toBe(largest.note);
  });

  it('of a ledger that was served on after it was put back begins where it was put back to', async () => {
    const node = await restored('served');
    await node.add(9, 'meanwhile');
    await node.seal();
    expect(node.refused).toEqual(['sealing.forked']);
    await expect(epochOf(node)).rejects.toMatchObject({ code: 'backup.otherHistory', params: { size: '10' } });
    const [epoch] = await epochOf(node, { restoredTo: 6n });
    expect(epoch).toMatchObject({ epoch: 2, restoredTo: '6', largestKnown: '10' });
    await node.seal();
    expect(await sizes(node)).toEqual(['@4', '/epoch-2@16']);
    await expect(epochOf(node, { restoredTo: 99n })).rejects.toMatchObject({ code: 'backup.sizeDiffers' });
  });

  it('is not opened where nothing is gone', async () => {
    const node = await restored('whole', []);
    await expect(epochOf(node)).rejects.toMatchObject({ code: 'backup.nothingLost', params: { size: '6', largest: '4' } });
    expect((await ledgerFacts(node.test.store)).epochs).toEqual([{ origin: ORIGIN }]);
  });

  it('takes the next name where a lost epoch had the same one', async () => {
    const first = await restored('first');
    await epochOf(first);
    await first.add(20, 'lost');
    await first.seal();
    const second = await restored('second', await headsIn(signedFolder(first.folder)));
    expect((await epochOf(second)).map(({ origin, largestKnown }) => [origin, largestKnown])).toEqual([
      [`${ORIGIN}/epoch-2`, '10'],
      [`${ORIGIN}/epoch-3`, '27'],
    ]);
    await second.seal();
    expect([second.refused, await sizes(second)]).toEqual([[], ['@4', '/epoch-3@8']]);
  });

  it('is part of every later back-up: old heads are held against what was kept, and not beyond', async () => {
    const node = await restored('backed-up');
    await epochOf(node);
    await node.add(6, 'd');
    await node.seal();
    const made = await makeBackup({
      from: parseAddress(`sqlite:${room.at('backed-up')}`),
      to: room.at('shelf-2'),
      dataDir: node.folder,
      evidenceDir: room.at('none'),
      now,
    });
    expect(made.manifest).toMatchObject({
      origin: `${ORIGIN}/epoch-2`,
      size: '13',
      checkpoint: { size: '13', origin: `${ORIGIN}/epoch-2` },
    });
    expect(await verifyBackup(made.folder, { held: [await heldHead(largest.path)] })).toMatchObject({ confirmed: 13n, beyond: [] });
    expect(readFileSync(largest.path, 'utf8')).toBe(largest.note);
  });
});

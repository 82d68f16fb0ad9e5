import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { openEventStoreDb } from '#libs/event-store/eventstoredb';
import { openSqliteEventStore } from '#libs/event-store/sqlite';
import { startLoopback } from '#libs/event-store/testing';
import { EvidenceFolder } from '#libs/evidence';
import { type LedgerAddress, parseAddress } from '../address.js';
import { heldHead } from '../backup/held-heads.js';
import { makeBackup } from '../backup/make-backup.js';
import { contentOf, House, keysFileOf, ticking, workshop } from '../house.testing.js';
import { keysAtHand } from './keys-at-hand.js';
import { restoreBackup, type Restored } from './restore-backup.js';

describe('A restore', () => {
  const room = workshop();
  const now = ticking();
  let house: House;
  let backup: string;
  let document: string;
  const sqlite = (name: string): LedgerAddress => parseAddress(`sqlite:${room.at(name)}`);
  const restore = (name: string, to = sqlite(name), held: readonly string[] = []): Promise<Restored> =>
    Promise.all(held.map(heldHead)).then((heads) =>
      restoreBackup({ backup, to, dataDir: room.at(name), evidenceDir: room.at(name, 'evidence'), held: heads }),
    );
  const opened = async (name: string): Promise<Awaited<ReturnType<typeof contentOf>>> => {
    const store = await openSqliteEventStore({ path: room.at(name, 'ledger.db') });
    return contentOf(store).finally(() => store.close());
  };

  beforeAll(async () => {
    house = await House.open(room.at('data'));
    await house.leaveNotes(6);
    document = await house.deliver('批文');
    await house.signHead();
    await house.leaveNotes(2);
    const from = sqlite('data');
    ({ folder: backup } = await makeBackup({ from, to: room.at('shelf'), dataDir: house.dataDir, evidenceDir: house.evidenceDir, now }));
  });
  afterAll(async () => {
    await house.close();
    room.clear();
  });

  it('into a new folder gives the same log, heads, evidence and signed heads; a server goes on with it', async () => {
    const { manifest, evidence, beyond } = await restore('new/house');
    expect({ size: manifest.size, evidence, beyond }).toEqual({ size: '10', evidence: { written: 2, kept: 0 }, beyond: [] });
    expect(await opened('new/house')).toEqual(await contentOf(house.store));
    const names = readdirSync(room.at('new/house')).filter((name) => !/-(wal|shm)$/.test(name));
    expect(names.sort()).toEqual(['evidence', 'ledger.db', 'lock.db', 'proof']);
    expect((await (await EvidenceFolder.open(room.at('new/house', 'evidence'))).open(document)).toString()).toBe('批文');
    mkdirSync(room.at('new/house', 'keys'));
    writeFileSync(keysFileOf(room.at('new/house')), readFileSync(keysFileOf(house.dataDir)), { mode: 0o600 });
    const again = await House.open(room.at('new/house'));
    await again.leaveNotes(1, '恢复后');
    await again.signHead();
    expect((await contentOf(again.store)).log).toHaveLength(11);
    await again.close();
  });

  it('into an empty database and back gives the same; run again after it was cut off, it goes on', async () => {
    const server = await startLoopback();
    const to = parseAddress(server.url);
    const cutOff = new AbortController();
    const request = { backup, to, dataDir: room.at('node'), evidenceDir: room.at('node', 'evidence'), held: [] };
    await expect(
      restoreBackup({
        ...request,
        signal: cutOff.signal,
        progress: (phase) => void (phase === 'copying' && cutOff.abort(new Error('cut off'))),
      }),
    ).rejects.toThrow('cut off');
    await restoreBackup(request);
    const { folder } = await makeBackup({
      from: to,
      to: room.at('from-server'),
      dataDir: room.at('node'),
      evidenceDir: room.at('node', 'evidence'),
      now,
    });
    await restoreBackup({
      ...request,
      backup: folder,
      to: sqlite('back'),
      dataDir: room.at('back'),
      evidenceDir: room.at('back', 'evidence'),
    });
    expect(await opened('back')).toEqual(await contentOf(house.store));
    const store = openEventStoreDb({ address: server.url });
    await store.append('desk-9', 'noStream', [
      { id: '7c1c5e0e-6f0e-4c1b-9a55-3b7a6d1e2f41', type: 'NoteLeft', data: '{}', metadata: '{}' },
    ]);
    await store.close();
    await expect(restoreBackup(request)).rejects.toMatchObject({ name: 'TargetDiffersError' });
    await server.stop();
  });

  it('never happens over something: a ledger, its derived files, a served folder', async () => {
    await restore('full');
    await expect(restore('full')).rejects.toMatchObject({ code: 'backup.targetNotEmpty', params: { found: 'ledger.db' } });
    mkdirSync(room.at('derived', 'reads'), { recursive: true });
    await expect(restore('derived')).rejects.toMatchObject({ code: 'backup.targetNotEmpty', params: { found: 'reads' } });
    mkdirSync(room.at('tree', 'proof'), { recursive: true });
    writeFileSync(room.at('tree', 'proof', 'tree.db'), '');
    await expect(restore('tree')).rejects.toMatchObject({ code: 'backup.targetNotEmpty', params: { found: 'proof/tree.db' } });
    expect(existsSync(room.at('tree', 'ledger.db'))).toBe(false);
  });

  it('leaves evidence that is there, and heals what has lost its content', async () => {
    await restore('shared');
    const evidence = room.at('shared', 'evidence');
    const content = path.join(evidence, document.slice(0, 2), document, 'content');
    writeFileSync(content, 'rotten');
    const { evidence: placed } = await restoreBackup({
      backup,
      to: sqlite('beside'),
      dataDir: room.at('beside'),
      evidenceDir: evidence,
      held: [],
    });
    expect(placed).toEqual({ written: 1, kept: 1 });
    expect(readFileSync(content, 'utf8')).toBe('批文');
  });

  it('refuses a head of another history, or of another log, before anything is written', async () => {
    const other = await House.open(room.at('other'));
    await other.leaveNotes(8, '别的');
    writeFileSync(room.at('other.checkpoint'), await other.signHead());
    await other.close();
    await expect(restore('refused', sqlite('refused'), [room.at('other.checkpoint')])).rejects.toMatchObject({
      code: 'backup.otherHistory',
      params: { size: '9', path: room.at('other.checkpoint') },
    });
    writeFileSync(
      room.at('foreign.checkpoint'),
      readFileSync(room.at('other.checkpoint'), 'utf8').replaceAll('example/house', 'example/palace'),
    );
    await expect(restore('refused', sqlite('refused'), [room.at('foreign.checkpoint')])).rejects.toMatchObject({ code: 'backup.otherLog' });
    writeFileSync(room.at('note.checkpoint'), 'no checkpoint');
    await expect(restore('refused', sqlite('refused'), [room.at('note.checkpoint')])).rejects.toMatchObject({
      code: 'backup.headUnreadable',
    });
    expect(existsSync(room.at('refused'))).toBe(false);
  });

  it('tells that more was signed, by whoever holds it, and keeps that where the signer looks', async () => {
    await house.leaveNotes(3);
    writeFileSync(room.at('later.checkpoint'), await house.signHead());
    const { beyond } = await restore('behind', sqlite('behind'), [room.at('later.checkpoint')]);
    expect(beyond.map(({ size }) => size)).toEqual([13n]);
    const [kept] = readdirSync(room.at('behind', 'proof', 'signed'));
    expect(readFileSync(room.at('behind', 'proof', 'signed', kept as string), 'utf8')).toBe(
      readFileSync(room.at('later.checkpoint'), 'utf8'),
    );
  });

  it('knows the ledger’s keys from others', async () => {
    const { facts } = await restore('with-keys');
    expect(keysAtHand(keysFileOf(house.dataDir), facts)).toBeDefined();
    expect(keysAtHand(room.at('none.json'), facts)).toBeUndefined();
    const key = '0'.repeat(64);
    writeFileSync(room.at('others.json'), JSON.stringify({ format: 1, inputKey: key, saltKey: key }), { mode: 0o600 });
    expect(() => keysAtHand(room.at('others.json'), facts)).toThrow(expect.objectContaining({ code: 'keys.other' }));
  });
});

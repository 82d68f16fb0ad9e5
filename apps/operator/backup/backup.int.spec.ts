import { existsSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { openSqliteEventStore } from '#libs/event-store/sqlite';
import { parseAddress } from '../address.js';
import { contentOf, House, ticking, workshop } from '../house.testing.js';
import { makeBackup, type MadeBackup } from './make-backup.js';
import { usingFinished, verifyBackup } from './verify-backup.js';

describe('A back-up', () => {
  const room = workshop();
  const now = ticking();
  let house: House;
  const from = () => parseAddress(`sqlite:${house.dataDir}`);
  const backup = (to: string, more: { evidenceDir?: string } = {}): Promise<MadeBackup> =>
    makeBackup({ from: from(), to: room.at(to), dataDir: house.dataDir, evidenceDir: house.evidenceDir, now, ...more });

  beforeAll(async () => {
    house = await House.open(room.at('data'));
    await house.leaveNotes(5);
    await house.deliver('批文');
    await house.signHead();
    await house.leaveNotes(3);
  });
  afterAll(async () => {
    await house.close();
    room.clear();
  });

  it('made while the ledger is served holds log, heads and evidence, and verifies', async () => {
    const { folder, manifest } = await backup('shelf');
    expect(path.relative(room.at('shelf'), folder)).toBe('20260102T030406Z');
    expect(manifest).toMatchObject({ size: '10', checkpoint: { size: '7' }, lacking: [], sample: false, jurisdiction: '测试市' });
    expect(await usingFinished(folder, contentOf)).toEqual(await contentOf(house.store));
    const verified = await verifyBackup(folder);
    expect(verified).toMatchObject({ confirmed: 7n, beyond: [] });
    expect(verified.manifest).toEqual(manifest);
    expect(readFileSync(path.join(folder, 'checkpoint'), 'utf8')).toContain('parkledger.example/house\n7\n');
    expect(readdirSync(folder).sort()).toEqual(['checkpoint', 'evidence', 'ledger.db', 'manifest.json', 'signed']);
  });

  it('is a store file that a server can open, and stays as it is when it is looked at', async () => {
    const { folder } = await backup('opened');
    const before = readFileSync(path.join(folder, 'ledger.db'));
    await verifyBackup(folder);
    expect(readFileSync(path.join(folder, 'ledger.db')).equals(before)).toBe(true);
    expect(readdirSync(folder)).not.toContain('ledger.db-wal');
    const store = await openSqliteEventStore({ path: path.join(folder, 'ledger.db') });
    expect(await contentOf(store)).toEqual(await contentOf(house.store));
    await store.close();
  });

  it('holds what stood there when the copying began, whatever is written meanwhile', async () => {
    const other = await House.open(room.at('busy'));
    await other.leaveNotes(40);
    let done = false;
    const writing = (async () => {
      while (!done) {
        await other.leaveNotes(10);
        await other.signHead();
      }
    })();
    const { manifest, folder } = await makeBackup({
      from: parseAddress(`sqlite:${other.dataDir}`),
      to: room.at('of-busy'),
      dataDir: other.dataDir,
      evidenceDir: other.evidenceDir,
      now,
      progress: () => undefined,
    });
    done = true;
    await writing;
    const size = Number(manifest.size);
    const [copied, all] = [await usingFinished(folder, contentOf), await contentOf(other.store)];
    expect(all.log.length).toBeGreaterThan(size);
    expect(copied.log).toEqual(all.log.slice(0, size));
    expect(copied.heads).toEqual(all.heads.slice(0, copied.heads.length));
    expect(await verifyBackup(folder)).toMatchObject({ beyond: [] });
    await other.close();
  });

  it('the second one on a shelf is whole by itself, and its old evidence takes no more of the disk', async () => {
    const first = await backup('twice');
    const added = await house.deliver('第二份');
    const second = await backup('twice');
    expect([first.linked, second.linked]).toEqual([0, 2]);
    const files = (folder: string): string[] =>
      readdirSync(path.join(folder, 'evidence'), { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('content'));
    expect([files(first.folder).length, files(second.folder).length]).toEqual([1, 2]);
    const [shared] = files(first.folder) as [string];
    expect(statSync(path.join(first.folder, 'evidence', shared)).ino).toBe(statSync(path.join(second.folder, 'evidence', shared)).ino);
    rmSync(first.folder, { recursive: true });
    expect((await verifyBackup(second.folder)).manifest.files.map(({ path: name }) => name)).toContain(
      `evidence/${added.slice(0, 2)}/${added}/content`,
    );
  });

  it('a damaged neighbour spreads nothing: the file is copied anew', async () => {
    const first = await backup('rot');
    const [content] = readdirSync(path.join(first.folder, 'evidence'), { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('content'),
    );
    writeFileSync(path.join(first.folder, 'evidence', content as string), 'rotten');
    const second = await backup('rot');
    await verifyBackup(second.folder);
    await expect(verifyBackup(first.folder)).rejects.toMatchObject({ code: 'backup.fileChanged' });
  });

  it('is made although the source lacks evidence, and says what, now and whenever it is looked at', async () => {
    const { manifest, folder } = await backup('lacking', { evidenceDir: room.at('nothing') });
    expect(manifest.lacking).toHaveLength(2);
    expect(manifest.lacking[0]).toMatchObject({ reason: 'missing' });
    expect((await verifyBackup(folder)).manifest.lacking).toEqual(manifest.lacking);
  });

  it('of another ledger has no place on a shelf', async () => {
    const other = await House.open(room.at('other'));
    await other.leaveNotes(1);
    await makeBackup({
      from: parseAddress(`sqlite:${other.dataDir}`),
      to: room.at('theirs'),
      dataDir: other.dataDir,
      evidenceDir: other.evidenceDir,
      now,
    });
    const [name] = readdirSync(room.at('theirs')).filter((one) => one.endsWith('Z'));
    const manifest = path.join(room.at('theirs'), name as string, 'manifest.json');
    writeFileSync(manifest, readFileSync(manifest, 'utf8').replace(/"ledgerId": "[^"]+"/, '"ledgerId": "another"'));
    await expect(backup('theirs')).rejects.toMatchObject({ code: 'backup.otherLedger' });
    await other.close();
  });

  it('needs a ledger, and makes no folder where there is none', async () => {
    const nowhere = parseAddress(`sqlite:${room.at('nowhere')}`);
    const request = { from: nowhere, to: room.at('of-nothing'), dataDir: room.at('nowhere'), evidenceDir: room.at('nowhere'), now };
    await expect(makeBackup(request)).rejects.toMatchObject({ name: 'NoLedgerError' });
    expect([existsSync(room.at('nowhere')), existsSync(room.at('of-nothing'))]).toEqual([false, false]);
  });
});

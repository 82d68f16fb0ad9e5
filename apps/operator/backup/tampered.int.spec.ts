import { appendFileSync, cpSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { sha256 } from '#libs/kernel';
import { openDatabase } from '#libs/sqlite';
import { parseAddress } from '../address.js';
import { House, ticking, workshop } from '../house.testing.js';
import { restoreBackup } from '../restore/restore-backup.js';
import { heldHead } from './held-heads.js';
import { makeBackup } from './make-backup.js';
import type { Manifest } from './manifest.js';
import { verifyBackup } from './verify-backup.js';

/** The log: LedgerOpened, six notes, a document, a head at 8, two notes more. */
const SIGNED = 8;

describe('A back-up that somebody touched', () => {
  const room = workshop();
  let sound: string;
  let document: string;
  let copies = 0;

  beforeAll(async () => {
    const house = await House.open(room.at('data'));
    await house.leaveNotes(3);
    await house.signHead();
    await house.leaveNotes(3);
    document = await house.deliver('批文');
    await house.signHead();
    await house.leaveNotes(2);
    const from = parseAddress(`sqlite:${house.dataDir}`);
    const request = { from, to: room.at('shelf'), dataDir: house.dataDir, evidenceDir: house.evidenceDir, now: ticking() };
    ({ folder: sound } = await makeBackup(request));
    await house.leaveNotes(1);
    writeFileSync(room.at('later.checkpoint'), await house.signHead());
    await house.close();
  });
  afterAll(() => room.clear());

  const copy = (): string => {
    const folder = room.at('copies', `${++copies}`);
    cpSync(sound, folder, { recursive: true });
    return folder;
  };
  const manifestOf = (folder: string): Manifest => JSON.parse(readFileSync(path.join(folder, 'manifest.json'), 'utf8')) as Manifest;
  /** Writes a manifest that fits the files as they now are: whoever changes a file can do that too. */
  const fit = (folder: string, more: Partial<Manifest> = {}): void => {
    const manifest = manifestOf(folder);
    const files = manifest.files.map(({ path: name }) => {
      const content = readFileSync(path.join(folder, name));
      return { path: name, bytes: content.length, sha256: sha256(content) };
    });
    writeFileSync(path.join(folder, 'manifest.json'), JSON.stringify({ ...manifest, files, ...more }));
  };
  /** Changes the log as whoever has the file can: triggers are no lock. */
  const edit = (folder: string, sql: string): void => {
    const database = openDatabase(path.join(folder, 'ledger.db'), { synchronous: 'NORMAL' });
    database.exec(`DROP TRIGGER events_never_change; DROP TRIGGER events_never_go; ${sql}`);
    database.close();
    for (const beside of ['-wal', '-shm']) rmSync(path.join(folder, `ledger.db${beside}`), { force: true });
  };
  const changed = (index: number): string => `UPDATE events SET data = replace(data, '条', '款') WHERE position = ${index + 1}`;

  it('is sound as long as nobody did', async () => {
    expect(await verifyBackup(copy())).toMatchObject({ confirmed: BigInt(SIGNED) });
  });

  it.each<[what: string, touch: (folder: string) => void, found: object]>([
    [
      'a byte more',
      (folder) => appendFileSync(path.join(folder, 'checkpoint'), '\n'),
      { code: 'backup.fileChanged', params: { path: 'checkpoint' } },
    ],
    ['a file gone', (folder) => rmSync(path.join(folder, 'checkpoint')), { code: 'backup.fileMissing', params: { path: 'checkpoint' } }],
    [
      'a file too many',
      (folder) => writeFileSync(path.join(folder, 'ledger.db-wal'), 'x'),
      { code: 'backup.fileSurplus', params: { path: 'ledger.db-wal' } },
    ],
    ['an event edited', (folder) => edit(folder, changed(2)), { code: 'backup.fileChanged', params: { path: 'ledger.db' } }],
    [
      'an event edited and the manifest fitted to it',
      (folder) => (edit(folder, changed(5)), fit(folder)),
      { code: 'backup.headDiffers', params: { size: '8', sound: '4', first: '4', last: '7' } },
    ],
    [
      'an event edited behind the last signed head',
      (folder) => (edit(folder, changed(9)), fit(folder)),
      { code: 'backup.rootDiffers', params: { size: '10', sound: '8' } },
    ],
    [
      'an event removed',
      (folder) => (edit(folder, 'DELETE FROM events WHERE position = 6'), fit(folder)),
      { code: 'backup.streamGap', params: { index: '6', stream: 'desk-0', revision: 3, expected: 2 } },
    ],
    [
      'two events exchanged',
      (folder) => (
        edit(
          folder,
          'UPDATE events SET position = 99 WHERE position = 2; UPDATE events SET position = 2 WHERE position = 3; UPDATE events SET position = 3 WHERE position = 99',
        ),
        fit(folder)
      ),
      { code: 'backup.headDiffers', params: { size: '4', sound: '0' } },
    ],
    [
      'the tail cut, within what was signed',
      (folder) => (edit(folder, 'DELETE FROM events WHERE position IN (8, 9, 10)'), fit(folder)),
      { code: 'backup.headBeyond', params: { size: '8', actual: '7' } },
    ],
    [
      'the tail cut, behind what was signed',
      (folder) => (edit(folder, 'DELETE FROM events WHERE position = 10'), fit(folder)),
      { code: 'backup.sizeDiffers', params: { wanted: '10', actual: '9' } },
    ],
    [
      'a salt gone',
      (folder) => (edit(folder, `UPDATE events SET metadata = '{}' WHERE position = 6`), fit(folder)),
      { code: 'backup.leafUnreadable', params: { index: '5' } },
    ],
    [
      'a head that is none',
      (folder) => (edit(folder, `UPDATE events SET data = '{}' WHERE stream = 'checkpoint' AND revision = 0`), fit(folder)),
      { code: 'sealing.headMalformed' },
    ],
    [
      'a manifest that leads out of the folder',
      (folder) => fit(folder, { files: [{ path: '../data/ledger.db', bytes: 0, sha256: '0'.repeat(64) }] }),
      { code: 'backup.manifestMalformed' },
    ],
    ['no manifest', (folder) => rmSync(path.join(folder, 'manifest.json')), { code: 'backup.notABackup' }],
  ])('%s: is refused, with the place, and nothing of it restored', async (_what, touch, found) => {
    const folder = copy();
    touch(folder);
    await expect(verifyBackup(folder)).rejects.toMatchObject(found);
    const to = parseAddress(`sqlite:${room.at('target')}`);
    const request = { backup: folder, to, dataDir: room.at('target'), evidenceDir: room.at('target', 'evidence'), held: [] };
    await expect(restoreBackup(request)).rejects.toMatchObject(found);
    expect(existsSync(room.at('target'))).toBe(false);
  });

  it('evidence that the log refers to is missed although the manifest knows nothing of it', async () => {
    const folder = copy();
    const files = manifestOf(folder).files.filter(({ path: name }) => !name.startsWith('evidence/'));
    rmSync(path.join(folder, 'evidence'), { recursive: true });
    writeFileSync(path.join(folder, 'manifest.json'), JSON.stringify({ ...manifestOf(folder), files }));
    await expect(verifyBackup(folder)).rejects.toMatchObject({ code: 'backup.evidenceMissing', params: { hash: document } });
  });

  it('an unfinished one is none, and a folder of several is told from each of them', async () => {
    const folder = copy();
    renameSync(folder, `${folder}.part`);
    await expect(verifyBackup(`${folder}.part`)).rejects.toMatchObject({ code: 'backup.unfinished' });
    await expect(verifyBackup(room.at('shelf'))).rejects.toMatchObject({
      code: 'backup.notABackup',
      params: { backups: path.basename(sound) },
    });
  });

  it('a head that is held elsewhere shows what the back-up itself can’t: the whole of it made anew', async () => {
    const other = await House.open(room.at('made-up'));
    await other.leaveNotes(12, '另编');
    await other.signHead();
    const from = parseAddress(`sqlite:${other.dataDir}`);
    const request = { from, to: room.at('made-up-shelf'), dataDir: other.dataDir, evidenceDir: other.evidenceDir, now: ticking() };
    const { folder } = await makeBackup(request);
    await other.close();
    expect(await verifyBackup(folder)).toMatchObject({ confirmed: 13n });
    const held = [await heldHead(room.at('later.checkpoint'))];
    await expect(verifyBackup(folder, { held })).rejects.toMatchObject({ code: 'backup.otherHistory', params: { size: '11' } });
    expect(await verifyBackup(sound, { held })).toMatchObject({ beyond: [{ size: 11n }] });
  });
});

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Archive } from './archive.js';
import { handMadeZip, type HandMadeEntry } from './hand-made-zip.testing.js';
import { zipLimits, type ZipLimits } from './limits.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'parkledger-zip-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const text = (content: string): Buffer => Buffer.from(content);
const good: HandMadeEntry[] = [
  { name: 'manifest.json', bytes: text('{}') },
  { name: 'log/', bytes: text(''), method: 0 },
  { name: 'log/checkpoint', bytes: text('sample\n'), method: 0 },
];
const refused = (code: string, params: object = {}) => ({ code, params: expect.objectContaining(params) });

function file(bytes: Uint8Array): string {
  const name = path.join(folder, 'bundle.zip');
  writeFileSync(name, bytes);
  return name;
}

async function opening(bytes: Uint8Array, limits: Partial<ZipLimits> = {}): Promise<unknown> {
  try {
    const archive = await Archive.open(file(bytes), { ...zipLimits, ...limits });
    for (const entry of archive.entries) await archive.read(entry.path);
    archive.close();
    return archive.entries.map((entry) => entry.path);
  } catch (error) {
    return error;
  }
}

describe('A zip file that is given as a bundle', () => {
  it('is read entry by entry, packed or stored, folders left out', async () => {
    expect(await opening(handMadeZip(good))).toEqual(['manifest.json', 'log/checkpoint']);
    const archive = await Archive.open(file(handMadeZip(good)));
    expect(String(await archive.read('log/checkpoint'))).toBe('sample\n');
    await expect(archive.read('log/other')).rejects.toMatchObject(refused('auditor.fileMissing', { path: 'log/other' }));
    archive.close();
  });

  it('is refused where it is no zip, was cut off, or is not there', async () => {
    expect(await opening(text('a letter, not a zip'))).toMatchObject(refused('auditor.notZip'));
    expect(await opening(text(''))).toMatchObject(refused('auditor.notZip'));
    const whole = handMadeZip(good);
    expect(await opening(whole.subarray(0, -30))).toMatchObject(refused('auditor.zipTruncated'));
    await expect(Archive.open(path.join(folder, 'nowhere.zip'))).rejects.toMatchObject(refused('auditor.cantRead', { reason: 'ENOENT' }));
    await expect(Archive.open(folder)).rejects.toMatchObject(refused('auditor.cantRead', { reason: 'EISDIR' }));
  });

  it.each([
    '../outside',
    'log/../../outside',
    '/etc/passwd',
    'C:/windows',
    'log\\checkpoint',
    'log//checkpoint',
    '.hidden',
    'log/.hidden',
    'tab\there',
    '\u00e9',
    '',
    'log/',
  ])('with the name %j is refused whole', async (name) => {
    expect(await opening(handMadeZip([...good, { name, bytes: text('x') }]))).toMatchObject(refused('auditor.zipName'));
  });

  it('is refused where it is encrypted, packed in another way, or has a name twice', async () => {
    const and = (entry: Partial<HandMadeEntry>) => handMadeZip([...good, { name: 'events/0', bytes: text('x'), ...entry }]);
    expect(await opening(and({}))).toHaveLength(3);
    expect(await opening(and({ flags: 1 }))).toMatchObject(refused('auditor.zipEncrypted', { path: 'events/0' }));
    expect(await opening(and({ method: 14 }))).toMatchObject(refused('auditor.zipMethod', { method: 14 }));
    expect(await opening(and({ name: 'log/checkpoint' }))).toMatchObject(refused('auditor.zipNameTwice', { path: 'log/checkpoint' }));
  });

  it('is refused before anything is unpacked where it would fill the machine', async () => {
    const bomb = { name: 'bomb', bytes: Buffer.alloc(4_000_000) };
    expect(await opening(handMadeZip([bomb]), { freeBytes: 1000 })).toMatchObject(refused('auditor.zipTooLarge', { bytes: 4_000_000 }));
    expect(await opening(handMadeZip([bomb]), { entryBytes: 3_999_999 })).toMatchObject(refused('auditor.zipTooLarge'));
    expect(await opening(handMadeZip(good), { totalBytes: 8 })).toMatchObject(refused('auditor.zipTooLarge', { path: 'log/checkpoint' }));
    expect(await opening(handMadeZip(good), { entries: 2 })).toMatchObject(refused('auditor.zipTooMany', { entries: 3 }));
    expect(await opening(handMadeZip([bomb]), { wholeBytes: 1000 })).toMatchObject(refused('auditor.fileTooLarge'));
  });

  it('is refused where entries share bytes, as in a file that unpacks for ever', async () => {
    const twice = [good[0], { name: 'second', bytes: text('{}'), saysOffset: 0 }] as HandMadeEntry[];
    expect(await opening(handMadeZip(twice))).toMatchObject(refused('auditor.zipOverlaps', { path: 'second' }));
  });

  it('is refused where an entry is longer or shorter than it says, or does not unpack', async () => {
    for (const saysBytes of [1, 3]) {
      const lies = [{ name: 'manifest.json', bytes: text('{}'), saysBytes }];
      expect(await opening(handMadeZip(lies))).toMatchObject(refused('auditor.zipDamaged', { path: 'manifest.json' }));
    }
    const broken = handMadeZip([{ name: 'a', bytes: Buffer.alloc(1000, 'ab') }]);
    broken.fill(0xff, 31, 36);
    expect(await opening(broken)).toMatchObject(refused('auditor.zipDamaged', { path: 'a' }));
  });
});

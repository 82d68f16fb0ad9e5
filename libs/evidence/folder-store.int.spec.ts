import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sha256 } from '#libs/kernel';
import { type Delivery, EvidenceFolder, mayRead, placeFault } from '#libs/evidence';

const csv = Buffer.from('代码,金额\n91341502MA2TX00250,12.5\n91350100M000100Y43,3\n');
const hash = sha256(csv);
const tax: Delivery = { name: '税收.csv', mediaType: 'text/csv', account: 'tax-1', department: 'tax' };

describe('files of evidence, kept by their content', () => {
  let folder: string;
  let store: EvidenceFolder;
  const contentFile = (): string => join(folder, hash.slice(0, 2), hash, 'content');

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'evidence-'));
    store = await EvidenceFolder.open(folder, { maxBytes: 10_000 });
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('gives a file back under the SHA-256 of its content, after a restart too', async () => {
    expect(await store.put(csv, tax)).toMatchObject({ hash, size: csv.length, new: true });
    expect(await store.open(hash)).toEqual(csv);
    const reopened = await EvidenceFolder.open(folder);
    expect(await reopened.has(hash)).toBe(true);
    expect(await reopened.open(hash)).toEqual(csv);
  });

  it('takes a stream of pieces as the same file', async () => {
    async function* pieces(): AsyncGenerator<Uint8Array> {
      for (let at = 0; at < csv.length; at += 7) yield csv.subarray(at, at + 7);
    }
    expect((await store.put(pieces(), tax)).hash).toBe(hash);
    expect(await readFile(contentFile())).toEqual(csv);
  });

  it('keeps the same content once, however often, however concurrently and under whatever names it comes', async () => {
    const results = await Promise.all(Array.from({ length: 20 }, (_, i) => store.put(csv, { ...tax, name: `税收-${i % 4}.csv` })));
    expect(new Set(results.map((result) => result.hash))).toEqual(new Set([hash]));
    expect((await store.put(csv, tax)).new).toBe(false);
    const { deliveries, sheets } = await store.describe(hash);
    expect(deliveries).toHaveLength(5);
    expect(sheets.map((sheet) => sheet.name).sort()).toEqual(['税收-0.csv', '税收-1.csv', '税收-2.csv', '税收-3.csv', '税收.csv'].sort());
    expect(await readdir(join(folder, 'incoming'))).toEqual([]);
  });

  it('describes sheet, header and rows, and shows one row', async () => {
    await store.put(csv, tax);
    expect((await store.describe(hash)).sheets).toEqual([{ name: '税收.csv', header: ['代码', '金额'], rows: 3 }]);
    expect(await store.row(hash, '税收.csv', 2)).toEqual({
      hash,
      sheet: '税收.csv',
      row: 2,
      header: ['代码', '金额'],
      cells: ['91341502MA2TX00250', '12.5'],
    });
  });

  it.each([
    ['a file that nobody delivered', 'f'.repeat(64), '税收.csv', 2, 'evidence.unknown'],
    ['another sheet', hash, '营收.csv', 2, 'evidence.noSuchSheet'],
    ['the header', hash, '税收.csv', 1, 'evidence.noSuchRow'],
    ['a row behind the last', hash, '税收.csv', 4, 'evidence.noSuchRow'],
    ['a hash that is none', '../../etc', '税收.csv', 2, 'evidence.badHash'],
  ])('refuses %s', async (_what, askedHash, sheet, row, code) => {
    await store.put(csv, tax);
    await expect(store.row(askedHash, sheet, row)).rejects.toMatchObject({ code });
  });

  it('refuses to read a file whose content was changed, and is healed by a new delivery', async () => {
    await store.put(csv, tax);
    await writeFile(contentFile(), Buffer.from('代码,金额\n91341502MA2TX00250,99\n'));
    await expect(store.open(hash)).rejects.toMatchObject({ code: 'evidence.corrupted' });
    await expect(store.row(hash, '税收.csv', 2)).rejects.toMatchObject({ code: 'evidence.corrupted' });
    await store.put(csv, tax);
    expect(await store.open(hash)).toEqual(csv);
  });

  it.each([
    ['a file over the limit', Buffer.alloc(10_001, 'a'), tax, 'evidence.tooLarge'],
    ['an empty file', Buffer.alloc(0), tax, 'evidence.empty'],
    ['a name with a path in it', csv, { ...tax, name: '../税收.csv' }, 'evidence.badName'],
    ['a name with a line break', csv, { ...tax, name: '税\n收.csv' }, 'evidence.badName'],
  ])('refuses %s and keeps nothing of it', async (_what, content, delivery, code) => {
    await expect(store.put(content, delivery)).rejects.toMatchObject({ code });
    expect(await store.has(sha256(content))).toBe(false);
    expect(await readdir(join(folder, 'incoming'))).toEqual([]);
  });

  it('names a file by SM3 beside SHA-256, whenever it was delivered', async () => {
    const sm3 = '66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0';
    const { hash: abc, ...put } = await store.put(Buffer.from('abc'), tax);
    expect(put.sm3).toBe(sm3);
    expect((await store.describe(abc)).sm3).toBe(sm3);
    const folderOf = join(folder, abc.slice(0, 2), abc);
    const [record] = (await readdir(folderOf)).filter((name) => name.startsWith('delivery-'));
    expect(JSON.parse(await readFile(join(folderOf, record as string), 'utf8'))).toEqual({ ...tax, sm3 });
    expect((await store.describe(abc)).deliveries).toEqual([tax]);
    await writeFile(join(folderOf, record as string), JSON.stringify(tax));
    expect((await (await EvidenceFolder.open(folder)).describe(abc)).sm3).toBe(sm3);
  });

  it('takes what a person delivers as what it is, not as what it is called', async () => {
    const person = { account: 'p-1', department: 'park', park: 'P-01' } as const;
    const { hash: scan } = await store.deliver(Buffer.from('%PDF-1.4\n'), { ...person, name: '批文.pdf' });
    expect((await store.describe(scan)).deliveries).toEqual([{ ...person, name: '批文.pdf', mediaType: 'application/pdf' }]);
    const wrong = Buffer.from('%PDF-1.4\nanother');
    await expect(store.deliver(wrong, { ...person, name: '税收.csv' })).rejects.toMatchObject({ code: 'evidence.wrongType' });
    expect(await store.has(sha256(wrong))).toBe(false);
    expect(await readdir(join(folder, 'incoming'))).toEqual([]);
    await expect(store.deliver(csv, { ...person, name: '税收.txt' })).rejects.toMatchObject({ code: 'evidence.mediaType' });
  });

  it('keeps a scan whole, as a document without rows', async () => {
    const scan = Buffer.from([0xff, 0xd8, 0xff, 0x00]);
    const put = await store.put(scan, { ...tax, name: '纪要.jpg', mediaType: 'image/jpeg' });
    const description = await store.describe(put.hash);
    expect(description.sheets).toEqual([]);
    const known = new Map([[put.hash, description]]);
    expect(placeFault({ hash: put.hash, sheet: '纪要.jpg', row: 2 }, known, 'lines[0].source')).toMatchObject({
      code: 'evidence.noTable',
      where: 'lines[0].source.hash',
    });
  });

  it('describes the files that are there, and says nothing of those that are not', async () => {
    await store.put(csv, tax);
    expect([...(await store.describeAll([hash, hash, 'f'.repeat(64), 'nonsense'])).keys()]).toEqual([hash]);
  });
});

describe('who may read a delivered file', () => {
  const byTax: Delivery[] = [tax];
  const byPark: Delivery[] = [{ ...tax, account: 'p', department: 'park', park: 'P1' }];

  it('shows what a department delivered to itself, the task force and auditors only', () => {
    expect(mayRead({ account: 'a', role: 'department', department: 'tax' }, byTax)).toBe(true);
    expect(mayRead({ account: 'a', role: 'taskForce', department: 'taskForce' }, byTax)).toBe(true);
    expect(mayRead({ account: 'a', role: 'auditor' }, byTax)).toBe(true);
    expect(mayRead({ account: 'a', role: 'department', department: 'science' }, byTax)).toBe(false);
    expect(mayRead({ account: 'a', role: 'county', department: 'county', county: '341502' }, byTax)).toBe(false);
    expect(mayRead({ account: 'a', role: 'park', department: 'park', park: 'P1' }, byTax)).toBe(false);
    expect(mayRead({ account: 'a', role: 'admin' }, byTax)).toBe(false);
  });

  it("shows a park's claims to those who verify them, but to no other park", () => {
    expect(mayRead({ account: 'a', role: 'department', department: 'science' }, byPark)).toBe(true);
    expect(mayRead({ account: 'a', role: 'county', department: 'county', county: '341502' }, byPark)).toBe(true);
    expect(mayRead({ account: 'a', role: 'park', department: 'park', park: 'P1' }, byPark)).toBe(true);
    expect(mayRead({ account: 'a', role: 'park', department: 'park', park: 'P2' }, byPark)).toBe(false);
  });
});

import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { sha256 } from '#libs/kernel';
import { type Delivery, EvidenceFolder, type FileKeys, placeFault } from '#libs/evidence';

const csv = Buffer.from('姓名,金额\n王小明,12.5\n李小红,3\n');
const hash = sha256(csv);
const tax: Delivery = { name: '王小明的税收.csv', mediaType: 'text/csv', account: 'tax-1', department: 'tax' };

/** Keys in memory, that can be lost as well as erased. */
class Keys implements FileKeys {
  readonly known = new Map<string, string>();
  readonly gone = new Set<string>();
  private made = 0;
  find(name: string): string | undefined {
    return this.known.get(name);
  }
  obtain(name: string): string | undefined {
    if (this.gone.has(name)) return undefined;
    if (!this.known.has(name)) this.known.set(name, sha256(`key ${this.made++}`));
    return this.known.get(name);
  }
  isErased(name: string): boolean {
    return this.gone.has(name);
  }
  destroy(name: string): void {
    this.gone.add(name);
    this.known.delete(name);
  }
}

describe('files of evidence, each encrypted by its own key', () => {
  let folder: string;
  let keys: Keys;
  let store: EvidenceFolder;
  const own = (name = ''): string => join(folder, hash.slice(0, 2), hash, name);
  const onDisk = async (): Promise<string> => {
    const files = await readdir(folder, { recursive: true, withFileTypes: true });
    const texts = files.filter((file) => file.isFile()).map((file) => readFile(join(file.parentPath, file.name), 'latin1'));
    return (await Promise.all(texts)).join('\n');
  };
  const latin1 = (text: string): string => Buffer.from(text).toString('latin1');

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'evidence-'));
    keys = new Keys();
    store = await EvidenceFolder.open(folder, { keys });
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('are found under the SHA-256 of their plain content, while nothing of content or file name lies in clear', async () => {
    expect(await store.put(csv, tax)).toMatchObject({ hash, size: csv.length, new: true });
    expect(await store.open(hash)).toEqual(csv);
    expect(await store.describe(hash)).toMatchObject({ deliveries: [tax], sheets: [{ name: tax.name, rows: 3 }] });
    const text = await onDisk();
    for (const name of ['王小明', '李小红', '税收', 'tax-1']) expect(text).not.toContain(latin1(name));
  });

  it('do not lie in clear while they are being received', async () => {
    let meanwhile = '';
    async function* slowly(): AsyncGenerator<Uint8Array> {
      yield csv;
      meanwhile = await onDisk();
    }
    await store.put(slowly(), tax);
    expect(meanwhile.length).toBeGreaterThan(csv.length);
    expect(meanwhile).not.toContain(latin1('王小明'));
  });

  it('are kept once, however often and by how many nodes they come', async () => {
    const other = await EvidenceFolder.open(folder, { keys });
    await Promise.all(Array.from({ length: 12 }, (_, i) => (i % 2 ? other : store).put(csv, { ...tax, name: `税收-${i % 3}.csv` })));
    expect((await readdir(own())).filter((name) => name === 'sealed')).toHaveLength(1);
    expect((await other.describe(hash)).deliveries.map(({ name }) => name)).toEqual(['税收-0.csv', '税收-1.csv', '税收-2.csv']);
    expect(await readdir(join(folder, 'incoming'))).toEqual([]);
  });

  it.each([0, 9, 30, 50, 70, 100])('refuse to be read where byte %i was changed, and are healed by a new delivery', async (at) => {
    await store.put(csv, tax);
    const bytes = await readFile(own('sealed'));
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    await writeFile(own('sealed'), bytes);
    await expect(store.open(hash)).rejects.toMatchObject({ code: 'evidence.corrupted' });
    await store.put(csv, tax);
    expect(await store.open(hash)).toEqual(csv);
  });

  it('stream out in pieces, none of which is given before the whole was found sound', async () => {
    const scan = Buffer.from(Array.from({ length: 700_000 }, (_, n) => (n * 31 + (n >> 8)) & 0xff));
    const { hash: large, sm3 } = await store.put(scan, { ...tax, name: '批文.pdf', mediaType: 'application/pdf' });
    const out = await store.stream(large);
    expect([out.size, out.sm3]).toEqual([scan.length, sm3]);
    const pieces: Buffer[] = [];
    for await (const piece of out.content) pieces.push(piece as Buffer);
    expect(pieces.length).toBeGreaterThan(2);
    expect(Buffer.concat(pieces).equals(scan)).toBe(true);

    const path = join(folder, large.slice(0, 2), large, 'sealed');
    const bytes = await readFile(path);
    bytes[bytes.length - 100] = (bytes[bytes.length - 100] ?? 0) ^ 1;
    await writeFile(path, bytes);
    await expect(store.stream(large)).rejects.toMatchObject({ code: 'evidence.corrupted' });
  });

  it('don’t stream out once they are erased, not even to who has asked before', async () => {
    await store.put(csv, tax);
    const { content } = await store.stream(hash);
    await store.erase(hash);
    await expect(store.stream(hash)).rejects.toMatchObject({ code: 'evidence.erased' });
    await expect(buffer(content)).rejects.toMatchObject({ code: 'evidence.erased' });
  });

  it('are refused where they stand under another file’s hash', async () => {
    const { hash: other } = await store.put(Buffer.from('名称\n甲\n'), tax);
    await store.put(csv, tax);
    await writeFile(own('sealed'), await readFile(join(folder, other.slice(0, 2), other, 'sealed')));
    await expect(store.open(hash)).rejects.toMatchObject({ code: 'evidence.corrupted' });
  });

  it('can’t be opened where the key is lost, which is no erasure', async () => {
    await store.put(csv, tax);
    keys.known.clear();
    await expect(store.open(hash)).rejects.toMatchObject({ code: 'evidence.keyMissing', kind: 'unavailable' });
    await expect((await EvidenceFolder.open(folder)).open(hash)).rejects.toMatchObject({ code: 'evidence.keyMissing' });
    await store.put(csv, { ...tax, name: '再次.csv' });
    expect(await store.describe(hash)).toMatchObject({ deliveries: [{ name: '再次.csv' }], size: csv.length });
  });

  it('are opened by who may only read, with the keys, and by nobody without', async () => {
    await store.put(csv, tax);
    expect(await EvidenceFolder.reading(folder, { keys }).describe(hash)).toMatchObject({ deliveries: [tax] });
    await expect(EvidenceFolder.reading(folder).open(hash)).rejects.toMatchObject({ code: 'evidence.keyMissing' });
    await expect(EvidenceFolder.reading(folder, { keys }).put(csv, tax)).rejects.toMatchObject({ code: 'evidence.tooLarge' });
  });

  it('from before encryption are read as they are, and encrypted when they come again', async () => {
    await (await EvidenceFolder.open(folder)).put(csv, tax);
    expect(await onDisk()).toContain(latin1('王小明'));
    expect(await store.open(hash)).toEqual(csv);
    expect((await store.put(csv, { ...tax, name: '再次.csv' })).new).toBe(false);
    expect((await store.describe(hash)).deliveries.map(({ name }) => name)).toEqual(['再次.csv', tax.name]);
    expect(await onDisk()).not.toContain(latin1('王小明'));
  });

  describe('once erased', () => {
    it.each(['encrypted', 'from before encryption'])(
      'are gone for good (%s): reads say so, and the same content is not taken again',
      async (how) => {
        await (how === 'encrypted' ? store : await EvidenceFolder.open(folder)).put(csv, tax);
        const copy = await readdir(own());
        await store.erase(hash);
        await store.erase(hash);
        expect(copy.length).toBeGreaterThan(1);
        expect(await onDisk()).toBe('');
        expect([await store.has(hash), store.isErased(hash)]).toEqual([false, true]);
        const erased = { code: 'evidence.erased', kind: 'gone' };
        await expect(store.open(hash)).rejects.toMatchObject(erased);
        await expect(store.row(hash, tax.name, 2)).rejects.toMatchObject(erased);
        await expect(store.put(csv, tax)).rejects.toMatchObject(erased);
        expect(await onDisk()).toBe('');
      },
    );

    it('can’t be read from a copy of the folder either', async () => {
      await store.put(csv, tax);
      const copy = await readFile(own('sealed'));
      await store.erase(hash);
      await mkdir(own(), { recursive: true });
      await writeFile(own('sealed'), copy);
      await expect(store.open(hash)).rejects.toMatchObject({ code: 'evidence.erased' });
      // Not even who ignores the erasure, and makes a new key, opens it.
      keys.gone.clear();
      keys.obtain(hash);
      await expect(store.open(hash)).rejects.toMatchObject({ code: 'evidence.corrupted' });
    });

    it('are no source for a new line', async () => {
      await store.put(csv, tax);
      await store.erase(hash);
      const known = await store.describeAll([hash]);
      expect(placeFault({ hash, sheet: tax.name, row: 2 }, known, 'lines[0].source')).toMatchObject({ code: 'evidence.erased' });
    });

    it('need keys to be erased with', async () => {
      await expect((await EvidenceFolder.open(folder)).erase(hash)).rejects.toMatchObject({ code: 'evidence.keyMissing' });
    });
  });
});

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineErrors } from '#libs/kernel';
import { type Workbook, workbookErrors } from '#libs/spreadsheets';
import { type Delivery, EvidenceFolder, mediaTypes, placeFault, type TableReader, tablesBy } from '#libs/evidence';
import { TableCache } from './tables.js';

const workbook = Buffer.from('a workbook');
const tax: Delivery = { name: '税收.xlsx', mediaType: mediaTypes.xlsx, account: 'tax-1', department: 'tax' };
const badBook = defineErrors({
  'workbook.bad': { kind: 'invalid', zh: '文件「{name}」打不开', remedy: '重新保存' },
  'workbook.busy': { kind: 'unavailable', zh: '读取超时', remedy: '重试' },
});
const read: Workbook = {
  format: 'xlsx',
  hidden: [],
  sheets: [
    { name: '税收', rows: [['代码', '金额'], ['91341502MA2TX00250', { kind: 'number', text: '12.5' }], [], ['91350100M000100Y43', '3']] },
    { name: '说明', rows: [['单位：万元']] },
  ],
};

describe('tables of delivered files', () => {
  let folder: string;
  let asked: string[];
  const open = (tables: TableReader): Promise<EvidenceFolder> => EvidenceFolder.open(folder, { tables });
  const counting = (): TableReader =>
    tablesBy(async (content, name) => {
      asked.push(`${name} ${Buffer.from(content).toString()}`);
      return read;
    });

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'evidence-'));
    asked = [];
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('are the sheets of a workbook, by the names and row numbers that its reader sees', async () => {
    const store = await open(counting());
    const { hash } = await store.put(workbook, tax);
    expect((await store.describe(hash)).sheets).toEqual([
      { name: '税收', header: ['代码', '金额'], rows: 4 },
      { name: '说明', header: ['单位：万元'], rows: 1 },
    ]);
    expect((await store.row(hash, '税收', 2)).cells).toEqual(['91341502MA2TX00250', '12.5']);
    expect((await store.row(hash, '税收', 3)).cells).toEqual(['', '']);
    await expect(store.row(hash, '税收.xlsx', 2)).rejects.toMatchObject({ code: 'evidence.noSuchSheet' });
  });

  it('are read once, however many facts refer to rows of the file, and whoever asks at the same time', async () => {
    const store = await open(counting());
    const { hash } = await store.put(workbook, tax);
    await Promise.all(Array.from({ length: 20 }, () => store.describe(hash)));
    for (const row of [2, 3, 4]) await store.row(hash, '税收', row);
    expect(asked).toEqual(['税收.xlsx a workbook']);
  });

  it('of long texts give way to each other in memory, however few their cells are', async () => {
    const long = { ...read, sheets: [{ name: '表', rows: [Array<string>(500).fill('长'.repeat(30_000))] }] };
    const store = await open(
      tablesBy(async (_content, name) => {
        asked.push(name);
        return long;
      }),
    );
    const names = ['甲.xlsx', '乙.xlsx', '丙.xlsx', '丁.xlsx'];
    const hashes = new Map<string, string>();
    for (const name of names) hashes.set(name, (await store.put(Buffer.from(name), { ...tax, name })).hash);
    for (const name of [...names, '甲.xlsx', '丁.xlsx']) await store.describe(hashes.get(name) as string);
    expect(asked).toEqual([...names, '甲.xlsx']);
  });

  it('of a CSV file are one, under each name by which the file was delivered', async () => {
    const store = await open(counting());
    for (const name of ['甲.csv', '乙.csv']) await store.put(workbook, { ...tax, name, mediaType: mediaTypes.csv });
    const { hash } = await store.put(workbook, { ...tax, name: '甲.csv', mediaType: mediaTypes.csv });
    expect((await store.describe(hash)).sheets.map(({ name }) => name).sort()).toEqual(['乙.csv', '甲.csv']);
    expect(asked).toHaveLength(1);
  });

  it('are not looked for in a scan', async () => {
    const store = await open(counting());
    const { hash } = await store.put(workbook, { ...tax, name: '批文.pdf', mediaType: mediaTypes.pdf });
    expect((await store.describe(hash)).sheets).toEqual([]);
    expect(asked).toEqual([]);
  });

  it('of a file that is erased while they are read are not kept', async () => {
    let give: (book: Workbook) => void = () => undefined;
    const cache = new TableCache(
      tablesBy((_content, name) => {
        asked.push(name);
        return new Promise((resolve) => (give = resolve));
      }),
    );
    const ask = () => cache.of('a hash', async () => workbook, [tax]);
    const first = ask();
    await Promise.resolve();
    cache.forget('a hash');
    give(read);
    expect((await first).tables).toHaveLength(2);
    const again = ask();
    await Promise.resolve();
    give(read);
    await again;
    expect(asked).toHaveLength(2);
  });

  it('that can’t be read make no description fail: it says why, and so does who refers to a row', async () => {
    const store = await open({
      read: async (_content, name) => {
        asked.push(name);
        throw badBook.error('workbook.bad', { name });
      },
    });
    const { hash } = await store.put(workbook, tax);
    const known = await store.describeAll([hash, hash]);
    expect(known.get(hash)).toMatchObject({ sheets: [], unreadable: { code: 'workbook.bad', message: '文件「税收.xlsx」打不开' } });
    expect(placeFault({ hash, sheet: '税收', row: 2 }, known, 'lines[0].source')).toMatchObject({
      code: 'evidence.tableUnreadable',
      message: expect.stringContaining('文件「税收.xlsx」打不开'),
      where: 'lines[0].source.hash',
    });
    await expect(store.row(hash, '税收', 2)).rejects.toMatchObject({
      code: 'evidence.tableUnreadable',
      kind: 'invalid',
      message: expect.stringContaining('文件「税收.xlsx」打不开'),
      params: { reason: 'workbook.bad' },
      where: 'source.hash',
    });
    expect(asked).toHaveLength(1);
  });

  it.each(['workbook.timeout', 'workbook.memory'] as const)(
    'that met a limit of the reader (%s) are read anew by the next who asks',
    async (code) => {
      let spent = true;
      const store = await open(
        tablesBy(async (_content, name) => {
          asked.push(name);
          if (spent) throw workbookErrors.error(code, { name, seconds: 30 });
          return read;
        }),
      );
      const { hash } = await store.put(workbook, tax);
      expect(await Promise.all([store.describe(hash), store.describe(hash)])).toMatchObject([
        { unreadable: { code } },
        { unreadable: { code } },
      ]);
      expect(asked).toHaveLength(1);
      spent = false;
      expect(await store.describe(hash)).toMatchObject({ sheets: [{ name: '税收' }, { name: '说明' }] });
      expect(await store.describe(hash)).not.toHaveProperty('unreadable');
      expect(asked).toHaveLength(2);
    },
  );

  it('are asked for again where the reader had no time', async () => {
    let busy = true;
    const store = await open(
      tablesBy(async () => {
        if (busy) throw badBook.error('workbook.busy');
        return read;
      }),
    );
    const { hash } = await store.put(workbook, tax);
    await expect(store.describe(hash)).rejects.toMatchObject({ code: 'workbook.busy' });
    busy = false;
    expect((await store.describe(hash)).sheets).toHaveLength(2);
  });
});

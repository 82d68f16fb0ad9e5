import type { Workbook } from '#libs/spreadsheets';
import { workbook } from '../../testing/by-hand.js';
import * as city from '../../testing/city.js';
import type { CheckRequest } from './check-request.js';
import { CheckedWorkbooks } from './checked-workbooks.js';

/** Checks of one workbook under as many names as files were delivered; counts how often a file is read. */
function checking(read: Workbook) {
  const names: string[] = [];
  const erased = new Set<string>();
  const shelf = { read: (_content: Uint8Array, name: string) => Promise.resolve((names.push(name), read)) };
  const evidence = { open: () => Promise.resolve(new Uint8Array()), isErased: (hash: string) => erased.has(hash) };
  const situations = { of: () => Promise.resolve(city.situation('delivery', 'tax')) };
  const checks = new CheckedWorkbooks(shelf as never, evidence as never, situations as never);
  const of = (name: string) =>
    checks.of({
      ...({
        kind: 'delivery',
        year: 2023,
        account: 'tax-1',
        office: { department: 'tax' },
        at: '2024-06-18T01:00:00.000Z',
        asOf: 7,
      } as const),
      file: { hash: city.hash, name },
    } satisfies CheckRequest);
  return { names, erased, of };
}

describe('checked workbooks', () => {
  it('are checked once, also for whoever asks meanwhile', async () => {
    const { names, of } = checking(workbook({ 草稿: [['随手记']] }));
    const [first, second] = await Promise.all([of('甲.xlsx'), of('甲.xlsx')]);
    expect([second, await of('甲.xlsx')]).toEqual([first, first]);
    expect(names).toEqual(['甲.xlsx']);
  });

  it('are given no longer once their file is erased', async () => {
    const { names, erased, of } = checking(workbook({ 草稿: [['随手记']] }));
    await of('甲.xlsx');
    erased.add(city.hash);
    await expect(of('甲.xlsx')).rejects.toMatchObject({ code: 'evidence.erased', kind: 'gone' });
    expect(names).toEqual(['甲.xlsx']);
  });

  it('are kept by what they hold, not by what was read of them: large ones without any list give way to each other', async () => {
    const row = Array<string>(200).fill('随手记');
    const { names, of } = checking(workbook({ 草稿: Array.from({ length: 2_400 }, () => row) }));
    for (const name of ['甲', '乙', '丙', '丁', '丁', '甲']) expect((await of(name)).result.rows).toBe(0);
    expect(names).toEqual(['甲', '乙', '丙', '丁', '甲']);
  });

  it('give way to each other for long texts too: few cells may hold megabytes', async () => {
    const row = Array<string>(200).fill('长'.repeat(30_000));
    const { names, of } = checking(workbook({ 草稿: [row, row] }));
    for (const name of ['甲', '乙', '丙', '丁', '甲']) await of(name);
    expect(names).toEqual(['甲', '乙', '丙', '丁', '甲']);
  });
});

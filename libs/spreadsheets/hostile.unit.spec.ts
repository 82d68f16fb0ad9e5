import { parseWorkbook } from './parse.js';
import { hostileFiles, sheetXml, textCell, xlsxOf } from './testing/index.js';

describe('a file that would harm whoever reads it', () => {
  it('is refused with a code of its own, each kind', async () => {
    const files = await hostileFiles();
    const found: Record<string, unknown> = {};
    for (const { what, name, content } of files) {
      found[what] = await parseWorkbook(content, name).then(
        () => 'read',
        (error: { code?: string }) => error.code ?? error,
      );
    }
    expect(found).toEqual(Object.fromEntries(files.map(({ what, code }) => [what, code])));
  }, 60_000);

  it('names every formula without a value, by sheet and cell, and reads those that have one', async () => {
    const formula = (at: string, value: string, attributes = '') => ({ at, attributes, xml: `<f>A1</f>${value}` });
    const bad = sheetXml([
      textCell('A1', '头'),
      formula('B2', ''),
      formula('C2', '<v></v>'),
      formula('D2', '<v/>'),
      formula('E2', '<v>7</v>'),
    ]);
    const good = sheetXml([
      textCell('A1', '头'),
      formula('B1', '<v>7</v>'),
      formula('C1', '<v></v>', ' t="str"'),
      formula('D1', '<v>甲</v>', ' t="str"'),
    ]);
    const book = xlsxOf({
      sheets: [
        { name: '好', xml: good },
        { name: '税 收', xml: bad },
      ],
    });
    await expect(parseWorkbook(book, 'a.xlsx')).rejects.toMatchObject({
      code: 'workbook.formulaWithoutValue',
      message: '文件「a.xlsx」有 3 个公式没有保存计算结果：税 收!B2、税 收!C2、税 收!D2',
      faults: [{ where: '税 收!B2' }, { where: '税 收!C2' }, { where: '税 收!D2' }],
    });
    const read = await parseWorkbook(xlsxOf({ sheets: [{ name: '好', xml: good }] }), 'a.xlsx');
    expect(read.sheets[0]?.rows).toEqual([['头', { kind: 'number', text: '7' }, '', '甲']]);
  });

  it('is not what only looks like one: formatted empty cells far out, links to click, a merged title', async () => {
    const xml = sheetXml(
      [textCell('A1', '标题'), { at: 'XFD9', attributes: ' s="0"', xml: '' }],
      '<mergeCells count="1"><mergeCell ref="A1:XFD1"/></mergeCells>',
    );
    const book = await parseWorkbook(xlsxOf({ sheets: [{ name: '表', xml }] }), 'a.xlsx');
    expect(book.sheets).toEqual([{ name: '表', rows: [['标题']], merges: [{ top: 0, left: 0, bottom: 0, right: 16_383 }] }]);
  });
});

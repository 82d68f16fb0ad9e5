import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import JSZip from 'jszip';
import { type BookOut, type CellError, ERROR_COLUMN, ERROR_SHEET, parseWorkbook } from '../index.js';
import { annotated, writeCsv, writeWorkbook, writeXls } from './index.js';

const parks = Array.from({ length: 60 }, (_, n) => `第${n + 1}号小微企业园`);
const book: BookOut = {
  title: '税收',
  sheets: [
    {
      name: '税收',
      columns: [
        { header: '园区代码', kind: 'code', note: '登记时的代码' },
        { header: '园区名称', kind: 'words', choices: parks },
        { header: '口径', kind: 'words', choices: ['法人', '分支机构'] },
        { header: '金额（万元）', kind: 'decimal' },
        { header: '入驻日期', kind: 'day' },
        { header: '行号', hidden: true, locked: true },
      ],
      rows: [['LA-001', parks[0] ?? '', '法人', '12.5', '2023-03-01', 'x1']],
      spareRows: 50,
      filter: true,
      protected: true,
      landscape: true,
    },
    { name: '填报说明', columns: [{ header: '说明', width: 60 }], rows: [['=不是公式'], ['-5 也不是']] },
  ],
};

/** The text of a part of an .xlsx. */
async function partOf(xlsx: Buffer, path: string): Promise<string> {
  return (await (await JSZip.loadAsync(xlsx)).file(path)?.async('string')) ?? '';
}

describe('a workbook that is written', () => {
  let xlsx: Buffer;
  let sheet: string;
  beforeAll(async () => {
    xlsx = await writeWorkbook(book);
    sheet = await partOf(xlsx, 'xl/worksheets/sheet1.xml');
  });

  it('is the same bytes, whenever and wherever it is written', async () => {
    const digest = (content: Buffer): string => createHash('sha256').update(content).digest('hex');
    const xls = writeXls(book);
    // The library remembers formats of what it has read.
    await parseWorkbook(await readFile('test/workbooks/libreoffice/tax.xlsx'), 'tax.xlsx');
    expect((await writeWorkbook(book)).equals(xlsx)).toBe(true);
    expect(writeXls(book).equals(xls)).toBe(true);
    // Another processor, zlib or version of Node must not make other files of the sample city.
    expect(digest(xlsx)).toBe('a5b3fa12e1b7271ba32ec6e6ff5fc507af921d701ad3e12c246a7c42ade23d8f');
    expect(digest(writeXls(book))).toBe('39bcc88f277ee099d5b391dc009568b3b4d1206abc5eb92499ef493d23fe6ba4');
  });

  it('comes back as it was given; lists stand in a hidden sheet', async () => {
    const { sheets, hidden } = await parseWorkbook(xlsx, 'a.xlsx');
    expect(sheets).toEqual([
      {
        name: '税收',
        rows: [
          ['园区代码', '园区名称', '口径', '金额（万元）', '入驻日期', '行号'],
          ['LA-001', parks[0], '法人', { kind: 'number', text: '12.5' }, { kind: 'date', text: '2023-03-01' }, 'x1'],
        ],
      },
      { name: '填报说明', rows: [['说明'], ['=不是公式'], ['-5 也不是']] },
    ]);
    expect(hidden).toEqual(['选项']);
  });

  it('offers words to choose from, also below the last row: short lists in place, long ones from the hidden sheet', () => {
    expect(sheet).toContain('<formula1>&quot;法人,分支机构&quot;</formula1>');
    expect(sheet).toContain('<formula1>&apos;选项&apos;!$A$1:$A$60</formula1>');
    expect(sheet).toMatch(/sqref="C2:C52"/);
  });

  it('is set up for work and print: head frozen, filter, A4, only cells of the list may be changed', async () => {
    expect(sheet).toMatch(/<pane [^>]*ySplit="1"[^>]*state="frozen"/);
    expect(sheet).toContain('<autoFilter ref="A1:F2"/>');
    expect(sheet).toMatch(/<pageSetup [^>]*paperSize="9"[^>]*orientation="landscape"/);
    expect(sheet).toContain('<sheetProtection sheet="1"');
    expect(sheet).toMatch(/<col min="6" max="6" [^>]*hidden="1"/);
    expect(await partOf(xlsx, 'xl/workbook.xml')).toContain('_xlnm.Print_Titles');
    expect(await partOf(xlsx, 'xl/comments1.xml')).toContain('登记时的代码');
  });

  it('keeps a text that is no plain number or day as text, even in a column of numbers or days', async () => {
    const odd = ['1.50', '007', '1e3', '12345678901234567890', '-0', '约 5'];
    const columns = [
      { header: '数', kind: 'decimal' },
      { header: '日', kind: 'day' },
    ] as const;
    const rows = odd.map((text) => [text, '2023-02-30']);
    for (const content of [
      await writeWorkbook({ sheets: [{ name: '表', columns, rows }] }),
      writeXls({ sheets: [{ name: '表', columns, rows }] }),
    ]) {
      const { sheets } = await parseWorkbook(content, content.subarray(0, 2).toString() === 'PK' ? 'a.xlsx' : 'a.xls');
      expect(sheets[0]?.rows.slice(1)).toEqual(rows);
    }
  });

  it('gives sheets names that a spreadsheet program takes', async () => {
    const sheets = ['a/b:c', 'A_B_C', '很'.repeat(40), "'引'", 'History'].map((name) => ({ name, columns: [{ header: 'h' }], rows: [] }));
    const read = await parseWorkbook(await writeWorkbook({ sheets }), 'a.xlsx');
    expect(read.sheets.map(({ name }) => name)).toEqual(['a_b_c', 'A_B_C_2', '很'.repeat(31), '引', 'History_']);
  });
});

describe('a CSV file that is written', () => {
  it('runs in no spreadsheet; negative numbers stay', () => {
    const cells = ['=1+1', '+1', '@SUM(A1)', '-2+3', '\t=1', '\r=1', '-5', '-0.25', '甲"乙', '一,二'];
    expect(writeCsv([cells]).toString('utf8')).toBe(`\uFEFF'=1+1,'+1,'@SUM(A1),'-2+3,'\t=1,"'\r=1",-5,-0.25,"甲""乙","一,二"\r\n`);
  });
});

describe('an annotated workbook', () => {
  const error = (row: number, column: string | null, value: string, message: string): CellError => ({
    ...{ sheet: '税收', row, column, value, message },
    ...{ code: 'submission.x', remedy: '请改正' },
  });
  const errors = [
    error(3, '金额（万元）', '约 5', '不是数'),
    error(3, null, '', '园区不明'),
    error(4, '园区代码', '1.23E+17', '代码不能是数字'),
  ];
  const content = {
    name: '税收',
    rows: [['2023 年度税收表'], ['园区代码', '金额\n（万元）'], ['LA-001', '约 5'], [{ kind: 'number', text: '123' } as const, '7']],
  };

  it('has every row where it was, with its errors behind it, and a first sheet with all of them', async () => {
    const { sheets } = await parseWorkbook(await annotated({ format: 'xls', sheets: [content], hidden: [] }, errors), 'a.xlsx');
    expect(sheets.map(({ name }) => name)).toEqual([ERROR_SHEET, '税收']);
    expect(sheets[0]?.rows[1]).toEqual(['税收', { kind: 'number', text: '3' }, '金额（万元）', '约 5', '不是数', '请改正', 'submission.x']);
    expect(sheets[0]?.rows).toHaveLength(4);
    expect(sheets[1]?.rows).toEqual([
      ['2023 年度税收表'],
      ['园区代码', '金额\n（万元）', ERROR_COLUMN],
      ['LA-001', '约 5', '【金额（万元）】不是数。请改正\n园区不明。请改正'],
      [{ kind: 'number', text: '123' }, '7', '【园区代码】代码不能是数字。请改正'],
    ]);
  });

  it('marks the faulty cells, and its column of errors can be filtered', async () => {
    const sheet = await partOf(await annotated({ format: 'csv', sheets: [content], hidden: [] }, errors), 'xl/worksheets/sheet2.xml');
    expect(sheet).toContain('<autoFilter ref="A2:C4"/>');
    const styleOf = (cell: string): string | undefined => new RegExp(`<c r="${cell}" s="(\\d+)"`).exec(sheet)?.[1];
    expect(styleOf('C3')).toBe(styleOf('B3'));
    expect([styleOf('A3'), styleOf('B4')]).toEqual([styleOf('C4'), styleOf('C4')]);
    expect(new Set(['B3', 'B4', 'A4'].map(styleOf)).size).toBe(3);
  });

  it('looks at each of many errors a few times, not once for every row', async () => {
    let looks = 0;
    const many = Array.from({ length: 200 }, (_, i) => ({
      ...error(i + 2, '金额', '约', '不是数'),
      get row() {
        looks += 1;
        return i + 2;
      },
    }));
    const rows = [['园区代码', '金额'], ...many.map((_, i) => [`LA-${i}`, '约'])];
    const { sheets } = await parseWorkbook(
      await annotated({ format: 'xlsx', sheets: [{ name: '税收', rows }], hidden: [] }, many),
      'a.xlsx',
    );
    expect(sheets[1]?.rows.slice(1).map((row) => row[2])).toEqual(many.map(() => '【金额】不是数。请改正'));
    expect(looks).toBeLessThan(10 * many.length);
  });

  it('that comes in again gets its errors anew', async () => {
    const first = await parseWorkbook(await annotated({ format: 'xlsx', sheets: [content], hidden: [] }, errors), 'a.xlsx');
    const { sheets } = await parseWorkbook(await annotated(first, errors.slice(2)), 'a.xlsx');
    expect(sheets.map(({ name, rows }) => [name, rows.length])).toEqual([
      [ERROR_SHEET, 2],
      ['税收', 4],
    ]);
    expect(sheets[1]?.rows.map((row) => row[2] ?? '')).toEqual(['', ERROR_COLUMN, '', '【园区代码】代码不能是数字。请改正']);
  });
});

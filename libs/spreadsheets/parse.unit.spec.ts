import fc from 'fast-check';
import iconv from 'iconv-lite';
import { areaText, defaultLimits, parseWorkbook, widthOf, type Workbook } from './index.js';
import { sheetXml, textCell, xlsxOf } from './testing/index.js';
import { writeCsv, writeWorkbook, writeXls } from './write/index.js';

const utf8 = (text: string): Buffer => Buffer.from(text, 'utf8');
const columns = [
  { header: '园区代码', kind: 'code' },
  { header: '企业名称' },
  { header: '金额（万元）', kind: 'decimal' },
  { header: '入驻日期', kind: 'day' },
] as const;
const rows = [
  ['LA-001', '六安某某科技有限公司', '12345.67', '2023-03-01'],
  ['000123456789012345', '㎡、①与𠀀', '-0.5', ''],
  [],
  ['LA-002', '', '', '1999-12-31'],
];
const book = { sheets: [{ name: '名单', columns, rows }] };
const table = [columns.map(({ header }) => header), ...rows];

/** Cells by their texts. */
const texts = ({ sheets }: Workbook) =>
  sheets.map(({ rows: lines }) => lines.map((line) => line.map((cell) => (typeof cell === 'string' ? cell : cell.text))));

describe('one table', () => {
  it('reads alike as .xlsx, .xls, UTF-8 and GBK CSV', async () => {
    const read = {
      xlsx: await parseWorkbook(await writeWorkbook(book), '名单.xlsx'),
      xls: await parseWorkbook(writeXls(book), '名单.XLS'),
      utf8: await parseWorkbook(writeCsv(table), '名单.csv'),
      gbk: await parseWorkbook(writeCsv(table, 'gb18030'), '名单.csv'),
    };
    const expected = [table.map((line) => line.slice(0, line.findLastIndex((cell) => cell !== '') + 1))];
    expect(Object.fromEntries(Object.entries(read).map(([format, found]) => [format, texts(found)]))).toEqual({
      xlsx: expected,
      xls: expected,
      utf8: expected,
      gbk: expected,
    });
    expect(Object.values(read).map(({ format, encoding }) => [format, encoding])).toEqual([
      ['xlsx', undefined],
      ['xls', undefined],
      ['csv', 'utf-8'],
      ['csv', 'gb18030'],
    ]);
    expect(read.gbk.sheets[0]?.name).toBe('名单.csv');
    expect(read.xlsx.sheets).toEqual(read.xls.sheets);
    expect(read.xlsx.sheets[0]?.rows[1]).toEqual([
      'LA-001',
      '六安某某科技有限公司',
      { kind: 'number', text: '12345.67' },
      { kind: 'date', text: '2023-03-01' },
    ]);
  });

  it('comes back from any cells', async () => {
    const cell = fc
      .string({ unit: 'grapheme', maxLength: 8 })
      .filter((text) => /^[^\p{C}\uFFFE\uFFFF]*$/u.test(text) && text.isWellFormed());
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(cell, cell), { maxLength: 6 }), async (lines) => {
        const sheet = { name: '表', columns: [{ header: '甲' }, { header: '乙' }], rows: [...lines, ['末', '末']] };
        const expected = [['甲', '乙'], ...sheet.rows].map((line) => (line[1] === '' ? (line[0] === '' ? [] : [line[0]]) : [...line]));
        expect((await parseWorkbook(await writeWorkbook({ sheets: [sheet] }), 'a.xlsx')).sheets[0]?.rows).toEqual(expected);
        expect((await parseWorkbook(writeXls({ sheets: [sheet] }), 'a.xls')).sheets[0]?.rows).toEqual(expected);
      }),
      { seed: 20240101, numRuns: 20 },
    );
  });
});

describe('a cell', () => {
  const styles =
    '<numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;"/><numFmt numFmtId="165" formatCode="0.0&quot;%&quot;"/></numFmts>' +
    `<cellXfs>${[0, 14, 31, 57, 164, 9, 10, 165, 22, 32, 49].map((id) => `<xf numFmtId="${id}"/>`).join('')}</cellXfs>`;
  const cellsOf = async (cells: readonly (readonly [style: number, xml: string, attributes?: string])[], properties = '') => {
    const xml = sheetXml(
      cells.map(([style, inside, attributes = ''], n) => ({ at: `A${n + 1}`, attributes: ` s="${style}"${attributes}`, xml: inside })),
    );
    const { sheets } = await parseWorkbook(xlsxOf({ sheets: [{ name: '表', xml }], styles, properties }), 'a.xlsx');
    return sheets[0]?.rows.map(([cell]) => cell);
  };
  const value = (text: string) => `<v>${text}</v>`;
  const is = (kind: string) => (text: string) => ({ kind, text });
  const [number, date] = [is('number'), is('date')];

  it('with a number reads as a person would type it: no noise of binary fractions, no exponent', async () => {
    const numbers = ['1234.5', '0.30000000000000004', '1E-7', '1.5E+20', '-0', '123456789012345680', '99999999999999.9', '100'];
    expect(await cellsOf(numbers.map((text) => [0, value(text)] as const))).toEqual(
      ['1234.5', '0.3', '0.0000001', '150000000000000000000', '0', '123456789012346000', '99999999999999.9', '100'].map(number),
    );
  });

  it('with a date reads as a day whatever its format is, also the formats that only Chinese programs have', async () => {
    expect(await cellsOf([1, 2, 3, 4].map((style) => [style, value('45000')] as const))).toEqual(Array(4).fill(date('2023-03-15')));
    expect(
      await cellsOf([
        [8, value('45000.75')],
        [9, value('0.5')],
        [1, value('60')],
        [1, value('61')],
        [1, value('59')],
      ]),
    ).toEqual(['2023-03-15 18:00:00', '12:00:00', '1900-03-01', '1900-03-01', '1900-02-28'].map(date));
    expect(await cellsOf([[1, value('43538')]], ' date1904="1"')).toEqual([date('2023-03-15')]);
  });

  it('that is no date is a number: too large for a calendar, or below it', async () => {
    expect(
      await cellsOf([
        [1, value('123456789')],
        [1, value('-5')],
      ]),
    ).toEqual(['123456789', '-5'].map(number));
  });

  it('in per cent keeps the sign, a per cent sign in quotes is a unit', async () => {
    expect(
      await cellsOf([
        [5, value('0.5')],
        [6, value('0.123')],
        [7, value('12.5')],
      ]),
    ).toEqual(['50%', '12.3%', '12.5'].map(number));
  });

  it('may be a boolean, an error, a text of parts, a text that looks like a number', async () => {
    expect(
      await cellsOf([
        [0, value('1'), ' t="b"'],
        [0, value('0'), ' t="b"'],
        [0, value('#N/A'), ' t="e"'],
        [0, '<is><r><t>甲</t></r><r><t xml:space="preserve"> 乙</t></r></is>', ' t="inlineStr"'],
        [10, '<is><t>00123</t></is>', ' t="inlineStr"'],
      ]),
    ).toEqual([{ kind: 'boolean', text: '是' }, { kind: 'boolean', text: '否' }, { kind: 'error', text: '#N/A' }, '甲 乙', '00123']);
  });
});

describe('a workbook', () => {
  it('has its rows and columns where the sheet has them, and nothing behind the last value', async () => {
    const xml = sheetXml([textCell('B3', '甲'), { at: 'D3', xml: '' }, { at: 'A9', xml: '' }]);
    expect((await parseWorkbook(xlsxOf({ sheets: [{ name: '表', xml }] }), 'a.xlsx')).sheets[0]?.rows).toEqual([[], [], ['', '甲']]);
  });

  it('shows the sheets that people see; the hidden ones are named', async () => {
    const sheet = (name: string, hidden = false) => ({ name, hidden, columns: [{ header: name }], rows: [] });
    const three = { sheets: [sheet('一'), sheet('二', true), sheet('三')] };
    const read = [await parseWorkbook(await writeWorkbook(three), 'a.xlsx'), await parseWorkbook(writeXls(three), 'a.xls')];
    for (const { sheets, hidden } of read) expect([sheets.map(({ name }) => name), hidden]).toEqual([['一', '三'], ['二']]);
    await expect(
      parseWorkbook(await writeWorkbook({ sheets: [sheet('藏', true), { name: '空', columns: [], rows: [] }] }), 'a.xlsx'),
    ).rejects.toMatchObject({
      code: 'workbook.noTable',
      message: expect.stringContaining('藏') as string,
    });
  });

  it('tells which cells are merged, row by row, whatever the file makes of their corners', async () => {
    const refs = ['B2:B2', 'D9:C7', 'A3:A5', 'C3:D3'].map((ref) => `<mergeCell ref="${ref}"/>`).join('');
    const xml = sheetXml([textCell('A1', '头'), textCell('A3', '甲')], `<mergeCells count="4">${refs}</mergeCells>`);
    const { sheets } = await parseWorkbook(
      xlsxOf({
        sheets: [
          { name: '表', xml },
          { name: '无', xml: sheetXml([textCell('A1', '头')]) },
        ],
      }),
      'a.xlsx',
    );
    expect(sheets[0]?.merges?.map(areaText)).toEqual(['A3:A5', 'C3:D3', 'C7:D9']);
    expect(sheets[1]).not.toHaveProperty('merges');
  });

  it('written with a prefix at every tag reads the same', async () => {
    const sheet =
      '<x:sheetData><x:row r="1"><x:c r="A1" t="str"><x:v>甲</x:v></x:c><x:c r="B1"><x:f>A1</x:f><x:v>2</x:v></x:c></x:row></x:sheetData>';
    const read = await parseWorkbook(xlsxOf({ sheets: [{ name: '表 &amp; 表', xml: sheet }] }), 'a.xlsx');
    expect(read.sheets).toEqual([{ name: '表 & 表', rows: [['甲', { kind: 'number', text: '2' }]] }]);
  });

  it('keeps within the limits that it is given', async () => {
    const content = await writeWorkbook(book);
    const within = (limits: Partial<typeof defaultLimits>) => parseWorkbook(content, 'a.xlsx', { ...defaultLimits, ...limits });
    for (const limits of [{ maxRows: 4 }, { maxColumns: 3 }, { maxCells: 10 }, { maxCellLength: 9 }, { maxCharacters: 90 }])
      await expect(within(limits)).rejects.toMatchObject({ code: 'workbook.tooManyCells' });
    await expect(within({ maxUnpackedBytes: 1_000 })).rejects.toMatchObject({ code: 'workbook.zipBomb' });
    await expect(parseWorkbook(writeXls(book), 'a.xls', { ...defaultLimits, maxCells: 10 })).rejects.toMatchObject({
      code: 'workbook.tooManyCells',
    });
    await expect(parseWorkbook(writeCsv(table), 'a.csv', { ...defaultLimits, maxColumns: 3 })).rejects.toMatchObject({
      code: 'workbook.tooManyCells',
    });
  });
});

describe('a sheet', () => {
  it('is as wide as its widest row, also with as many rows as are read', () => {
    const rows = Array.from({ length: defaultLimits.maxRows }, (_, i) => (i === 7 ? ['', '', '甲'] : ['甲']));
    expect([widthOf({ rows }), widthOf({ rows: [] })]).toEqual([3, 0]);
  });
});

describe('a CSV file', () => {
  it('counts rows as a spreadsheet does: a quoted line break begins none, blank rows inside count', async () => {
    const read = await parseWorkbook(utf8('\uFEFF代码,名称\r\nA,"第一\r\n行"\r\n\r\nB,乙\r\n,\r\n'), 'a.csv');
    expect(read.sheets[0]?.rows).toEqual([['代码', '名称'], ['A', '第一\r\n行'], [], ['B', '乙']]);
  });

  it('that is neither UTF-8 nor GB18030 is refused', async () => {
    await expect(parseWorkbook(Buffer.from([0x41, 0xff, 0xff, 0x41]), 'a.csv')).rejects.toMatchObject({ code: 'workbook.wrongType' });
    await expect(parseWorkbook(iconv.encode('代码,名称', 'utf16', { addBOM: true }), 'a.csv')).rejects.toMatchObject({
      code: 'workbook.wrongType',
      message: expect.stringContaining('UTF-16') as string,
    });
  });
});

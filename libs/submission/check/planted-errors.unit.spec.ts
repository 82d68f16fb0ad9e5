import { bareCodes } from '#libs/kernel/testing';
import { type Cell, ERROR_COLUMN, ERROR_SHEET, parseWorkbook, textOf } from '#libs/spreadsheets';
import { annotated, writeWorkbook } from '#libs/spreadsheets/write';
import { formOf, headersOf, PARK_COLUMN } from '../forms/index.js';
import * as city from '../testing/city.js';
import { checkWorkbook } from './index.js';

const [tax, revenue] = ['taxPaid', 'operatingRevenue'].map((code) => formOf(city.metricOf(code), city.scheme)) as [
  ReturnType<typeof formOf>,
  ReturnType<typeof formOf>,
];
const TAX = '园内企业税收总额（万元）';
const USCC = '统一社会信用代码';
const SCOPE = '口径';
const SHARE = '园内份额（%）';
const REVENUE = '园内企业总营业收入（万元）';

/** Thirty slips of a clerk: the row, what is written where, and what must be said about which column. */
const onTax: readonly (readonly [row: number, cells: Readonly<Record<string, Cell>>, column: string | null, code: string])[] = [
  [3, { [USCC]: '' }, USCC, 'submission.cellEmpty'],
  [4, { [TAX]: '' }, TAX, 'submission.cellEmpty'],
  [5, { [SCOPE]: ' ' }, SCOPE, 'submission.cellEmpty'],
  [6, { [USCC]: { kind: 'number', text: '913415020000000000' } }, USCC, 'submission.codeNotText'],
  [7, { [USCC]: '9.13415E+17' }, USCC, 'submission.codeNotText'],
  [8, { [USCC]: '91341502MA2T' }, USCC, 'uscc.malformed'],
  [9, { [USCC]: city.usccOf(9).toLowerCase() }, USCC, 'uscc.malformed'],
  [10, { [USCC]: `${city.usccOf(10).slice(0, 17)}${city.usccOf(10).endsWith('A') ? 'B' : 'A'}` }, USCC, 'uscc.checkDigit'],
  [11, { [TAX]: '1,234.50' }, TAX, 'decimal.malformed'],
  [12, { [TAX]: '约 30' }, TAX, 'decimal.malformed'],
  [13, { [TAX]: { kind: 'number', text: '0.3000000001' } }, TAX, 'decimal.tooPrecise'],
  [14, { [TAX]: { kind: 'error', text: '#REF!' } }, TAX, 'submission.cellError'],
  [15, { [SCOPE]: '总公司' }, SCOPE, 'submission.wordUnknown'],
  [16, { [SCOPE]: '集团合并' }, SCOPE, 'dossier.consolidated'],
  [17, { [SHARE]: '40' }, SHARE, 'dossier.shareWithoutApportioning'],
  [18, { [SCOPE]: '分摊', [SHARE]: '140' }, SHARE, 'dossier.shareOutOfRange'],
  [19, { [USCC]: city.usccOf(2) }, null, 'submission.repeated'],
  [20, { [PARK_COLUMN]: '合计', [USCC]: '', [SCOPE]: '' }, PARK_COLUMN, 'submission.totalRow'],
  [21, { [PARK_COLUMN]: 'P9' }, PARK_COLUMN, 'submission.unknownPark'],
  [22, { [PARK_COLUMN]: '' }, PARK_COLUMN, 'submission.cellEmpty'],
  [23, { [USCC]: '', [TAX]: '', [SCOPE]: '' }, null, 'submission.rowUnfilled'],
  [24, { [USCC]: '无', [TAX]: '', [SCOPE]: '' }, null, 'submission.nilAndRows'],
  [26, { [PARK_COLUMN]: 'P2', [USCC]: '无', [TAX]: '5', [SCOPE]: '' }, TAX, 'submission.nilNotAlone'],
];
const onRevenue: typeof onTax = [
  [2, { [PARK_COLUMN]: { kind: 'number', text: '1' } }, PARK_COLUMN, 'submission.codeNotText'],
  [4, { [REVENUE]: { kind: 'error', text: '#N/A' } }, REVENUE, 'submission.cellError'],
  [5, { [PARK_COLUMN]: '总计', [USCC]: '', [SCOPE]: '' }, PARK_COLUMN, 'submission.totalRow'],
  [6, { [SCOPE]: '分公司' }, SCOPE, 'submission.wordUnknown'],
  [7, { [USCC]: city.usccOf(2) }, null, 'submission.repeated'],
  [8, { [REVENUE]: '12.1234567' }, REVENUE, 'decimal.tooPrecise'],
];

const sheetOf = (form: typeof tax, slips: typeof onTax, rows: number) => {
  const columns = headersOf(form).map((header) => ({ header }));
  const cells = Array.from({ length: rows }, (_, i): Cell[] => {
    const row = i + 2;
    const changed = slips.find(([at]) => at === row)?.[1] ?? {};
    const plain: Readonly<Record<string, Cell>> = {
      [PARK_COLUMN]: 'P1',
      [USCC]: city.usccOf(i),
      [TAX]: '10.5',
      [REVENUE]: '900',
      [SCOPE]: '法人单位',
    };
    return columns.map(({ header }) => changed[header] ?? plain[header] ?? '');
  });
  return { name: form.sheet, columns, rows: cells };
};
const missing = {
  ...sheetOf(revenue, onRevenue, 8),
  columns: headersOf(revenue).map((header) => ({ header: header === SHARE ? '份额' : header })),
};
const book = { sheets: [sheetOf(tax, onTax, 26), missing] };

describe('a workbook with thirty errors of more than fifteen kinds', () => {
  it('comes back with every one of them at its place, and with nothing to accept', async () => {
    const workbook = await parseWorkbook(await writeWorkbook(book), '税收.xlsx');
    const { errors, deliveries } = checkWorkbook(workbook, city.situation('delivery', 'tax'));
    const planted = [
      ...onTax.map(([row, , column, code]) => ({ sheet: tax.sheet, row, column, code })),
      { sheet: revenue.sheet, row: 1, column: SHARE, code: 'submission.columnMissing' },
      ...onRevenue.map(([row, , column, code]) => ({ sheet: revenue.sheet, row, column, code })),
    ];
    expect(planted).toHaveLength(30);
    expect(new Set(planted.map(({ code }) => code)).size).toBeGreaterThanOrEqual(15);
    expect(errors.map(({ sheet, row, column, code }) => ({ sheet, row, column, code }))).toEqual(planted);
    for (const { message, remedy } of errors)
      expect([message, remedy]).toEqual([expect.stringMatching(/[\u4e00-\u9fff]/), expect.stringMatching(/[\u4e00-\u9fff]/)]);
    expect(bareCodes(errors)).toEqual([]);
    expect(errors.find(({ row, sheet }) => sheet === tax.sheet && row === 19)?.message).toBe(`与第 4 行重复：${city.usccOf(2)}`);
    expect(errors.find(({ row }) => row === 14)?.value).toBe('#REF!');
    expect(deliveries).toEqual([]);

    const returned = await parseWorkbook(await annotated(workbook, errors), '税收-错误.xlsx');
    const list = returned.sheets.find(({ name }) => name === ERROR_SHEET);
    expect(list?.rows.slice(1).map((row) => [0, 1, 2, 6].map((at) => textOf(row[at] ?? '')))).toEqual(
      planted.map(({ sheet, row, column, code }) => [sheet, String(row), column ?? '', code]),
    );
    for (const { sheet, row } of planted) {
      const rows = returned.sheets.find(({ name }) => name === sheet)?.rows ?? [];
      const column = rows[0]?.findIndex((cell) => textOf(cell) === ERROR_COLUMN) ?? -1;
      if (row > 1) expect([sheet, row, textOf(rows[row - 1]?.[column] ?? '')]).toEqual([sheet, row, expect.stringMatching(/。/)]);
    }
    // What was sent back and mended there can be sent again as it is.
    const again = checkWorkbook(returned, city.situation('delivery', 'tax'));
    expect(again.errors.map(({ sheet, row, code }) => ({ sheet, row, code }))).toEqual(
      planted.map(({ sheet, row, code }) => ({ sheet, row, code })),
    );
  });
});

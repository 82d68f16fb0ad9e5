import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { areaText, type Cell, ERROR_COLUMN, ERROR_SHEET, type MergedArea, parseWorkbook, textOf } from '#libs/spreadsheets';
import { annotated } from '#libs/spreadsheets/write';
import { formOf, headersOf, statementForm, verificationFormOf } from '../forms/index.js';
import { places, workbook } from '../testing/by-hand.js';
import * as city from '../testing/city.js';
import { checkWorkbook } from './index.js';

const land = formOf(city.metricOf('landArea'), city.scheme);
const area = (range: string): MergedArea => {
  const [, left, top, right, bottom] = /^([A-Z])(\d+):([A-Z])(\d+)$/.exec(range) as unknown as [string, string, string, string, string];
  return { top: Number(top) - 1, left: left.charCodeAt(0) - 65, bottom: Number(bottom) - 1, right: right.charCodeAt(0) - 65 };
};
const merged = (sheet: string, rows: readonly (readonly Cell[])[], ...ranges: readonly string[]) => {
  const book = workbook({ [sheet]: rows });
  return { ...book, sheets: book.sheets.map((one) => ({ ...one, merges: ranges.map(area) })) };
};
const onLand = (rows: readonly (readonly Cell[])[], ...ranges: readonly string[]) =>
  checkWorkbook(merged(land.sheet, [headersOf(land), ...rows], ...ranges), city.situation('delivery', 'landResources'));
const MERGED = 'submission.mergedCells';

describe('merged cells', () => {
  it.each(['xlsx', 'xls'])(
    'below the header come back as one error each at their first cell, as LibreOffice saved them: .%s',
    async (format) => {
      const file = `merged.${format}`;
      const read = await parseWorkbook(readFileSync(`test/workbooks/libreoffice/templates/${file}`), file);
      // The title above the header and the notes are merged too.
      expect(read.sheets.map(({ merges }) => merges?.map(areaText))).toEqual([['A1:F1', 'A3:A5', 'B3:B5', 'C7:F7'], ['A1:B1']]);
      const { errors, deliveries } = checkWorkbook(read, city.situation('delivery', 'landResources'));
      expect(places(errors)).toEqual([
        [3, '园区代码', MERGED],
        [3, '园区名称', MERGED],
        [7, '不动产权证号', MERGED],
      ]);
      expect(errors[0]).toMatchObject({ value: 'P1', message: expect.stringMatching(/^A3:A5 是合并单元格/), remedy: '取消合并，逐行填写' });
      expect(deliveries).toEqual([]);

      const returned = await parseWorkbook(await annotated(read, errors), '错误清单.xlsx');
      const [list, sheet] = returned.sheets;
      expect([list?.name, sheet?.name]).toEqual([ERROR_SHEET, land.sheet]);
      expect(list?.rows.slice(1).map((row) => row.slice(0, 3).map(textOf))).toEqual([
        [land.sheet, '3', '园区代码'],
        [land.sheet, '3', '园区名称'],
        [land.sheet, '7', '不动产权证号'],
      ]);
      const at = sheet?.rows[1]?.findIndex((cell) => textOf(cell) === ERROR_COLUMN) ?? -1;
      expect(sheet?.rows.map((row) => /[A-F]\d:[A-F]\d/g.exec(textOf(row[at] ?? ''))?.[0])).toEqual([
        ...[undefined, undefined, 'A3:A5', undefined, undefined, undefined, 'C7:F7'],
      ]);
    },
  );

  it('are refused once; everything else that is wrong is named as if they were filled in', () => {
    const rows = [
      ['P1', '', '皖A1', '20', '亩'],
      ['', '', '皖A1', '3', '亩'],
      ['', '', '皖A2', '', ''],
      ['P9', '', '皖A3', '1', '亩'],
      ['', '', '皖A4', '1', '亩'],
    ];
    expect(places(onLand(rows, 'A2:A4', 'D3:D4', 'A5:A6').errors)).toEqual([
      [2, '园区代码', MERGED],
      [3, null, 'submission.repeated'],
      [3, '面积', MERGED],
      [4, '面积单位', 'submission.cellEmpty'],
      [5, '园区代码', MERGED],
      [5, '园区代码', 'submission.unknownPark'],
    ]);
  });

  it('do no harm above the header, in columns that are not read, and where nothing stands', () => {
    const title = ['2023 年度占地面积'];
    const head = [...headersOf(land), '备注'];
    const rows = [title, head, ['P1', '', '皖A1', '20', '亩', '', '同一宗'], ['P1', '', '皖A2', '7', '亩']];
    const check = (...ranges: readonly string[]) =>
      checkWorkbook(merged(land.sheet, rows, ...ranges), city.situation('delivery', 'landResources'));
    expect(check('A1:G1', 'G3:G4', 'A9:F12').errors).toEqual([]);
    expect(places(check('A1:A4').errors)).toEqual([[1, '园区代码', MERGED]]);
  });

  it('say which park is begun, so that rows of one that nobody filled in stay undelivered', () => {
    const tax = formOf(city.metricOf('taxPaid'), city.scheme);
    const row = (park: string, i: number, ...cells: string[]): string[] => [park, '', city.usccOf(i), '', ...cells];
    const rows = [headersOf(tax), row('P1', 1, '1.5', '法人单位'), row('', 2, '2.5', '法人单位'), row('P2', 3), row('', 4)];
    const { errors, warnings } = checkWorkbook(merged(tax.sheet, rows, 'A2:A3', 'A4:A5'), city.situation('delivery', 'tax'));
    expect(places(errors)).toEqual([
      [2, '园区代码', MERGED],
      [4, '园区代码', MERGED],
    ]);
    expect(places(warnings).filter(([, , code]) => code === 'submission.parkUntouched')).toEqual([
      [4, '园区代码', 'submission.parkUntouched'],
    ]);
  });

  it('of verdicts and their reasons are refused, and nothing that hangs on them', () => {
    const form = verificationFormOf(city.metricOf('highTechNew'), city.scheme);
    const lines = city.standingLines(form.metric, 'P1');
    const awaiting = [{ park: 'P1', metric: form.metric.code, version: 2, lines, deliveredBy: 'someone' }];
    const head = ['园区代码', '核实结论', '核实理由', '版本', '行编号'];
    const rows = [head, ['P1', '退回', '材料不符', '2', lines[0]?.id ?? ''], ['', '', '', '', '']];
    const check = (second: readonly string[], ...ranges: readonly string[]) =>
      places(
        checkWorkbook(merged(form.sheet, [...rows.slice(0, 2), second], ...ranges), city.situation('verification', 'science', { awaiting }))
          .errors,
      );
    const id = lines[1]?.id ?? '';
    expect(check(['', '', '', '2', id], 'A2:A3', 'B2:C3')).toEqual([
      [2, '园区代码', MERGED],
      [2, '核实结论', MERGED],
    ]);
    expect(check(['P1', '退回', '', '', ''], 'C2:C3', 'D2:D3', 'E2:E3')).toEqual(
      ['核实理由', '版本', '行编号'].map((column) => [2, column, MERGED]),
    );
  });

  it('of statements are refused, and nobody is told of a 无 that he did not write', () => {
    const accident = { id: '事故2', date: '2023-07-01', severity: 'ordinary', struck: false, recorded: 'e1', event: 'e1' } as const;
    const rows = [headersOf(statementForm), ['P1', '', '有', '事故1', '2023-05-01'], ['', '', '', '事故2', '']];
    const situation = city.situation('statements', 'emergency', { accidents: () => [accident] });
    const { errors } = checkWorkbook(merged(statementForm.sheet, rows, 'A2:A3', 'C2:C3', 'E2:E3'), situation);
    expect(places(errors)).toEqual(['园区代码', '有无事故', '发生日期'].map((column) => [2, column, MERGED]));
  });

  it('anywhere, in any number, are an error each, and no covered cell is said to be missing', () => {
    const head = headersOf(land);
    const rows = Array.from({ length: 8 }, (_, i): Cell[] => ['P1', '城东小微园', `皖A${i}`, '20', '亩', '50']);
    const range = fc
      .tuple(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 0, max: 5 }), fc.nat(3), fc.nat(2))
      .map(([top, left, down, right]): MergedArea => ({ top, left, bottom: Math.min(8, top + down), right: Math.min(5, left + right) }))
      .filter(({ top, left, bottom, right }) => bottom > top || right > left);
    const isApart = (a: MergedArea, b: MergedArea): boolean => a.bottom < b.top || b.bottom < a.top || a.right < b.left || b.right < a.left;
    const ranges = fc
      .array(range, { minLength: 1, maxLength: 5 })
      .map((all) => all.filter((one, i) => all.slice(0, i).every((other) => isApart(one, other))))
      .map((all) => all.sort((a, b) => a.top - b.top || a.left - b.left));
    const isCovered = (row: number, column: number) => (one: MergedArea) =>
      !isApart(one, { top: row, left: column, bottom: row, right: column }) && !(row === one.top && column === one.left);
    const property = fc.property(ranges, (areas) => {
      const cells = rows.map((row, i) => row.map((cell, column) => (areas.some(isCovered(i + 1, column)) ? '' : cell)));
      const { errors } = onLand(cells, ...areas.map(areaText));
      expect(errors.map(({ row, column, code }) => `${row} ${column} ${code}`).sort()).toEqual(
        areas.map(({ top, left }) => `${top + 1} ${head[left]} ${MERGED}`).sort(),
      );
    });
    fc.assert(property, { seed: 20241127, numRuns: 100 });
  });
});

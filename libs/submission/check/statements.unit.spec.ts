import { type Accident, severities } from '#libs/registry';
import type { Cell } from '#libs/spreadsheets';
import { headersOf, statementForm } from '../forms/index.js';
import { templateFor } from '../templates/index.js';
import { places, workbook } from '../testing/by-hand.js';
import * as city from '../testing/city.js';
import { formats } from '../testing/filled.js';
import { checkWorkbook } from './index.js';

const report = 'cd'.repeat(32);
const accident = (id: string, date: string, severity: Accident['severity']): Accident => ({
  id,
  date,
  severity,
  struck: false,
  recorded: 'e1',
  event: 'e1',
});
const known: Readonly<Record<string, readonly Accident[]>> = {
  P2: [accident('事故2023-1', '2023-07-01', 'ordinary'), accident('事故2022-9', '2022-01-01', null)],
};
const changes = { accidents: (park: string) => known[park] ?? [], isDelivered: (hash: string) => hash === report };
const check = (rows: readonly (readonly Cell[])[], more: Parameters<typeof city.situation>[2] = {}) =>
  checkWorkbook(
    workbook({ [statementForm.sheet]: [headersOf(statementForm), ...rows] }),
    city.situation('statements', 'emergency', { ...changes, ...more }),
  );

describe("应急's statements", () => {
  it.each(Object.entries(formats))('come back from their template as they were filled in, as %s', async (_format, files) => {
    const template = templateFor(city.request('statements', 'emergency', { accidents: changes.accidents }));
    const [sheet] = template.sheets as [(typeof template.sheets)[number]];
    expect(sheet.rows).toEqual([
      ['P1', '城东小微园'],
      ['P2', '城西小微园', '有', '事故2023-1', '2023-07-01', '一般', '', ''],
      ['P3', '空港小微园'],
    ]);
    const rows: Cell[][] = [
      ['P1', '城东小微园', '无'],
      ['P2', '城西小微园', '有', '事故2023-1', '2023-07-01', '较大', '调查报告', report],
      ['P2', '城西小微园', '有', '事故2023-2', '2023-12-31', '未定级'],
      ['P3', '空港小微园', '无'],
    ];
    const book = { ...template, sheets: [{ ...sheet, rows }] };
    const [checked] = (await files(book)).map((file) => checkWorkbook(file, city.situation('statements', 'emergency', changes)));
    expect(checked?.errors).toEqual([]);
    expect(checked?.statements).toEqual([
      { park: 'P1', year: 2023, accidents: [] },
      {
        park: 'P2',
        year: 2023,
        accidents: [
          { accident: '事故2023-1', date: '2023-07-01', severity: 'serious', report: { hash: report, title: '调查报告' } },
          { accident: '事故2023-2', date: '2023-12-31', severity: null },
        ],
      },
      { park: 'P3', year: 2023, accidents: [] },
    ]);
  });

  it('offers every severity of the regulation', () => {
    const column = statementForm.columns.find(({ field }) => field === 'severity');
    expect(column?.cell.kind === 'words' && Object.values(column.cell.words)).toEqual([...severities, 'ungraded']);
  });

  it('are refused with every fault at its place', () => {
    const { errors, statements } = check([
      ['P1', '', '无', '事故2023-8'],
      ['P1', '', '有', '', '2022-05-01', '重大'],
      ['P2', '', '有', '事故2023-1', '2023-07-02', '未定级'],
      ['P2', '', '有', '事故2023-1', '2023-02-30'],
      ['P3', '', '有', '事故2023-3', '2023-03-03', '一般', '报告', 'ef'.repeat(32)],
      ['P3', '空港小微园'],
    ]);
    expect(places(errors)).toEqual([
      [2, '事故编号', 'submission.nilNotAlone'],
      [3, '有无事故', 'submission.nilAndRows'],
      [3, '事故编号', 'submission.accidentFieldMissing'],
      [3, '发生日期', 'submission.accidentOutsideYear'],
      [3, '报告文件', 'registry.gradingNeedsReport'],
      [4, '发生日期', 'submission.accidentDiffers'],
      [4, '事故等级', 'submission.accidentGraded'],
      [5, '事故编号', 'submission.accidentTwice'],
      [5, '发生日期', 'date.invalid'],
      [5, '发生日期', 'submission.accidentDiffers'],
      [5, '事故等级', 'submission.accidentGraded'],
      [6, '报告文件', 'submission.reportUnknown'],
      [7, '有无事故', 'submission.cellEmpty'],
    ]);
    expect(statements).toEqual([]);
  });

  it('list every registered accident of a year that is over', () => {
    expect(places(check([['P2', '', '无']]).errors)).toEqual([[2, '有无事故', 'submission.accidentNotListed']]);
    expect(places(check([['P1', '', '无']], { today: '2023-12-31' }).errors)).toEqual([[1, null, 'registry.yearNotOver']]);
  });
});

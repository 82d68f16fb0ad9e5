import fc from 'fast-check';
import { validateLines } from '#libs/dossier';
import type { Cell, Workbook } from '#libs/spreadsheets';
import { type Form, formsFor, headersOf, writeRow } from '../forms/index.js';
import * as city from '../testing/city.js';
import { checkWorkbook } from './index.js';
import { describedBy } from './judge.js';

const forms = [...formsFor('delivery', city.scheme, 'landResources'), ...formsFor('delivery', city.scheme, 'tax')];
const words = [
  '',
  ' ',
  '无',
  '合计',
  'P1',
  'P2',
  'P9',
  '城东小微园',
  city.usccOf(1),
  city.usccOf(2),
  '皖A1',
  '12.5',
  '-3',
  '1e9',
  '１２',
  '法人单位',
  '分摊',
  '亩',
  '40',
  '是',
  '2023-05-01',
  '2023-02-30',
  '𠮷',
  '=1+1',
];
const cell: fc.Arbitrary<Cell> = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...words) },
  { weight: 1, arbitrary: fc.string({ maxLength: 20 }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constantFrom('number', 'date', 'boolean', 'error'),
      text: fc.constantFrom('1', '0.5', '2023-05-01', '#N/A'),
    }),
  },
);
/** A good list with up to three cells written over, its columns in any order. */
const sheetOf = (form: Form) => {
  const header = headersOf(form);
  const rows = ['P1', 'P2', 'P3'].flatMap((park) => {
    const lines = city.listOf(form.metric, park);
    return (lines.length === 0 ? [null] : lines).map((line): readonly Cell[] => writeRow(form, park, line));
  });
  const slip = fc.record({ row: fc.nat(rows.length), column: fc.nat(header.length - 1), cell });
  return fc
    .tuple(fc.shuffledSubarray([...header.keys()], { minLength: header.length }), fc.array(slip, { maxLength: 3 }))
    .map(([order, slips]) => {
      const all = [header, ...rows].map((cells) => [...cells]) as Cell[][];
      for (const { row, column, cell: written } of slips) (all[row] as Cell[])[column] = written;
      return { name: form.sheet, rows: all.map((cells) => order.map((at) => cells[at] ?? '')) };
    });
};
const workbooks = fc
  .constantFrom(...forms)
  .chain((form) => sheetOf(form).map((sheet): Workbook => ({ format: 'xlsx', hidden: [], sheets: [sheet] })));

describe('whatever stands in a workbook', () => {
  it('is checked to the end: every error has its place, and what passes is taken by the dossier', () => {
    const property = fc.property(workbooks, (workbook) => {
      const [sheet] = workbook.sheets;
      for (const department of ['landResources', 'tax'] as const) {
        const { errors, warnings, deliveries } = checkWorkbook(workbook, city.situation('delivery', department));
        const lost = [...errors, ...warnings].filter(({ row, sheet: name }) => name !== sheet?.name || row < 1 || row > sheet.rows.length);
        expect(lost).toEqual([]);
        expect(errors.length > 0 || deliveries.length > 0).toBe(true);
        for (const { metric, lines } of deliveries.flatMap(({ facts }) => facts)) {
          const rules = { metric: city.metricOf(metric), scheme: city.scheme, today: city.today };
          expect(validateLines(lines, rules, describedBy(workbook, city.hash)).faults).toEqual([]);
        }
      }
    });
    fc.assert(property, { seed: 20231231, numRuns: 150 });
  });
});

import { type Cell, textOf, type Workbook } from '#libs/spreadsheets';
import { formsFor } from '../forms/index.js';
import { templateFor } from '../templates/index.js';
import { places } from '../testing/by-hand.js';
import * as city from '../testing/city.js';
import { formats } from '../testing/filled.js';
import { type AwaitingFact, checkingWorkbook, checkWorkbook } from './index.js';
import type { Department } from '#libs/kernel';
import type { BookOut } from '#libs/spreadsheets';

const awaitingOf = (department: Department): readonly AwaitingFact[] =>
  formsFor('verification', city.scheme, department).flatMap(({ metric }) =>
    ['P1', 'P3'].map((park) => ({
      park,
      metric: metric.code,
      version: 2,
      lines: city.standingLines(metric, park),
      deliveredBy: 'someone',
    })),
  );

/** Confirms every line but the last one of P1, which is struck. */
function decided(book: BookOut, change: (row: Cell[], at: number) => void = () => undefined): BookOut {
  const sheets = book.sheets.map((sheet) => {
    const [verdict, reason] = ['核实结论', '核实理由'].map((header) => sheet.columns.findIndex((column) => column.header === header)) as [
      number,
      number,
    ];
    if (verdict < 0) return sheet;
    const last = sheet.rows.findLastIndex((row) => textOf(row[0] ?? '') === 'P1');
    const rows = sheet.rows.map((row, at) => {
      const cells: Cell[] = [...row];
      cells[verdict] = at === last ? '划去' : '确认';
      if (at === last) cells[reason] = '材料不符';
      change(cells, at);
      return cells;
    });
    return { ...sheet, rows };
  });
  return { ...book, sheets };
}

const verifiers: readonly Department[] = [
  'tax',
  'landResources',
  'statistics',
  'industry',
  'science',
  'market',
  'humanResources',
  'county',
  'taskForce',
];

describe("a verifier's workbook", () => {
  it.each(verifiers)('of %s comes back as verdicts on every line, in each format', async (department) => {
    const awaiting = awaitingOf(department);
    const book = decided(templateFor(city.request('verification', department, { awaiting })));
    for (const files of Object.values(formats)) {
      const checked = (await files(book)).map((file) => checkWorkbook(file, city.situation('verification', department, { awaiting })));
      expect(checked.flatMap(({ errors, warnings }) => [...errors, ...warnings])).toEqual([]);
      const facts = checked.flatMap(({ verdicts }) => verdicts.flatMap(({ park, facts: all }) => all.map((fact) => ({ park, ...fact }))));
      const sorted = (all: readonly { readonly park: string; readonly metric: string }[]) =>
        [...all].sort((a, b) => (`${a.metric}${a.park}` < `${b.metric}${b.park}` ? -1 : 1));
      expect(sorted(facts)).toEqual(
        sorted(
          awaiting.map(({ park, metric, version, lines }) => ({
            park,
            metric,
            version,
            verdicts: lines.map(({ id }, i) =>
              park === 'P1' && i === lines.length - 1
                ? { line: id, verdict: 'struck', reason: '材料不符' }
                : { line: id, verdict: 'confirmed' },
            ),
          })),
        ),
      );
    }
  });

  const awaiting = awaitingOf('science');
  const template = templateFor(city.request('verification', 'science', { awaiting }));
  const asRead = ({ sheets }: BookOut): Workbook => ({
    format: 'xlsx',
    hidden: [],
    sheets: sheets.map(({ name, columns, rows }) => ({ name, rows: [columns.map(({ header }) => header), ...rows] })),
  });
  const check = (book: BookOut, changes: Parameters<typeof city.situation>[2] = {}) =>
    checkWorkbook(asRead(book), city.situation('verification', 'science', { awaiting, ...changes }));
  const column = (header: string) => template.sheets[0]?.columns.findIndex((one) => one.header === header) ?? -1;

  it('leaves undecided what has no verdict at all, and refuses what is decided in part', () => {
    const onlyP1 = decided(template, (cells) => {
      if (textOf(cells[0] ?? '') === 'P3') cells[column('核实结论')] = '';
    });
    const { errors, warnings, verdicts } = check(onlyP1);
    expect(errors).toEqual([]);
    expect(warnings).toMatchObject([{ code: 'submission.undecided', message: expect.stringContaining('P3') }]);
    expect(verdicts.map(({ park }) => park)).toEqual(['P1']);
    const inPart = decided(template, (cells, at) => {
      if (at === 0) cells[column('核实结论')] = '';
      if (at === 1) cells[column('核实理由')] = '';
    });
    expect(places(check(inPart).errors)).toEqual([
      [2, '核实结论', 'submission.verdictMissing'],
      [3, '核实理由', 'dossier.reasonMissing'],
    ]);
    expect(places(check(template).errors)).toEqual([[1, null, 'submission.nothingFilled']]);
  });

  it('refuses rows that were taken away, doubled or made up, and an empty list that is struck', () => {
    const [sheet] = decided(template).sheets as [BookOut['sheets'][number]];
    const without = { ...template, sheets: [{ ...sheet, rows: sheet.rows.slice(1) }] };
    expect(places(check(without).errors)).toEqual([[2, null, 'submission.verdictRowsMissing']]);
    const doubled = { ...template, sheets: [{ ...sheet, rows: [sheet.rows[0] ?? [], ...sheet.rows] }] };
    expect(places(check(doubled).errors)).toEqual([[3, '行编号', 'dossier.verdictTwice']]);
    const made = decided(template, (cells, at) => {
      if (at === 0) cells[column('行编号')] = 'X';
      if (textOf(cells[0] ?? '') === 'P3') cells[column('核实结论')] = '退回';
      if (textOf(cells[0] ?? '') === 'P3') cells[column('核实理由')] = '应有';
    });
    expect(places(check(made).errors)).toEqual([
      [2, null, 'submission.verdictRowsMissing'],
      [2, '行编号', 'dossier.verdictUnknownLine'],
      [4, '核实结论', 'submission.nilOnlyConfirmed'],
    ]);
  });

  it('refuses another version, what no longer awaits, and what the same account delivered', () => {
    const newer = awaiting.map((fact) => ({ ...fact, version: 3 }));
    expect(places(check(decided(template), { awaiting: newer }).errors)).toEqual([
      [2, '版本', 'submission.versionOver'],
      [4, '版本', 'submission.versionOver'],
    ]);
    expect(places(check(decided(template), { awaiting: [] }).errors)).toEqual([
      [2, null, 'submission.nothingAwaits'],
      [4, null, 'submission.nothingAwaits'],
    ]);
    const own = awaiting.map((fact) => ({ ...fact, deliveredBy: fact.park === 'P1' ? 'science-1' : 'someone' }));
    expect(places(check(decided(template), { awaiting: own }).errors)).toEqual([[2, null, 'dossier.verifyOwn']]);
  });

  it('names a line by an id as long as a line may have: a contract and its category', () => {
    const long = awaiting.map((fact) => ({ ...fact, lines: fact.lines.map((line) => ({ ...line, id: line.id.padEnd(300, '甲') })) }));
    const book = decided(templateFor(city.request('verification', 'science', { awaiting: long })));
    expect(check(book, { awaiting: long }).errors).toEqual([]);
  });

  it('is read in steps, so that a server goes on serving', () => {
    const [sheet] = decided(template).sheets as [BookOut['sheets'][number]];
    const [first] = sheet.rows as [readonly Cell[]];
    const long = { ...template, sheets: [{ ...sheet, rows: [...sheet.rows, ...Array<readonly Cell[]>(1_197).fill(first)] }] };
    const steps = [...checkingWorkbook(asRead(long), city.situation('verification', 'science', { awaiting }))];
    expect(steps).toEqual([500, 1_000, 2_399].map((done) => ({ done, total: 2_400 })));
  });

  it('says that a changed figure is not read', () => {
    const changed = decided(template, (cells, at) => {
      if (at === 0) cells[column('认定日期')] = '2023-01-01';
    });
    const { errors, warnings } = check(changed);
    expect(errors).toEqual([]);
    expect(places(warnings)).toEqual([[2, '认定日期', 'submission.shownChanged']]);
  });
});

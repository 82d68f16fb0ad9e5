import type { Cell } from '#libs/spreadsheets';
import { formOf, headersOf } from '../forms/index.js';
import { places, workbook } from '../testing/by-hand.js';
import * as city from '../testing/city.js';
import { checkWorkbook } from './index.js';

const land = formOf(city.metricOf('landArea'), city.scheme);
const LAND = land.sheet;
const head = headersOf(land);
const good: readonly Cell[] = ['P1', '城东小微园', '皖A1', { kind: 'number', text: '20.5' }, '亩', ''];
const check = (sheets: Parameters<typeof workbook>[0], more: Parameters<typeof workbook>[1] = {}) =>
  checkWorkbook(workbook(sheets, more), city.situation('delivery', 'landResources'));
const declared = (sheets: Parameters<typeof workbook>[0], more: Parameters<typeof workbook>[1] = {}) =>
  checkWorkbook(
    workbook(sheets, more),
    city.situation('declaration', 'park', { caller: { account: 'park-P1', department: 'park', park: 'P1' } }),
  );

describe('finding a list', () => {
  it('reads columns in any order, by their headers, below titles, in full-width forms and with blanks', () => {
    const sheet = [
      ['2023 年度小微企业园占地面积'],
      ['（单位：亩）'],
      ['序号', '面 积', '面积单位', '园区代码', '不动产权证号*', '共用份额(％)', '园区名称'],
      [{ kind: 'number', text: '1' }, '２０．５', '平方米', 'P1', '皖（2020）1号', { kind: 'number', text: '50%' }, '城东小微园'],
    ] as const;
    const { errors, warnings, deliveries } = check({ [LAND]: sheet });
    expect([errors, warnings]).toEqual([[], []]);
    const source = { hash: city.hash, sheet: LAND, row: 4 };
    expect(deliveries).toEqual([
      {
        park: 'P1',
        year: 2023,
        facts: [{ metric: 'landArea', lines: [{ certificate: '皖（2020）1号', area: '20.5', unit: 'm2', share: '50', source }] }],
      },
    ]);
  });

  it('finds a sheet by its name, the code of the metric, a name that holds it, or its headers', () => {
    for (const name of [LAND, 'landArea', `2023-${LAND}（终稿）`, 'Sheet1']) expect(check({ [name]: [head, good] }).errors).toEqual([]);
    expect(check({ '2023-landResources-landArea.csv': [head, good] }, { format: 'csv' }).rows).toBe(1);
  });

  it('passes over notes, and says which other sheets and columns it did not read', () => {
    const { errors, warnings } = check({
      填报说明: [['项目', '说明']],
      [LAND]: [
        [...head, '经办人'],
        [...good, '某某'],
      ],
      草稿: [['随手记']],
    });
    expect(errors).toEqual([]);
    expect(warnings.map(({ sheet, column, code }) => [sheet, column, code])).toEqual([
      [LAND, '经办人', 'submission.columnIgnored'],
      ['草稿', null, 'submission.sheetIgnored'],
    ]);
  });

  it('refuses a file without a list, without a header, with a hidden list, and a list of which nobody can tell what it is', () => {
    expect(places(check({ 草稿: [['随手记']] }).errors)).toEqual([[1, null, 'submission.noSheet']]);
    expect(places(check({ [LAND]: [['面积'], ['20']] }).errors)).toEqual([[1, null, 'submission.headerMissing']]);
    expect(places(check({ [LAND]: [head, good] }, { hidden: ['landArea'] }).errors)).toEqual([[1, null, 'submission.sheetHidden']]);
    const flags = {
      'a.csv': [
        ['园区代码', '是否具备'],
        ['P1', '是'],
      ],
    };
    const [unclear] = declared(flags, { format: 'csv' }).errors;
    expect(unclear).toMatchObject({ code: 'submission.sheetUnclear', message: expect.stringContaining('物流中心或仓储中心') });
  });

  it('reads the first rows of a sheet once, not for each list that it might be: they may hold megabytes', () => {
    let looks = 0;
    const cell: Cell = {
      kind: 'number',
      get text() {
        looks += 1;
        return '7';
      },
    };
    expect(places(declared({ 草稿: [[cell]] }).errors)).toEqual([[1, null, 'submission.noSheet']]);
    expect(looks).toBeLessThan(4);
  });

  it('names every column that is missing, doubled or in another unit', () => {
    const tax = formOf(city.metricOf('taxPaid'), city.scheme);
    const header = ['园区代码', '统一社会信用代码', '园内企业税收总额（元）', '口径', '口径'];
    const sheets = { [tax.sheet]: [header, ['P1', city.usccOf(1), '125000', '法人单位', '法人单位']] };
    const { errors } = checkWorkbook(workbook(sheets), city.situation('delivery', 'tax'));
    expect(places(errors)).toEqual([
      [1, '园内份额（%）', 'submission.columnMissing'],
      [1, '园内企业税收总额（元）', 'submission.unitDiffers'],
      [1, '口径', 'submission.columnTwice'],
    ]);
  });
});

describe('reading rows', () => {
  it('names every fault of a row at once, whatever else is wrong with it', () => {
    const { errors } = check({
      [LAND]: [head, ['P1', '', { kind: 'number', text: '10002' }, '0', '公顷', '120'], ['P1', '', '皖A2', '一百', '亩', '0']],
    });
    expect(places(errors)).toEqual([
      [2, '不动产权证号', 'submission.codeNotText'],
      [2, '面积', 'dossier.areaNotPositive'],
      [2, '面积单位', 'submission.wordUnknown'],
      [2, '共用份额（%）', 'dossier.shareOutOfRange'],
      [3, '面积', 'decimal.malformed'],
      [3, '共用份额（%）', 'dossier.shareOutOfRange'],
    ]);
  });

  it('takes an empty list as one, a park with nothing written as not delivered, and refuses an empty row of one that is', () => {
    const listed = check({ [LAND]: [head, good, ['P2', '', '无'], ['P3', '空港小微园']] });
    expect([listed.errors, places(listed.warnings)]).toEqual([[], [[4, '园区代码', 'submission.parkUntouched']]]);
    const { errors } = check({ [LAND]: [head, good, ['P1', '城东小微园']] });
    expect(places(errors)).toEqual([[3, null, 'submission.rowUnfilled']]);
    expect(errors[0]?.remedy).toContain('「不动产权证号」填「无」');
    expect(check({ [LAND]: [head, good, ['P2', '', '无']] }).deliveries[1]).toEqual({
      park: 'P2',
      year: 2023,
      facts: [{ metric: 'landArea', lines: [] }],
    });
    expect(places(check({ [LAND]: [head, ['P2', '', '无'], ['P2', '', '无']] }).errors)).toEqual([[3, null, 'submission.nilTwice']]);
  });

  it('takes a list that nobody filled in as not delivered, and a file of nothing else as empty', () => {
    const flag = formOf(city.metricOf('logisticsCentre'), city.scheme);
    const patents = formOf(city.metricOf('inventionPatents'), city.scheme);
    const empty = [headersOf(patents), ['P1', '城东小微园']];
    const { errors, warnings, deliveries } = declared({
      [patents.sheet]: empty,
      [flag.sheet]: [headersOf(flag), ['P1', '城东小微园', '是']],
    });
    expect(errors).toEqual([]);
    expect(places(warnings)).toEqual([[1, null, 'submission.sheetUntouched']]);
    expect(deliveries.flatMap(({ facts }) => facts.map(({ metric }) => metric))).toEqual(['logisticsCentre']);
    expect(places(declared({ [patents.sheet]: empty }).errors)).toEqual([[1, null, 'submission.nothingFilled']]);
  });

  it('takes a park whose printed rows nobody filled in as not delivered this time; one that is begun must be whole', () => {
    const tax = formOf(city.metricOf('taxPaid'), city.scheme);
    const row = (park: string, i: number, ...cells: string[]): string[] => [park, '', city.usccOf(i), '', ...cells];
    const from = (...rows: readonly (readonly string[])[]) =>
      checkWorkbook(workbook({ [tax.sheet]: [headersOf(tax), ...rows] }), city.situation('delivery', 'tax'));
    const partly = from(row('P1', 0, '1.5', '法人单位'), row('P2', 1), row('P2', 2));
    expect(partly.errors).toEqual([]);
    expect(places(partly.warnings.filter(({ code }) => code === 'submission.parkUntouched'))).toEqual([
      [3, '园区代码', 'submission.parkUntouched'],
    ]);
    expect(partly.deliveries.map(({ park }) => park)).toEqual(['P1']);
    const begun = from(row('P1', 0, '1.5', '法人单位'), row('P1', 1));
    expect(places(begun.errors).map(([at, , code]) => [at, code])).toEqual([
      [3, 'submission.cellEmpty'],
      [3, 'submission.cellEmpty'],
    ]);
  });

  it('says 无 is no answer to whether a park has something', () => {
    const flag = formOf(city.metricOf('logisticsCentre'), city.scheme);
    const rows = [headersOf(flag), ['P1', '城东小微园', '无']];
    expect(places(declared({ [flag.sheet]: rows }).errors)).toEqual([[2, '是否具备', 'submission.notYesNo']]);
  });

  it('takes days as people write them, and no others', () => {
    const roster = formOf(city.metricOf('tenantRoster'), city.scheme);
    const days: readonly Cell[] = [
      '2020年3月1日',
      '2020/3/1',
      '2020.03.01',
      '２０２０-3-1',
      { kind: 'number', text: '20200301' },
      { kind: 'date', text: '2020-03-01' },
    ];
    const rowsOf = (cells: readonly Cell[]) => cells.map((from, i): Cell[] => ['P1', '', city.usccOf(i), '', from, '']);
    const read = (cells: readonly Cell[]) =>
      checkWorkbook(workbook({ [roster.sheet]: [headersOf(roster), ...rowsOf(cells)] }), city.situation('roster', 'park'));
    expect(read(days).deliveries[0]?.facts[0]?.lines.map(({ from, to }) => [from, to])).toEqual(days.map(() => ['2020-03-01', null]));
    expect(places(read(['三月', { kind: 'number', text: '43891' }, '2020-02-30', '2030-01-01']).errors)).toEqual([
      [2, '入驻日期', 'submission.notADay'],
      [3, '入驻日期', 'submission.notADay'],
      [4, '入驻日期', 'date.invalid'],
      [5, '入驻日期', 'dossier.futureDate'],
    ]);
  });

  it('keeps a park to its own, and tells of names that differ and of enterprises that are no tenants', () => {
    const patents = formOf(city.metricOf('inventionPatents'), city.scheme);
    const rows = [
      headersOf(patents),
      ['P1', '城东园', city.usccOf(1), '另一家公司', 'ZL1', '2023-02-28', '原始取得'],
      ['P1', '城东小微园', city.usccOf(7), '', 'ZL2', '2023-02-28', '受让'],
    ];
    const own = declared({ [patents.sheet]: rows });
    expect(own.errors).toEqual([]);
    expect(places(own.warnings)).toEqual([
      [2, '园区名称', 'submission.nameDiffers'],
      [2, '企业名称', 'submission.nameDiffers'],
      [3, '统一社会信用代码', 'submission.notOnRoster'],
    ]);
    const others = declared({ [patents.sheet]: [headersOf(patents), ['P2', '', '无']] });
    expect(places(others.errors)).toEqual([[2, '园区代码', 'submission.notYourPark']]);
  });

  it('finds stays of one enterprise that overlap, by the rows of the file', () => {
    const roster = formOf(city.metricOf('tenantRoster'), city.scheme);
    const rows = [
      headersOf(roster),
      ['P1', '', city.usccOf(1), '', '2020-01-01', ''],
      ['P1', '', city.usccOf(1), '', '2021-01-01', '2021-06-30'],
    ];
    const { errors } = checkWorkbook(workbook({ [roster.sheet]: rows }), city.situation('roster', 'park'));
    expect(errors).toMatchObject([{ row: 3, column: '入驻日期', message: `企业 ${city.usccOf(1)} 的在园期间与第 2 行重叠` }]);
  });

  it('warns where two parks claim the same, in the file or in what stands (R5)', () => {
    const rows = [head, good, ['P2', '', '皖A1', '10', '亩', ''], ['P3', '', '皖A9', '10', '亩', '60']];
    const claims = [
      { park: 'P1', year: 2023, claims: [{ kind: 'share', metric: 'landArea', subject: '皖A9', line: '皖A9', share: '100' }] },
      { park: 'P2', year: 2023, claims: [{ kind: 'share', metric: 'landArea', subject: '皖A9', line: '皖A9', share: '50' }] },
      { park: 'P8', year: 2023, claims: [{ kind: 'share', metric: 'landArea', subject: '皖A9', line: '皖A9', share: '50' }] },
    ] as const;
    const { errors, warnings } = checkWorkbook(workbook({ [LAND]: rows }), city.situation('delivery', 'landResources', { claims }));
    expect(errors).toEqual([]);
    expect(places(warnings)).toEqual([
      [2, null, 'dossier.clash'],
      [3, null, 'dossier.clash'],
      [4, null, 'dossier.clash'],
    ]);
    expect(warnings[2]?.message).toContain('P3、P8');
  });
});

import { textOf } from '#libs/spreadsheets';
import * as city from '../testing/city.js';
import { monthsIn, monthsInWords, tableOfSheet, templateFor } from './index.js';

const text = (rows: readonly (readonly unknown[])[]) => rows.map((row) => row.map((cell) => textOf(cell as string)));
const notesOf = (book: ReturnType<typeof templateFor>) =>
  new Map(text(book.sheets.at(-1)?.rows ?? []).map(([subject, note]) => [subject, note]));

describe('a template', () => {
  const tax = templateFor(city.request('delivery', 'tax'));

  it('has the roster filled in: every tenant with its name and its months in the year', () => {
    const [sheet] = tax.sheets as [(typeof tax.sheets)[number]];
    const [a, b, c] = [1, 2, 50].map(city.usccOf) as [string, string, string];
    expect(tableOfSheet(sheet)).toEqual([
      ['园区代码', '园区名称', '统一社会信用代码', '企业名称', '在园月份', '园内企业税收总额（万元）', '口径', '园内份额（%）'],
      ['P1', '城东小微园', a, city.enterpriseName(a), '1—12 月（12 个月）', '', '', ''],
      ['P1', '城东小微园', b, city.enterpriseName(b), '1—6 月（6 个月）', '', '', ''],
      ['P2', '城西小微园', c, city.enterpriseName(c), '1—12 月（12 个月）', '', '', ''],
      ['P3', '空港小微园'],
    ]);
  });

  it('has a sheet for each metric and the notes last', () => {
    expect(tax.sheets.map(({ name }) => name)).toEqual(['园内企业税收总额', '园内企业总营业收入', '园内企业研发费用支出', '填报说明']);
    const declaration = templateFor(city.request('declaration', 'park', { parks: city.parks.slice(0, 1) }));
    const claimed = city.scheme.metrics.filter(({ submits, lines }) => submits === 'park' && lines !== 'tenancy');
    expect(declaration.sheets.map(({ name }) => name).slice(0, -1)).toHaveLength(claimed.length);
    expect(declaration.title).toBe('2023 年度六安市小微企业园园区申报表（园区）');
  });

  it('has codes as text, words as drop-downs, and does not offer what is taken in no case (R24)', () => {
    const kinds = tax.sheets[0]?.columns.map(({ header, kind, choices }) => [header, kind, choices]);
    expect(kinds).toContainEqual(['统一社会信用代码', 'code', undefined]);
    expect(kinds).toContainEqual(['园内企业税收总额（万元）', 'decimal', undefined]);
    expect(kinds).toContainEqual(['口径', 'words', ['法人单位', '分支机构', '分摊']]);
    const facilities = templateFor(city.request('declaration', 'park')).sheets.find(({ name }) => name === '配套设施');
    expect(facilities?.columns[2]?.choices).toEqual(['宿舍', '食堂', '办公楼', '集中污水处理', '无']);
  });

  it('tells the basis, the day on which it is due, the cut-off, the clause, and what goes into each column', () => {
    const notes = notesOf(tax);
    expect(notes.get('依据')).toContain('（依据为征求意见稿）');
    expect(notes.get('园内企业税收总额')).toBe('截止 2024-06-20；取数时点：考核年度 12 月 31 日前入库，按企业在园月份；单位：万元');
    expect(notes.get('园内企业税收总额：政策原文')).toContain('亩均税收占指标权重40%');
    expect(notes.get('园内企业税收总额：口径')).toContain('可填：法人单位、分支机构、分摊');
    // 31 March 2024 is a Sunday.
    expect(notesOf(templateFor(city.request('roster', 'park'))).get('园内企业名单（起止日期）')).toContain('截止 2024-04-01');
    expect(notesOf(templateFor(city.request('verification', 'county'))).size).toBeGreaterThan(3);
  });

  it('shows what stands, where it is asked to', () => {
    const lines = (park: string, metric: string) =>
      park === 'P2' ? city.listOf(city.metricOf(metric), park) : park === 'P3' ? [] : undefined;
    const [land] = templateFor(city.request('delivery', 'landResources', { lines })).sheets as [(typeof tax.sheets)[number]];
    expect(text(land.rows)).toEqual([
      ['P1', '城东小微园'],
      ['P2', '城西小微园', '皖（2020）六安市不动产权第0010001号乙', '20.0001', '亩', ''],
      ['P3', '空港小微园', '无', '', '', ''],
    ]);
    const amounts = templateFor(city.request('delivery', 'tax', { lines }));
    expect(text(amounts.sheets[0]?.rows ?? []).slice(2)).toEqual([
      ['P2', '城西小微园', city.usccOf(50), city.enterpriseName(city.usccOf(50)), '1—12 月（12 个月）', '-12.5', '法人单位', ''],
      ['P3', '空港小微园', '无', '', '', '', '', ''],
    ]);
  });

  it('for verifiers lets verdict and reason be changed, and nothing else', () => {
    const metric = city.metricOf('highTechNew');
    const awaiting = [{ park: 'P1', metric: metric.code, version: 1, lines: city.standingLines(metric, 'P1'), deliveredBy: 'park-P1' }];
    const { sheets } = templateFor(city.request('verification', 'science', { awaiting }));
    expect(sheets.map(({ name, protected: isProtected }) => [name, isProtected])).toEqual([
      ['新认定高新技术企业', true],
      ['填报说明', undefined],
    ]);
    const open = sheets[0]?.columns.filter(({ locked }) => locked === false).map(({ header }) => header);
    const hidden = sheets[0]?.columns.filter((column) => column.hidden).map(({ header }) => header);
    expect([open, hidden]).toEqual([
      ['核实结论', '核实理由'],
      ['版本', '行编号'],
    ]);
  });
});

describe('months of a tenancy', () => {
  it('count where the enterprise was there on at least one day', () => {
    const stays = [
      { from: '2022-05-01', to: '2023-03-01' },
      { from: '2023-07-31', to: '2023-07-31' },
      { from: '2023-11-30', to: null },
    ];
    expect(monthsInWords(monthsIn(2023, stays))).toBe('1—3、7、11—12 月（6 个月）');
    expect(monthsIn(2021, stays)).toEqual([]);
  });
});

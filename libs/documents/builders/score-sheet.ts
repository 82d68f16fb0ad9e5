import type { RenderedIndicator, RenderedSheet } from '#libs/scoring';
import type { Scheme } from '#libs/scheme';
import { type CitedResult, citationText, type LedgerPoint } from '../citation.js';
import type { Block, DocumentModel, Table } from '../model.js';
import { basisText, NOTHING, ordinalText, shortHash, standingNames, GAP } from '../text.js';
import { type EnterpriseName, lineTables } from './score-lines.js';
import { inputsTable, termsTable } from './score-terms.js';
import { numbered, tableOf } from './table.js';

/** A park as documents name it. */
export interface ParkInWords {
  readonly code: string;
  readonly name: string;
  readonly zone: string;
  readonly county: string;
  readonly operator: { readonly name: string; readonly uscc: string };
}

/** A park's sheet in a result, as its reader may see it. */
export interface ShownSheet extends CitedResult {
  readonly year: number;
  readonly city: string;
  readonly scheme: Scheme;
  readonly park: ParkInWords;
  readonly place: { readonly rank: number | null; readonly tier: string | null };
  readonly sheet: RenderedSheet;
  readonly engine: string;
  /** Of the whole sheet, whatever is withheld here. */
  readonly sheetHash: string;
  readonly withheld: boolean;
  readonly point: LedgerPoint;
  readonly nameOf: (park: string) => string;
  readonly enterprise: EnterpriseName;
}

/** 计分底稿: one park's scores down to formula, inputs, lines, and the file and row of each. */
export function scoreSheetDocument(shown: ShownSheet): DocumentModel {
  const { city, year, scheme, park, sheet } = shown;
  return {
    kind: 'scoreSheet',
    title: `${city}${year}年度小微企业园绩效评价计分底稿`,
    subtitles: [park.name, basisText(scheme)],
    orientation: 'portrait',
    blocks: [
      { kind: 'facts', pairs: factsOf(shown) },
      ...(sheet.indicators.length === 0 ? barred(sheet) : scored(shown)),
      { kind: 'signatures', labels: ['计分人', '复核人', '市工作专班（盖章）', '日期'] },
    ],
    citation: citationText(shown.point, shown),
    at: shown.point.at,
  };
}

function factsOf({ park, sheet, place, sheetHash, engine }: ShownSheet): (readonly [string, string])[] {
  return [
    ['园区编码', park.code],
    ['所在开发区', park.zone],
    ['县区', park.county],
    ['运营管理机构', park.operator.name],
    ['参评情况', standingNames[sheet.status]],
    ['名次、档次', place.rank === null ? NOTHING : `第 ${place.rank} 名${GAP}${place.tier ?? '待裁定'} 档`],
    ['总分', sheet.total ?? NOTHING],
    ['底稿摘要', `${shortHash(sheetHash)}（引擎版本 ${engine}）`],
  ];
}

function barred({ reasons }: RenderedSheet): Block[] {
  return [{ kind: 'prose', paragraphs: [`该园区本年度不得参评，不计分。原因：${reasons.map(({ text }) => text).join('、')}。`] }];
}

function scored({ sheet, scheme, nameOf, enterprise, withheld }: ShownSheet): Block[] {
  const lists = lineTables(sheet.indicators, enterprise);
  return [
    summaryTable(sheet, scheme),
    {
      kind: 'notes',
      items: [
        ...(sheet.totalFormula === undefined ? [] : [`总分：${sheet.totalFormula}`]),
        ...(withheld
          ? ['涉及企业税收、营业收入、研发费用的内容依法不公开的，以「不公开」「无」或「—」表示；底稿摘要是完整底稿的摘要。']
          : []),
      ],
    },
    ...sheet.indicators.flatMap((indicator, i) => indicatorBlocks(indicator, i, nameOf)),
    ...(lists.length === 0 ? [] : [{ kind: 'heading', text: `${ordinalText(sheet.indicators.length + 1)}、清单明细` } as const, ...lists]),
  ];
}

function summaryTable({ indicators, total }: RenderedSheet, { totalPoints }: Scheme): Table {
  const table = tableOf(
    '得分汇总',
    indicators,
    [
      numbered(8),
      { header: '评价指标', width: 44, cell: ({ name }) => name },
      { header: '分值', width: 12, align: 'right', cell: ({ points }) => points },
      { header: '得分', width: 16, align: 'right', cell: ({ score }) => score },
      { header: '取舍', width: 26, align: 'right', cell: ({ rounding }) => rounding },
    ],
    '没有得分',
  );
  return { ...table, totals: [['', '总分', totalPoints, total ?? NOTHING, '']] };
}

function indicatorBlocks(indicator: RenderedIndicator, i: number, nameOf: ShownSheet['nameOf']): Block[] {
  const { name, points, score, clause, readings } = indicator;
  return [
    { kind: 'heading', text: `${ordinalText(i + 1)}、${name}（${points} 分）${GAP}得 ${score} 分` },
    { kind: 'notes', items: [`条款（${clause.place}）：${clause.text}`, `数据来源：${clause.dataSource}`] },
    termsTable(indicator, nameOf),
    inputsTable(indicator),
    { kind: 'notes', items: readings.map(({ number, text }) => `${number}${GAP}${text}`) },
  ];
}

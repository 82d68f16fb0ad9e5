import { type RenderedIndicator, type RenderedInput, type RenderedTerm, shown } from '#libs/scoring';
import type { Table } from '../model.js';
import { NOTHING, GAP } from '../text.js';
import { tableOf } from './table.js';

type NameOf = (park: string) => string;

/** How an indicator's points come about: every term with its formula written out, the parts of a term set in below it. */
export function termsTable(indicator: RenderedIndicator, nameOf: NameOf): Table {
  return tableOf(
    `${indicator.name}${GAP}计算过程`,
    indicator.terms.flatMap((term) => inOrder(term, 0)),
    [
      { header: '项目', width: 22, cell: ({ term, depth }) => `${GAP.repeat(depth)}${term.label}` },
      { header: '数值', width: 13, align: 'right', cell: ({ term }) => term.value },
      { header: '算式（代入数值）', width: 40, cell: ({ term }) => (term.formula === term.value ? '' : term.formula) },
      { header: '说明', width: 25, cell: ({ term }) => remarks(term, nameOf) },
    ],
    '没有计算项',
  );
}

interface PlacedTerm {
  readonly term: RenderedTerm;
  readonly depth: number;
}

function inOrder(term: RenderedTerm, depth: number): PlacedTerm[] {
  return [{ term, depth }, ...term.terms.flatMap((part) => inOrder(part, depth + 1))];
}

function remarks({ notes, best, worst }: RenderedTerm, nameOf: NameOf): string {
  const extreme = (what: string, one: RenderedTerm['best']): string[] =>
    one === undefined ? [] : [`${what} ${shown(one.value)}${one.park === null ? '' : `（${nameOf(one.park)}）`}`];
  return [...notes, ...extreme('最优', best), ...extreme('最差', worst)].join('；');
}

/** Every input of an indicator, each once. */
export function inputsOf({ terms }: RenderedIndicator): readonly RenderedInput[] {
  const found = new Map<string, RenderedInput>();
  const walk = (term: RenderedTerm): void => {
    for (const input of term.inputs) found.set(`${input.side} ${input.measure}`, input);
    term.terms.forEach(walk);
  };
  terms.forEach(walk);
  return [...found.values()];
}

/** What an indicator was computed from, and where in the ledger each of it stands. */
export function inputsTable(indicator: RenderedIndicator): Table {
  return tableOf(
    `${indicator.name}${GAP}取数`,
    inputsOf(indicator),
    [
      { header: '年度', width: 7, align: 'centre', cell: ({ year }) => String(year) },
      { header: '数据项', width: 24, cell: ({ label }) => label },
      { header: '数值', width: 20, align: 'right', cell: ({ text }) => text },
      { header: '单位', width: 7, align: 'centre', cell: ({ unit }) => unit ?? '' },
      { header: '计入行数', width: 10, align: 'centre', cell: countedText },
      { header: '账本中的位置', width: 34, cell: placeText },
    ],
    '没有取数',
  );
}

function placeText({ year, fact }: RenderedInput): string {
  return fact === undefined ? NOTHING : `${year} 年档案第 ${fact.revision} 号事件（第 ${fact.version} 版）`;
}

function countedText({ lines }: RenderedInput): string {
  if (lines.length === 0) return NOTHING;
  const counted = lines.filter((line) => line.counted).length;
  return counted === lines.length ? String(counted) : `${counted} / ${lines.length}`;
}

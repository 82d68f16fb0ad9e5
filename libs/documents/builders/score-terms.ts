import { type RenderedIndicator, type RenderedInput, type RenderedTerm, shown } from '#libs/scoring';
import type { Table } from '../model.js';
import { NOTHING, GAP } from '../text.js';

type NameOf = (park: string) => string;

/** How an indicator's points come about: every term with its formula written out, the parts of a term set in below it. */
export function termsTable(indicator: RenderedIndicator, nameOf: NameOf): Table {
  return {
    kind: 'table',
    name: `${indicator.name}${GAP}计算过程`,
    columns: [
      { header: '项目', width: 22 },
      { header: '数值', width: 13, align: 'right' },
      { header: '算式（代入数值）', width: 40 },
      { header: '说明', width: 25 },
    ],
    rows: indicator.terms.flatMap((term) => termRows(term, 0, nameOf)),
    empty: '没有计算项',
  };
}

function termRows(term: RenderedTerm, depth: number, nameOf: NameOf): string[][] {
  const row = [`${GAP.repeat(depth)}${term.label}`, term.value, term.formula === term.value ? '' : term.formula, remarks(term, nameOf)];
  return [row, ...term.terms.flatMap((part) => termRows(part, depth + 1, nameOf))];
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
  return {
    kind: 'table',
    name: `${indicator.name}${GAP}取数`,
    columns: [
      { header: '年度', width: 7, align: 'centre' },
      { header: '数据项', width: 24 },
      { header: '数值', width: 20, align: 'right' },
      { header: '单位', width: 7, align: 'centre' },
      { header: '计入行数', width: 10, align: 'centre' },
      { header: '账本中的位置', width: 34 },
    ],
    rows: inputsOf(indicator).map((input) => [
      String(input.year),
      input.label,
      input.text,
      input.unit ?? '',
      countedText(input),
      input.fact === undefined ? NOTHING : `${input.year} 年档案第 ${input.fact.revision} 号事件（第 ${input.fact.version} 版）`,
    ]),
    empty: '没有取数',
  };
}

function countedText({ lines }: RenderedInput): string {
  if (lines.length === 0) return NOTHING;
  const counted = lines.filter((line) => line.counted).length;
  return counted === lines.length ? String(counted) : `${counted} / ${lines.length}`;
}

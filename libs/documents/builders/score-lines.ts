import { type LineSource, valueName } from '#libs/scheme';
import type { RenderedIndicator, RenderedInput } from '#libs/scoring';
import type { Table } from '../model.js';
import { NOTHING, shortHash, GAP } from '../text.js';
import { inputsOf } from './score-terms.js';
import { type ColumnOf, numbered, tableOf } from './table.js';

type RenderedLine = RenderedInput['lines'][number];

/** The enterprise that a code stands for; undefined where the register has none of that code. */
export type EnterpriseName = (uscc: string) => string | undefined;

const USCC = /^[0-9A-HJ-NP-RTUWXY]{18}/;

/** The codes of enterprises that the lines behind some inputs name. */
export function enterprisesIn(indicators: readonly RenderedIndicator[]): ReadonlySet<string> {
  const ids = indicators.flatMap((indicator) => inputsOf(indicator).flatMap(({ lines }) => lines.map(({ id }) => id)));
  return new Set(ids.flatMap((id) => USCC.exec(id)?.[0] ?? []));
}

/** The lines behind every input that the reader may see, each list once, with the file, sheet and row that every line was taken from. */
export function lineTables(indicators: readonly RenderedIndicator[], enterprise: EnterpriseName): readonly Table[] {
  const lists = new Map<string, RenderedInput>();
  for (const input of indicators.flatMap(inputsOf)) if (input.lines.length > 0) lists.set(`${input.year} ${input.measure}`, input);
  return [...lists.values()].map((input) => lineTable(input, enterprise));
}

function lineTable({ year, label, unit, lines, measure }: RenderedInput, enterprise: EnterpriseName): Table {
  const files = new Set(lines.map(({ source }) => `文件 ${shortHash(source.hash)}，表「${source.sheet}」`));
  const only = files.size === 1 ? [...files][0] : undefined;
  const named = lines.some(({ id }) => USCC.test(id));
  const place: Pick<ColumnOf<RenderedLine>, 'header' | 'width' | 'align'> = only === undefined
    ? { header: '出处', width: 34 }
    : { header: '行', width: 7, align: 'right' };
  return tableOf<RenderedLine>(
    `${year} 年${GAP}${label}${halfOf(measure, label)}${only === undefined ? '' : `（${only}）`}`,
    lines,
    [
      numbered(),
      ...(named ? [{ header: '企业名称', width: 32, cell: ({ id }: RenderedLine) => nameText(id, enterprise) }] : []),
      { header: named ? '代码' : '证书或项目', width: named ? 22 : 48, cell: ({ id }) => (id === 'value' ? '本园区' : id) },
      {
        header: unit === null ? '计入' : `计入（${unit}）`,
        width: 14,
        align: 'right',
        cell: ({ counted, text }) => (counted ? contribution(text) : NOTHING),
      },
      { header: '不计入的原因、备注', width: 16, cell: ({ note }) => note ?? '' },
      { ...place, cell: ({ source }) => placeText(source, only !== undefined) },
    ],
    '清单为空',
  );
}

function placeText({ hash, sheet, row }: LineSource, rowAlone: boolean): string {
  return rowAlone ? String(row) : `文件 ${shortHash(hash)}，表「${sheet}」，第 ${row} 行`;
}

/** One list of 规上工业企业 gives two measures (R19). */
function halfOf(measure: string, label: string): string {
  if (label !== '规上工业企业') return '';
  return measure.endsWith('Stock') ? '（存量）' : '（新增）';
}

function nameText(id: string, enterprise: EnterpriseName): string {
  const uscc = USCC.exec(id)?.[0];
  return (uscc === undefined ? undefined : enterprise(uscc)) ?? NOTHING;
}

function contribution(text: string | undefined): string {
  if (text === undefined) return NOTHING;
  if (text === 'true' || text === 'false') return text === 'true' ? '是' : '否';
  return valueName(text);
}

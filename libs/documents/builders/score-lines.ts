import { valueName } from '#libs/scheme';
import type { RenderedIndicator, RenderedInput } from '#libs/scoring';
import type { Table } from '../model.js';
import { NOTHING, shortHash } from '../text.js';
import { inputsOf } from './score-terms.js';

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
  return {
    kind: 'table',
    name: `${year} 年　${label}${measure.endsWith('Stock') ? '（存量）' : measure.endsWith('New') && label === '规上工业企业' ? '（新增）' : ''}`,
    columns: [
      { header: '序号', width: 6, align: 'centre' },
      { header: '企业、证书或项目', width: 36 },
      { header: unit === null ? '计入' : `计入（${unit}）`, width: 13, align: 'right' },
      { header: '不计入的原因、备注', width: 17 },
      { header: '出处：文件摘要，表，行', width: 28 },
    ],
    rows: lines.map((line, i) => [
      String(i + 1),
      nameText(line.id, enterprise),
      line.counted ? contribution(line.text) : NOTHING,
      line.note ?? '',
      `${shortHash(line.source.hash)}，${line.source.sheet}，第 ${line.source.row} 行`,
    ]),
    empty: '清单为空',
  };
}

function nameText(id: string, enterprise: EnterpriseName): string {
  if (id === 'value') return '本园区';
  const uscc = USCC.exec(id)?.[0];
  const name = uscc === undefined ? undefined : enterprise(uscc);
  return name === undefined ? id : `${name}（${id}）`;
}

function contribution(text: string | undefined): string {
  if (text === undefined) return NOTHING;
  if (text === 'true' || text === 'false') return text === 'true' ? '是' : '否';
  return valueName(text);
}

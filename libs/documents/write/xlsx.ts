import { type SheetOut, writeWorkbook } from '#libs/spreadsheets/write';
import { type Block, type Column, type DocumentModel, type Table, tablesOf } from '../model.js';
import { linesOf, titleLines } from './flat.js';

/** A sheet's name has at most 31 characters, and none of these. */
const NOT_IN_NAMES = /[[\]:*?/\\']/g;
const LONGEST_NAME = 31;
/** About what a page across holds, in characters. */
const PAGE_WIDTH = { portrait: 95, landscape: 140 } as const;
/** A plain decimal with its digits behind the point. */
const DECIMAL = /^-?\d+(?:\.(\d+))?$/;

/** The document as a workbook: a sheet for each table. What stands before the first one is above it, what comes behind a table below it, and the citation on every sheet. */
export function toXlsx(model: DocumentModel): Promise<Buffer> {
  const taken = new Set<string>();
  const tables = tablesOf(model);
  const sheets = tables.length === 0 ? [withoutTable(model)] : tables.map((table, i) => sheetOf(model, table, i, taken));
  return writeWorkbook({ sheets, title: model.title, author: 'ParkLedger' });
}

function sheetOf(model: DocumentModel, table: Table, i: number, taken: Set<string>): SheetOut {
  const { blocks, title, orientation, citation } = model;
  const above =
    i === 0 ? [...titleLines(model), ...textOf(blocks.slice(0, blocks.indexOf(table)))] : [title, ...textOf(leadingTo(blocks, table))];
  const rows = [...table.rows, ...(table.totals ?? [])];
  return {
    name: sheetName(table.name, taken),
    columns: table.columns.map((column, at) => columnOut(column, table, at, PAGE_WIDTH[orientation])),
    rows: rows.length === 0 ? [[table.empty]] : rows.map((row) => row.map((text, at) => cellOut(text, table.columns[at]))),
    headerRows: [...above, table.name].map((text) => [text]),
    footerRows: [[], ...[...textOf(behind(blocks, table)), citation].map((text) => [text])],
    landscape: orientation === 'landscape',
    fitRows: true,
  };
}

/** A document that is nothing but text. */
function withoutTable(model: DocumentModel): SheetOut {
  const { blocks, title, orientation, citation } = model;
  return {
    name: title.slice(0, LONGEST_NAME).replace(NOT_IN_NAMES, ' '),
    columns: [{ header: title, width: PAGE_WIDTH[orientation] }],
    rows: [...model.subtitles, ...textOf(blocks), citation].map((text) => [text]),
    landscape: orientation === 'landscape',
    fitRows: true,
  };
}

function textOf(blocks: readonly Block[]): string[] {
  return blocks.flatMap((block) => (block.kind === 'table' ? [] : linesOf(block)));
}

/** What stands behind a table and is its own: up to the next table, or the heading of what leads to that. */
function behind(blocks: readonly Block[], table: Table): readonly Block[] {
  const rest = blocks.slice(blocks.indexOf(table) + 1);
  const next = rest.findIndex(({ kind }) => kind === 'table' || kind === 'heading');
  return next < 0 || !rest.slice(next).some(({ kind }) => kind === 'table') ? rest : rest.slice(0, next);
}

/** The heading before a table, and what stands between the two. */
function leadingTo(blocks: readonly Block[], table: Table): readonly Block[] {
  const before = blocks.slice(0, blocks.indexOf(table));
  const from = before.findLastIndex(({ kind }) => kind === 'table') + 1;
  const heading = before.slice(from).findIndex(({ kind }) => kind === 'heading');
  return heading < 0 ? [] : before.slice(from + heading);
}

function columnOut(
  { header, width, align = 'left' }: Column,
  { columns, rows, totals = [] }: Table,
  at: number,
  page: number,
): SheetOut['columns'][number] {
  const all = columns.reduce((sum, one) => sum + one.width, 0);
  const out = { header, width: Math.max(5, Math.round((width / all) * page)), align: align === 'centre' ? 'center' : align } as const;
  if (align !== 'right') return out;
  // All numbers of a column have as many digits as its longest: they line up at the point, and a spreadsheet can add them.
  const places = Math.max(0, ...[...rows, ...totals].map((row) => DECIMAL.exec(row[at] ?? '')?.[1]?.length ?? 0));
  return { ...out, kind: 'decimal', ...(places === 0 ? {} : { format: `0.${'0'.repeat(places)}` }) };
}

/** A number as a spreadsheet takes it, without the zeros at its end: the column's format shows them. */
function cellOut(text: string, column: Column | undefined): string {
  return column?.align === 'right' && DECIMAL.exec(text)?.[1] !== undefined ? text.replace(/\.?0+$/, '') : text;
}

function sheetName(text: string, taken: Set<string>): string {
  const base = [...text.replace(NOT_IN_NAMES, ' ')].slice(0, LONGEST_NAME).join('').trim() || '表';
  let name = base;
  for (let n = 2; taken.has(name); n++) name = `${[...base].slice(0, LONGEST_NAME - 4).join('')}（${n}）`;
  taken.add(name);
  return name;
}

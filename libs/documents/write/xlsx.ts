import { type SheetOut, writeWorkbook } from '#libs/spreadsheets/write';
import { type Block, type Column, type DocumentModel, type Table, tablesOf } from '../model.js';
import { rowsOf, titleRows } from './flat.js';

/** A sheet's name has at most 31 characters, and none of these. */
const NOT_IN_NAMES = /[[\]:*?/\\']/g;
const LONGEST_NAME = 31;

/** The document as a workbook: a sheet for each table. What stands before the first one is above it, what comes behind a table below it, and the citation on every sheet. */
export function toXlsx(model: DocumentModel): Promise<Buffer> {
  const taken = new Set<string>();
  const before = model.blocks.slice(
    0,
    model.blocks.findIndex(({ kind }) => kind === 'table'),
  );
  const sheets = tablesOf(model).map((table, i): SheetOut => {
    const above = i === 0 ? [...titleRows(model), ...before.flatMap(plain)] : titleRows(model).slice(0, 1);
    return {
      name: sheetName(table.name, taken),
      columns: table.columns.map((column) => columnOut(column, table)),
      rows: [...(table.rows.length === 0 ? [[table.empty]] : table.rows), ...(table.totals ?? [])],
      headerRows: [...above, ...(table.name === model.title ? [] : [[table.name]])],
      footerRows: [[], ...behind(model.blocks, table).flatMap(plain), [model.citation]],
      landscape: model.orientation === 'landscape',
    };
  });
  return writeWorkbook({ sheets, title: model.title, author: 'ParkLedger' });
}

/** What stands between a table and the next. */
function behind(blocks: readonly Block[], table: Table): readonly Block[] {
  const rest = blocks.slice(blocks.indexOf(table) + 1);
  const next = rest.findIndex(({ kind }) => kind === 'table');
  return next < 0 ? rest : rest.slice(0, next);
}

function plain(block: Block): string[][] {
  return block.kind === 'table' ? [] : rowsOf(block);
}

function columnOut({ header, width, align }: Column, { columns }: Table): SheetOut['columns'][number] {
  const all = columns.reduce((sum, one) => sum + one.width, 0);
  // About what a landscape page holds, in characters.
  return { header, width: Math.max(6, Math.round((width / all) * 130)), kind: align === 'right' ? 'decimal' : 'text' };
}

function sheetName(text: string, taken: Set<string>): string {
  const base = [...text.replace(NOT_IN_NAMES, ' ')].slice(0, LONGEST_NAME).join('').trim() || '表';
  let name = base;
  for (let n = 2; taken.has(name); n++) name = `${[...base].slice(0, LONGEST_NAME - 4).join('')}（${n}）`;
  taken.add(name);
  return name;
}

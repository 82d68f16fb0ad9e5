import { utils, write } from '@e965/xlsx';
import type { SheetOut } from '#libs/spreadsheets/write';

/** The old format of Excel 97–2003, which departments still send: every cell a text. */
export function writeXls(sheets: readonly SheetOut[]): Buffer {
  const book = utils.book_new();
  for (const { name, columns, rows } of sheets) {
    utils.book_append_sheet(book, utils.aoa_to_sheet([columns.map(({ header }) => header), ...rows.map((row) => [...row])]), name);
  }
  return write(book, { type: 'buffer', bookType: 'biff8' }) as Buffer;
}

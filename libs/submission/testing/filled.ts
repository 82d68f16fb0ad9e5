import { type BookOut, parseWorkbook, type Workbook } from '#libs/spreadsheets';
import { writeCsv, writeWorkbook, writeXls } from '#libs/spreadsheets/write';
import { type Form, headersOf, writeRow } from '../forms/index.js';
import { tableOfSheet } from '../templates/index.js';
import { enterpriseName, listOf, parks } from './city.js';

/** A template as a clerk fills it in: each park's list under the headers of its sheet. */
export function filled(book: BookOut, forms: readonly Form[]): BookOut {
  const sheets = book.sheets.map((sheet) => {
    const form = forms.find((candidate) => candidate.sheet === sheet.name);
    if (!form) return sheet;
    const own = headersOf(form);
    const rows = parks.flatMap(({ code, name }) => {
      const lines = listOf(form.metric, code);
      return (lines.length === 0 ? [null] : lines).map((line) => {
        const enterprise = line && 'uscc' in line ? enterpriseName(line.uscc) : undefined;
        const written = writeRow(form, code, line, { park: name, ...(enterprise === undefined ? {} : { enterprise }) });
        return sheet.columns.map(({ header }) => written[own.indexOf(header)] ?? '');
      });
    });
    return { ...sheet, rows };
  });
  return { ...book, sheets };
}

/** The files in which a department may send a book: a CSV file holds one sheet. */
export const formats = {
  xlsx: async (book: BookOut) => [await parseWorkbook(await writeWorkbook(book), '报送.xlsx')],
  xls: async (book: BookOut) => [await parseWorkbook(writeXls(book), '报送.xls')],
  'GBK csv': (book: BookOut) =>
    Promise.all(
      book.sheets
        .filter(({ columns }) => columns.length > 2)
        .map((sheet) => parseWorkbook(writeCsv(tableOfSheet(sheet), 'gb18030'), `2023-${sheet.name}.csv`)),
    ),
} satisfies Readonly<Record<string, (book: BookOut) => Promise<readonly Workbook[]>>>;

import { parseWorkbook, textOf } from '#libs/spreadsheets';
import { writeWorkbook } from '#libs/spreadsheets/write';
import { NOTES_SHEET, PARK_COLUMN, type WorkbookKind } from '#libs/submission';
import { headersOf, type Person } from '../../support/client.js';
import type { Town } from '../../support/town.js';

/** A row of a list, by the heads of its columns. */
export type Row = Readonly<Record<string, string>>;
/** The rows that a clerk makes of one row of a template; none: it is left out. */
export type Fill = (row: Row, sheet: string) => readonly Row[];

/** An office's workbook as its clerk makes it: its template, downloaded and filled in row by row. Lists of which nothing is left are not in it. */
export async function filledTemplate(town: Town, who: Person, year: number, kind: WorkbookKind, fill: Fill): Promise<Buffer> {
  await town.settled();
  const response = await fetch(`${town.api.url}/templates/${year}/${kind}`, { headers: headersOf(who) });
  if (!response.ok) throw new Error(`no template: ${await response.text()}`);
  const template = await parseWorkbook(new Uint8Array(await response.arrayBuffer()), 'template.xlsx');
  const sheets = template.sheets
    .filter(({ name }) => name !== NOTES_SHEET)
    .flatMap(({ name, rows }) => {
      const [head = [], ...below] = rows.map((row) => row.map(textOf));
      const filled = below
        .map((row): Row => Object.fromEntries(head.map((header, at) => [header, row[at] ?? ''])))
        .filter((row) => row[PARK_COLUMN] !== '')
        .flatMap((row) => fill(row, name).map((more) => ({ ...row, ...more })));
      const columns = head.map((header) => ({ header, kind: 'text' as const }));
      return filled.length === 0 ? [] : [{ name, columns, rows: filled.map((row) => head.map((header) => row[header] ?? '')) }];
    });
  return writeWorkbook({ sheets });
}

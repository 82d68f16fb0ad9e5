import { type ColumnOut, type SheetOut, writeCsv, writeWorkbook, writeXls } from '#libs/spreadsheets/write';
import { type Form, formOf, headersOf, type ListForm, severityWords, statementForm, writeRow } from '#libs/submission';
import type { Metric, Scheme } from '#libs/scheme';
import type { ParkList } from '../facts/delivery.js';
import type { DeliveredBook } from './delivered-books.js';
import type { StatementBook } from './statement-books.js';

/** What a workbook is written with: the scheme words its columns, and parks have names. */
export interface Wording {
  readonly scheme: Scheme;
  readonly parkNames: ReadonlyMap<string, string>;
}

/** A sheet of which every cell is given as text. */
interface Table extends SheetOut {
  readonly rows: readonly (readonly string[])[];
}

/** The bytes of a delivered workbook. Every second CSV is in GB18030, as a spreadsheet program in China saves it. */
export async function writeBook(book: DeliveredBook | StatementBook, wording: Wording): Promise<Buffer> {
  const { place } = book;
  const sheets =
    'lists' in book
      ? book.lists.map(({ metric, parks }) => sheetOf(formOf(metricOf(metric, wording), wording.scheme), parks, wording))
      : [statementSheet(book, wording)];
  switch (place.extension) {
    case 'xlsx':
      return writeWorkbook({ sheets });
    case 'xls':
      return writeXls({ sheets });
    case 'csv': {
      const [{ columns, rows }] = sheets as [Table];
      const utf8 = place.park?.endsWith('8') ?? false;
      return writeCsv([columns.map(({ header }) => header), ...rows], utf8 ? 'utf-8' : 'gb18030');
    }
  }
}

function metricOf(code: string, { scheme }: Wording): Metric {
  const metric = scheme.metrics.find((candidate) => candidate.code === code);
  if (!metric) throw new RangeError(`the scheme has no metric ${code}`);
  return metric;
}

function sheetOf(form: Form, lists: readonly ParkList[], { parkNames }: Wording): Table {
  const rows = lists.flatMap(({ park, lines }) => {
    const names = { park: parkNames.get(park) ?? '' };
    if (lines.length === 0) return [writeRow(form, park, null, names)];
    return lines.map(({ line, name }) => writeRow(form, park, line, name === undefined ? names : { ...names, enterprise: name }));
  });
  return { name: form.sheet, columns: columnsOut(form), rows };
}

function statementSheet({ parks }: StatementBook, { parkNames }: Wording): Table {
  const wordOf = (severity: string): string => Object.entries(severityWords).find(([, code]) => code === severity)?.[0] ?? '';
  const rows = parks.flatMap(({ park, accidents }) => {
    const own = [park, parkNames.get(park) ?? ''];
    if (accidents.length === 0) return [[...own, '无']];
    return accidents.map(({ accident, date, severity, report }) => [
      ...own,
      '有',
      accident,
      date,
      wordOf(severity),
      report.title,
      report.hash,
    ]);
  });
  return { name: statementForm.sheet, columns: columnsOut(statementForm), rows };
}

/** Codes and days are text cells, as the templates have them; amounts are numbers only to people. */
function columnsOut(form: ListForm): readonly ColumnOut[] {
  const widths = new Map(form.columns.map(({ header, width }) => [header, width]));
  const kinds = new Map(form.columns.map(({ header, cell }) => [header, cell.kind]));
  return headersOf(form).map((header) => {
    const kind = kinds.get(header) ?? 'text';
    return { header, width: widths.get(header) ?? 16, kind: kind === 'yesNo' || kind === 'words' ? 'text' : kind };
  });
}

import { dossierDecider } from '#libs/dossier';
import type { StoredEvent } from '#libs/event-store';
import { parseStreamName, sha256 } from '#libs/kernel';
import { type Files } from '#libs/sample-city';
import { type FactLine, findMetric, type Metric, type Scheme } from '#libs/scheme';
import { parseWorkbook, type Sheet, textOf, type Workbook } from '#libs/spreadsheets';
import { formOf, PARK_COLUMN, writeCell } from '#libs/submission';

interface DeliveredFact {
  readonly metric: string;
  readonly version: number;
  readonly lines: readonly FactLine[];
}

export interface RowsReport {
  readonly facts: number;
  readonly lines: number;
  /** What a row that a line names does not say of it. */
  readonly wrong: readonly string[];
}

/** Compares every line of every fact in a log with the row that it names: in the file of that hash, on that sheet. */
export async function compareRows(log: readonly StoredEvent[], files: Files, scheme: Scheme): Promise<RowsReport> {
  const rows = new DeliveredRows(files);
  const wrong: string[] = [];
  let [facts, lines] = [0, 0];
  for (const event of log) {
    const { category, id } = parseStreamName(event.stream);
    if (category !== dossierDecider.category || !['FactSubmitted', 'FactCorrected'].includes(event.type)) continue;
    const fact = JSON.parse(event.data) as DeliveredFact;
    facts += 1;
    lines += fact.lines.length;
    const form = formOf(findMetric(scheme, fact.metric) as Metric, scheme);
    for (const line of fact.lines) {
      const { sheet, row } = line.source;
      const cells = await rows.at(line.source);
      const expected: readonly (readonly [string, string])[] = [
        [PARK_COLUMN, id.slice(0, id.lastIndexOf('_'))],
        ...form.columns.map((column) => [column.header, writeCell(column, (line as Record<string, unknown>)[column.field])] as const),
      ];
      for (const [header, value] of expected) {
        const found = cells?.get(header);
        if (found !== value)
          wrong.push(`${id} ${fact.metric} ${fact.version}: ${sheet} ${row} ${header}: ${value} is ${found ?? 'not there'}`);
      }
    }
  }
  return { facts, lines, wrong };
}

/** The rows of delivered files by their place: each with its cells by the head of their column, as text. */
class DeliveredRows {
  readonly #paths: ReadonlyMap<string, string>;
  readonly #read = new Map<string, Workbook>();

  constructor(private readonly files: Files) {
    this.#paths = new Map([...files].map(([path, content]) => [sha256(content), path]));
  }

  async at({ hash, sheet, row }: FactLine['source']): Promise<ReadonlyMap<string, string> | undefined> {
    const { sheets } = await this.workbook(hash, sheet);
    const { rows } = sheets.find(({ name }) => name === sheet) as Sheet;
    const [head = []] = rows;
    const cells = rows[row - 1];
    return cells && new Map(head.map((header, at) => [textOf(header), textOf(cells[at] ?? '')]));
  }

  /** A CSV file's one sheet has the name that the file was delivered by. */
  private async workbook(hash: string, sheet: string): Promise<Workbook> {
    const path = this.#paths.get(hash);
    if (path === undefined) throw new RangeError(`no file has the hash ${hash}`);
    const known = this.#read.get(path) ?? (await parseWorkbook(this.files.get(path) as Buffer, path.endsWith('.csv') ? sheet : path));
    this.#read.set(path, known);
    return known;
  }
}

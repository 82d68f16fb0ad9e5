import { LRUCache } from 'lru-cache';
import { sha256 } from '#libs/kernel';
import { textOf, type Workbook } from '#libs/spreadsheets';

/** Reads a workbook, in a thread of its own. */
export interface ReadsWorkbooks {
  read(content: Uint8Array, name: string, progress?: (done: number, total: number) => void): Promise<Workbook>;
  /** Ends the thread; what is being read is refused. */
  close(): Promise<void>;
}

/** Cells that are kept, over all workbooks: the largest one that is read, or six of 20,000 rows. */
const MAX_CELLS = 1_250_000;

/**
 * Workbooks read lately, in memory only. One delivered file is asked for several times within a minute (its upload, its check, the rows that facts refer to): it is parsed
 * once.
 */
export class WorkbookShelf implements ReadsWorkbooks {
  readonly #read = new LRUCache<string, Workbook>({ maxSize: MAX_CELLS, sizeCalculation: cellsOf });
  readonly #reading = new Map<string, Promise<Workbook>>();

  constructor(private readonly reader: ReadsWorkbooks) {}

  close(): Promise<void> {
    return this.reader.close();
  }

  /** @throws DomainError `workbook.*` */
  async read(content: Uint8Array, name: string, progress?: (done: number, total: number) => void): Promise<Workbook> {
    const key = `${sha256(content)} ${name}`;
    const known = this.#read.get(key) ?? this.#reading.get(key);
    if (known) return known;
    const reading = this.reader.read(content, name, progress).finally(() => this.#reading.delete(key));
    this.#reading.set(key, reading);
    const workbook = await reading;
    this.#read.set(key, workbook);
    return workbook;
  }
}

/** Characters of a text that count as one more cell: most texts are shorter, but a few cells may hold megabytes. */
const LONG = 32;

/** What a workbook takes in memory, in cells of short text. */
export function cellsOf({ sheets }: Workbook): number {
  let cells = 1;
  for (const { rows } of sheets) {
    for (const row of rows) {
      cells += row.length + 1;
      for (const cell of row) cells += Math.floor(textOf(cell).length / LONG);
    }
  }
  return cells;
}

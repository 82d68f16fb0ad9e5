import { LRUCache } from 'lru-cache';
import { DomainError } from '#libs/kernel';
import type { Cell, Workbook } from '#libs/spreadsheets';
import type { Delivery } from '../evidence.js';
import { extensionOf, tableFormat } from '../look/media-types.js';

/** One table of a delivered file. Row 1 of the file is `rows[0]`: numbers are those that a spreadsheet shows at its left edge. */
export interface Table {
  readonly name: string;
  readonly rows: readonly (readonly string[])[];
}

/**
 * Reads the tables of a workbook or CSV file, in a thread of its own where that matters. @throws DomainError where the file can't be read; kind `unavailable` only where
 * another try may succeed
 */
export interface TableReader {
  read(content: Uint8Array, name: string): Promise<readonly Table[]>;
}

/** Tables by way of a reader of workbooks (`WorkbookReader`, or `parseWorkbook` where there is no thread to keep free). */
export function tablesBy(read: (content: Uint8Array, name: string) => Promise<Workbook>): TableReader {
  return {
    read: async (content, name) => {
      const { sheets } = await read(content, name);
      return sheets.map(({ name: sheet, rows }) => ({
        name: sheet,
        rows: rows.map((row) => row.map(textOf)),
      }));
    },
  };
}

/** Reads in this thread, for whoever serves nobody meanwhile. The library is loaded when the first table is asked for. */
export const tablesInThisThread: TableReader = tablesBy(async (content, name) => {
  const { parseWorkbook } = await import('#libs/spreadsheets');
  return parseWorkbook(content, name);
});

/** What came of reading a file: its tables, or why there are none. */
export interface ReadTables {
  readonly tables: readonly Table[];
  readonly fault?: DomainError;
}

/** Refusals that say how the reader fared, not what the file is: they answer who asked, and the next one who asks has the file read again. */
const ofTheMoment: ReadonlySet<string> = new Set(['workbook.timeout', 'workbook.memory']);

/** Cells and rows that are kept in memory, over all files: the largest workbook that is read, or many usual ones; about 100 MB of short text. */
const MAX_CELLS = 1_500_000;
/** Characters of a text that count as one more cell: a few cells may hold megabytes. */
const LONG = 32;

/** Tables of files by their hash, read once and kept in memory only: what is encrypted on the disk stays so. */
export class TableCache {
  readonly #read = new LRUCache<string, ReadTables>({ maxSize: MAX_CELLS, sizeCalculation: cellsOf });
  /** Files that are being read: who asks meanwhile waits for the same. */
  readonly #reading = new Map<string, Promise<ReadTables>>();

  constructor(private readonly reader: TableReader) {}

  /** The tables of a file under the names by which it was delivered. A file that is no table, or that can't be read as one, has none. */
  async of(hash: string, content: () => Promise<Uint8Array>, deliveries: readonly Delivery[]): Promise<ReadTables> {
    const named = deliveries.flatMap(({ name, mediaType }) => {
      const format = tableFormat(mediaType);
      return format === undefined ? [] : [{ name, format }];
    });
    const [first] = named;
    if (!first) return { tables: [] };
    // Files from before their types were looked at may be called anything: the reader holds content and extension against each other.
    const name = extensionOf(first.name) === first.format ? first.name : `${first.name}.${first.format}`;
    const read = this.#read.get(hash) ?? (await this.#once(hash, content, name));
    if (read.fault || first.format !== 'csv') return read;
    // A CSV file has no sheets: its one table is called what the file is called, each time that it is delivered.
    const names = new Set(named.map((one) => one.name));
    return { tables: read.tables.slice(0, 1).flatMap(({ rows }) => [...names].map((one) => ({ name: one, rows }))) };
  }

  /** What is being read of the file just now is still given to who asked for it, and not kept. */
  forget(hash: string): void {
    const drop = (): unknown => this.#read.delete(hash);
    drop();
    void this.#reading.get(hash)?.then(drop, drop);
  }

  #once(hash: string, content: () => Promise<Uint8Array>, name: string): Promise<ReadTables> {
    const running = this.#reading.get(hash);
    if (running) return running;
    const reading = this.#readNow(hash, content, name).finally(() => this.#reading.delete(hash));
    this.#reading.set(hash, reading);
    return reading;
  }

  async #readNow(hash: string, content: () => Promise<Uint8Array>, name: string): Promise<ReadTables> {
    const bytes = await content();
    const read = await this.reader.read(bytes, name).then(
      (tables): ReadTables => ({ tables }),
      (error: unknown): ReadTables => {
        if (error instanceof DomainError && error.kind !== 'unavailable') return { tables: [], fault: error };
        throw error;
      },
    );
    if (!ofTheMoment.has(read.fault?.code ?? '')) this.#read.set(hash, read);
    return read;
  }
}

function cellsOf({ tables }: ReadTables): number {
  let cells = 1;
  for (const { rows } of tables) {
    for (const row of rows) {
      cells += row.length + 1;
      for (const text of row) cells += Math.floor(text.length / LONG);
    }
  }
  return cells;
}

/** As `textOf` of libs/spreadsheets, which is not loaded for it. */
function textOf(cell: Cell): string {
  return typeof cell === 'string' ? cell : cell.text;
}

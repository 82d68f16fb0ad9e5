import { DomainError } from '#libs/kernel';

/** What of a file can be cited row by row: the last row of each sheet. A CSV file has one table and no name for it but those by which it was delivered. */
export type Tables =
  { readonly sheets: ReadonlyMap<string, number>; readonly rows?: undefined } | { readonly rows: number; readonly sheets?: undefined };

const ZIP = Buffer.from('PK', 'latin1');
const COMPOUND = Buffer.from('d0cf11e0', 'hex');

/** The tables of a file, whatever it was delivered as; undefined where it can't be read as a table: then nothing in it can be cited. */
export async function tablesOf(content: Uint8Array): Promise<Tables | undefined> {
  // Loaded when the first file comes: most of what imports this room never looks into one.
  const { parseWorkbook } = await import('#libs/spreadsheets');
  try {
    const { format, sheets } = await parseWorkbook(content, `file.${extensionOf(content)}`);
    if (format === 'csv') return { rows: sheets[0]?.rows.length ?? 0 };
    return { sheets: new Map(sheets.map(({ name, rows }) => [name, rows.length])) };
  } catch (error) {
    if (error instanceof DomainError) return undefined;
    throw error;
  }
}

/** The reader holds a file's name and its content against each other; here only the content counts. */
function extensionOf(content: Uint8Array): 'xlsx' | 'xls' | 'csv' {
  const begins = (bytes: Buffer): boolean => bytes.equals(content.subarray(0, bytes.length));
  return begins(ZIP) ? 'xlsx' : begins(COMPOUND) ? 'xls' : 'csv';
}

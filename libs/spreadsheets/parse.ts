import { read } from '@e965/xlsx';
import { workbookErrors } from './errors.js';
import { defaultLimits, type WorkbookLimits } from './limits.js';
import type { Sheet, Workbook } from './workbook.js';

/** Is told how far a reading has come: `done` of `total` parts. */
export type ReadProgress = (done: number, total: number) => void;

/**
 * Reads a file of tables in this thread. `name` is the file's name as it was delivered: its extension must agree with the content.
 * @throws DomainError `workbook.*`
 */
export async function parseWorkbook(
  content: Uint8Array,
  name: string,
  limits: WorkbookLimits = defaultLimits,
  progress: ReadProgress = () => undefined,
): Promise<Workbook> {
  if (content.length > limits.maxBytes)
    throw workbookErrors.error('workbook.tooLarge', { name, bytes: content.length, maxBytes: limits.maxBytes });
  const book = read(content, { dense: true });
  const sheets: Sheet[] = book.SheetNames.map((sheet) => ({ name: sheet, rows: [] }));
  progress(1, 1);
  return { format: 'xlsx', sheets, hidden: [] };
}

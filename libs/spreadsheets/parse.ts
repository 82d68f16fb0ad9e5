import { workbookErrors } from './errors.js';
import { defaultLimits, type WorkbookLimits } from './limits.js';
import { parseCsv } from './read/csv.js';
import { formatOf } from './read/file-kind.js';
import type { ParsedWorkbook } from './read/library.js';
import { sheetsOf } from './read/sheets.js';
import { parseXls } from './read/xls.js';
import { lookThrough } from './read/xlsx.js';
import type { Workbook } from './workbook.js';

/** Is told how far a reading has come, `done` of `total` steps; the last one is told when all is read. */
export type ReadProgress = (done: number, total: number) => void;

/**
 * Reads a file of tables, in this thread: what it would cost is looked at first. `name` is the file's name as it was delivered; its extension and the content must agree.
 * Whoever serves others reads by `#libs/spreadsheets/reader`.
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
  if (content.length === 0) throw workbookErrors.error('workbook.noTable', { name, reason: '文件是空的' });
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.length);
  const format = formatOf(bytes, name);
  const steps = new Steps(progress);
  const read = format === 'csv' ? { ...parseCsv(bytes, name, limits), hidden: [] } : await parseSheets(bytes, format, name, limits, steps);
  if (!read.sheets.some(({ rows }) => rows.length > 0)) {
    const reason = read.hidden.length > 0 ? `未隐藏的工作表都是空的（隐藏的有：${read.hidden.join('、')}）` : '所有工作表都是空的';
    throw workbookErrors.error('workbook.noTable', { name, reason });
  }
  steps.end();
  return { format, ...read };
}

async function parseSheets(bytes: Buffer, format: 'xlsx' | 'xls', name: string, limits: WorkbookLimits, steps: Steps) {
  return sheetsOf(await parsed(bytes, format, name, limits, steps), name, limits, () => steps.sheet());
}

async function parsed(bytes: Buffer, format: 'xlsx' | 'xls', name: string, limits: WorkbookLimits, steps: Steps): Promise<ParsedWorkbook> {
  if (format === 'xls') return parseXls(bytes, name, limits);
  const looked = await lookThrough(bytes, name, limits);
  steps.begin(looked.sheets);
  return looked.parse(() => steps.sheet());
}

/** Each sheet of an .xlsx is two steps: unpacked and parsed, then turned into rows. The look before it is one, the last one is told at the end. */
class Steps {
  #done = 0;
  #total = 1;

  constructor(private readonly progress: ReadProgress) {}

  begin(sheets: number): void {
    this.#total = 2 + 2 * sheets;
    this.#done = 1;
    this.progress(this.#done, this.#total);
  }

  sheet(): void {
    this.progress(++this.#done, this.#total);
  }

  end(): void {
    this.progress(this.#total, this.#total);
  }
}

import { read } from '@e965/xlsx';
import { parseWorkbook } from '#libs/spreadsheets';
import { WorkbookReader } from '#libs/spreadsheets/reader';
import { type BookOut, writeCsv, writeWorkbook, writeXls } from '#libs/spreadsheets/write';
import { type Comparison, compare } from './table.js';

const ROWS = 20_000;
/** The library's writer of .xls takes long. */
const ROWS_XLS = 2_000;

/** A list of a department: 8 columns of codes, names, amounts, words and days. */
function bookOf(rows: number): BookOut {
  const kinds = {
    园区代码: 'code',
    园区名称: 'text',
    统一社会信用代码: 'code',
    企业名称: 'text',
    金额: 'decimal',
    口径: 'words',
    日期: 'day',
    备注: 'text',
  } as const;
  const columns = Object.entries(kinds).map(([header, kind]) => ({ header, kind }));
  const line = (n: number) => [
    `LA-${String(n % 30).padStart(3, '0')}`,
    `第${n % 30}小微企业园`,
    `91341502${String(n).padStart(10, '0')}`,
    `六安市第${n}号科技有限公司`,
    `${n}.25`,
    '法人',
    '2023-05-01',
    '',
  ];
  return { sheets: [{ name: '税收', columns, rows: Array.from({ length: rows }, (_, n) => line(n)) }] };
}

/** Whole workbooks beside the bare library, which looks at nothing first; in the thread, rows come over to this one. */
export async function benchWorkbooks(): Promise<readonly Comparison[]> {
  const book = bookOf(ROWS);
  const [xlsx, xls] = [await writeWorkbook(book), writeXls(bookOf(ROWS_XLS))];
  const table = [book.sheets[0]!.columns.map(({ header }) => header), ...(book.sheets[0]!.rows as string[][])];
  const [csv, gbk] = [writeCsv(table), writeCsv(table, 'gb18030')];
  const bare = (content: Buffer, rows: number) => async () => (read(content, { dense: true }), rows);
  const own = (content: Buffer, name: string, rows: number) => async () => (await parseWorkbook(content, name), rows);
  const reader = new WorkbookReader();
  try {
    return [
      await compare(`.xlsx of ${ROWS} rows`, 'rows/s', own(xlsx, 'a.xlsx', ROWS), bare(xlsx, ROWS)),
      await compare('the same in the thread', 'rows/s', async () => (await reader.read(xlsx, 'a.xlsx'), ROWS), bare(xlsx, ROWS)),
      await compare(`.xls of ${ROWS_XLS} rows`, 'rows/s', own(xls, 'a.xls', ROWS_XLS), bare(xls, ROWS_XLS)),
      await compare(`.csv of ${ROWS} rows`, 'rows/s', own(csv, 'a.csv', ROWS), bare(csv, ROWS)),
      await compare('the same in GBK, beside UTF-8', 'rows/s', own(gbk, 'a.csv', ROWS), bare(csv, ROWS)),
    ];
  } finally {
    await reader.close();
  }
}

import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { CellError } from '../book.js';
import type { Workbook } from '../workbook.js';
import { annotated } from './annotated.js';
import { type ReportOptions, ReportWriter } from './report-writer.js';

/** The thread runs from its source here: a spec has no built program. */
const start = {
  entry: pathToFileURL(resolve('libs/spreadsheets/write/report-worker.ts')),
  execArgv: ['--import', pathToFileURL(resolve('test/support/typescript.mjs')).href, '--disable-warning=ExperimentalWarning'],
};
const ROWS = 2_500;
/** More than one piece of rows and of errors, in two sheets. */
const sheet = (name: string): Workbook['sheets'][number] => ({
  name,
  rows: [['园区代码', '面积'], ...Array.from({ length: ROWS }, (_, i) => [`P${i}`, { kind: 'number' as const, text: '-1' }])],
});
const workbook: Workbook = { format: 'xlsx', sheets: [sheet('占地面积'), sheet('建筑面积')], hidden: [] };
const errors: readonly CellError[] = workbook.sheets.flatMap(({ name }) =>
  Array.from({ length: ROWS }, (_, i) => ({
    ...{ sheet: name, row: i + 2, column: '面积', value: '-1' },
    ...{ code: 'dossier.areaNotPositive', message: '面积须大于 0，提交的是 -1', remedy: '核对宗地面积' },
  })),
);

describe('The thread that writes annotated workbooks', () => {
  let reports: ReportWriter;
  const begin = (options: ReportOptions = {}): ReportWriter => (reports = new ReportWriter({ start, ...options }));
  afterEach(() => reports.close());

  it('writes the same as this thread, to the byte, and the next one anew', async () => {
    begin();
    const small: Workbook = { format: 'csv', sheets: [{ name: '表', rows: [['甲']] }], hidden: [] };
    const [first, second] = await Promise.all([reports.annotated(workbook, errors), reports.annotated(small, errors.slice(0, 1))]);
    expect(Buffer.from(first).equals(await annotated(workbook, errors))).toBe(true);
    expect(Buffer.from(second).equals(await annotated(small, errors.slice(0, 1)))).toBe(true);
  });

  it('says why one is not written: for want of time, or because the program ends', async () => {
    begin({ timeoutMs: 20 });
    await expect(reports.annotated(workbook, errors)).rejects.toMatchObject({
      code: 'workbook.reportFailed',
      params: { reason: 'time' },
      message: expect.stringContaining('时间') as string,
    });
    await reports.close();
    await expect(reports.annotated(workbook, errors)).rejects.toMatchObject({
      code: 'workbook.reportFailed',
      params: { reason: 'closed' },
    });
  });
});

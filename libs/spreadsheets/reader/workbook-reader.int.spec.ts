import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { sheetXml, textCell, xlsxOf } from '../testing/index.js';
import { type ReaderOptions, WorkbookReader } from './index.js';

const TYPESCRIPT = pathToFileURL(resolve('test/support/typescript.mjs')).href;
/** The thread runs from its source here: a spec has no built program. */
const start = {
  entry: pathToFileURL(resolve('libs/spreadsheets/reader/workbook-worker.ts')),
  execArgv: ['--import', TYPESCRIPT, '--disable-warning=ExperimentalWarning'],
};
const merges = '<mergeCells count="1"><mergeCell ref="A1:A2"/></mergeCells>';
const small = xlsxOf({ sheets: [{ name: '表', xml: sheetXml([textCell('A1', '甲')], merges) }] });
/** More than a moment's work, and more memory than the thread is given below. */
const large = xlsxOf({
  sheets: [{ name: '表', xml: `<sheetData>${`<row>${'<c t="str"><v>12345678</v></c>'.repeat(100)}</row>`.repeat(1_500)}</sheetData>` }],
});
const read = [{ name: '表', rows: [['甲']], merges: [{ top: 0, left: 0, bottom: 1, right: 0 }] }];

describe('The thread that reads workbooks', () => {
  let reader: WorkbookReader;
  const begin = (options: ReaderOptions = {}): WorkbookReader => (reader = new WorkbookReader({ start, ...options }));
  afterEach(() => reader.close());

  it('reads one file after the other, tells how far it is, and says why it refuses one as this thread would', async () => {
    begin();
    const steps: string[] = [];
    const [first, refused, again] = await Promise.allSettled([
      reader.read(small, 'a.xlsx', (done, total) => steps.push(`${done}/${total}`)),
      reader.read(Buffer.from('甲,"乙'), '名单.csv'),
      reader.read(small, 'a.xlsx'),
    ]);
    expect(first).toMatchObject({ value: { format: 'xlsx', sheets: read } });
    expect(refused).toMatchObject({
      reason: {
        name: 'DomainError',
        code: 'workbook.damaged',
        kind: 'invalid',
        params: { name: '名单.csv' },
        remedy: expect.any(String) as string,
      },
    });
    expect(again).toMatchObject({ value: { sheets: read } });
    expect(steps).toEqual(['1/4', '2/4', '3/4', '4/4']);
    expect(small.subarray(0, 2).toString()).toBe('PK');
  });

  it('gives up a file that takes too long or too much memory, and reads the next one', async () => {
    begin({ timeoutMs: 150 });
    await expect(reader.read(large, '大.xlsx')).rejects.toMatchObject({ code: 'workbook.timeout', params: { seconds: 0.15 } });
    await reader.close();
    begin({ memoryMb: 24 });
    await expect(reader.read(large, '大.xlsx')).rejects.toMatchObject({
      code: 'workbook.memory',
      message: expect.stringContaining('大.xlsx') as string,
    });
    await expect(reader.read(small, 'a.xlsx')).resolves.toMatchObject({ sheets: read });
  });

  it('says that the thread died, not that the file is damaged', async () => {
    begin({ start: { entry: new URL('data:text/javascript,process.exit(1)') } });
    await expect(reader.read(small, 'a.xlsx')).rejects.toMatchObject({ code: 'workbook.readerDied', kind: 'unavailable' });
  });

  it('refuses what it has not read when it is closed', async () => {
    begin();
    const [now, then] = [reader.read(small, 'a.xlsx'), reader.read(small, 'b.xlsx')];
    const both = Promise.allSettled([now, then]);
    await reader.close();
    expect(await both).toMatchObject([{ reason: { code: 'workbook.readerClosed' } }, { reason: { code: 'workbook.readerClosed' } }]);
  });

  it('holds no process up that is done otherwise', async () => {
    const door = pathToFileURL(resolve('libs/spreadsheets/reader/index.ts')).href;
    const program = `
      import { WorkbookReader } from ${JSON.stringify(door)};
      const reader = new WorkbookReader({ start: { entry: new URL(${JSON.stringify(start.entry.href)}), execArgv: ${JSON.stringify(start.execArgv)} } });
      const { sheets } = await reader.read(Buffer.from('甲'), 'a.csv');
      console.log(sheets[0].rows[0][0]);`;
    const { stdout } = await promisify(execFile)(process.execPath, ['--import', TYPESCRIPT, '--input-type=module', '-e', program]);
    expect(stdout.trim()).toBe('甲');
  });
});

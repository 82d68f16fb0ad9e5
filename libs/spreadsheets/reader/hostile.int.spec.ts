import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { hostileFiles } from '../testing/index.js';

const url = (path: string): string => pathToFileURL(resolve(path)).href;
const TYPESCRIPT = url('test/support/typescript.mjs');
const LIMIT_MB = 512;

/** Reads the files that it is told by a thread, and tells their codes, its greatest memory and how often it had time for something else meanwhile. */
const program = `
  import { readFile } from 'node:fs/promises';
  import { WorkbookReader } from ${JSON.stringify(url('libs/spreadsheets/reader/index.ts'))};
  const start = { entry: new URL(${JSON.stringify(url('libs/spreadsheets/reader/workbook-worker.ts'))}), execArgv: ['--import', ${JSON.stringify(TYPESCRIPT)}] };
  const reader = new WorkbookReader({ start });
  const codes = [];
  let ticks = 0;
  setInterval(() => ticks++, 5).unref();
  for (const { path, name } of JSON.parse(process.argv.at(-1))) codes.push(await reader.read(await readFile(path), name).then(() => 'read', ({ code }) => code));
  const last = await reader.read(Buffer.from('园区代码'), '名单.csv');
  await reader.close();
  console.log(JSON.stringify({ codes, ticks, rows: last.sheets[0].rows, peakMb: process.resourceUsage().maxRSS / 1024 }));`;

describe('a process that reads every hostile file', () => {
  let folder: string;
  beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'parkledger-hostile-'))));
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it(`stays under ${LIMIT_MB} MB, has time for others, and reads what comes after`, async () => {
    const files = await hostileFiles();
    const told = files.map(({ name }, n) => ({ name, path: join(folder, String(n)) }));
    for (const [n, { content }] of files.entries()) await writeFile(join(folder, String(n)), content);
    const { stdout } = await promisify(execFile)(process.execPath, [
      '--import',
      TYPESCRIPT,
      '--input-type=module',
      '-e',
      program,
      JSON.stringify(told),
    ]);
    const found = JSON.parse(stdout) as { codes: string[]; ticks: number; rows: string[][]; peakMb: number };
    expect(found.codes).toEqual(files.map(({ code }) => code));
    expect(found.rows).toEqual([['园区代码']]);
    expect(found.peakMb).toBeLessThan(LIMIT_MB);
    expect(found.ticks).toBeGreaterThan(10);
  }, 60_000);
});

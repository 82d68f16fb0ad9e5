import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { parseWorkbook } from '#libs/spreadsheets';
import { type DocumentModel, noticeDocument } from '#libs/documents';
import { charactersOf, published, ranked, recordOf, resultOf } from '../testing/index.js';
import { fontFile } from './font.js';
import { MOST_PDF_ROWS, Press } from './press.js';
import { renderDocument } from './render.js';

/** The thread runs from its source here: a spec has no built program. */
const start = {
  entry: pathToFileURL(resolve('libs/documents/write/press-worker.ts')),
  execArgv: ['--import', pathToFileURL(resolve('test/support/typescript.mjs')).href, '--disable-warning=ExperimentalWarning'],
};
const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('utf8');
const model = noticeDocument(
  resultOf([ranked('P1', 1, '91.3025', { award: '100' }), ranked('P2', 2, '80.5')], {
    nameOf: (park) => (park === 'P1' ? '=1+1' : '示例园区'),
  }),
  recordOf(published),
);

describe('a document', () => {
  it('is a PDF of A4 pages, the same to the byte in a thread of its own and here, dated by the ledger', async () => {
    const press = new Press({ start });
    const [there, here] = [await press.print(model, 'pdf'), await renderDocument(model, 'pdf')];
    await press.close();
    expect(Buffer.from(there).equals(Buffer.from(here))).toBe(true);
    const raw = Buffer.from(here).toString('latin1');
    expect(raw.startsWith('%PDF-')).toBe(true);
    expect(raw).toContain('D:20240809080000Z');
    expect(raw).toContain('/MediaBox [0 0 841.89 595.28]');
  });

  it('is a workbook, the same to the byte each time, whose numbers are numbers', async () => {
    const [first, second] = [await renderDocument(model, 'xlsx'), await renderDocument(model, 'xlsx')];
    expect(Buffer.from(first).equals(Buffer.from(second))).toBe(true);
    const { sheets } = await parseWorkbook(first, 'notice.xlsx');
    const rows = sheets[0]?.rows ?? [];
    const head = rows.findIndex((row) => row[0] === '名次');
    expect(rows[head + 1]?.[1]).toBe('=1+1');
    expect(rows[head + 1]?.[11]).toMatchObject({ kind: 'number', text: '91.3' });
  });

  it('is a CSV whose head stands in row 1, with what a spreadsheet would run neutralised', async () => {
    const lines = text(await renderDocument(model, 'csv')).split('\r\n');
    expect(lines[0]).toMatch(/^\ufeff名次,园区,/);
    expect(lines[1]).toMatch(/^1,'=1\+1,/);
    expect(lines.join('\n')).toContain('账本序号 120');
  });

  it('is refused as a PDF where it is longer than anybody prints, with what to do instead', async () => {
    const [table] = model.blocks.filter((block) => block.kind === 'table');
    const long: DocumentModel = { ...model, blocks: [{ ...table!, rows: Array.from({ length: MOST_PDF_ROWS + 1 }, () => ['1']) }] };
    await expect(new Press({ start }).print(long, 'pdf')).rejects.toMatchObject({
      code: 'documents.tooLong',
      remedy: expect.stringContaining('xlsx') as string,
    });
  });

  it('that can’t be made is refused, and the next one is made by a new thread', async () => {
    const faults: string[] = [];
    const press = new Press({ start, trouble: (fault) => faults.push(fault) });
    const broken = { ...model, blocks: [{ kind: 'prose' }] } as unknown as DocumentModel;
    await expect(press.print(broken, 'csv')).rejects.toMatchObject({ code: 'documents.renderingFailed' });
    expect(faults).toEqual([expect.stringContaining('TypeError')]);
    expect(text(await press.print(model, 'csv'))).toContain('示例园区');
    await press.close();
  });

  it('that was not made when the program ends is refused, and none is begun afterwards', async () => {
    const press = new Press({ start });
    const asked = Promise.allSettled([press.print(model, 'pdf'), press.print(model, 'csv'), press.print(model, 'csv')]);
    await nextTurn();
    await press.close();
    await expect(press.print(model, 'csv')).rejects.toMatchObject({ code: 'documents.pressClosed' });
    const closed = { status: 'rejected', reason: { code: 'documents.pressClosed', kind: 'unavailable' } };
    expect(await asked).toMatchObject([closed, closed, closed]);
  });
});

describe('the font', () => {
  const has = charactersOf(fontFile());
  const missing = (of: string): string[] => [...new Set(of)].filter((character) => !/\s|\ufeff/.test(character) && !has(character));

  it('has a glyph for every character of the sample city’s names and of the scheme', () => {
    const folder = 'seeds/sample-city/registry';
    const names = readdirSync(folder).map((file) => readFileSync(`${folder}/${file}`, 'utf8'));
    expect(missing(names.join(''))).toEqual([]);
    expect(missing(readFileSync('seeds/schemes/luan-2023.yaml', 'utf8').replace(/─/g, ''))).toEqual([]);
  });

  it('has rare characters that names have, and the signs that documents draw', () => {
    expect(missing('㛃堃喆燚犇骉淼鑫垚旻煜翀赟珺妤婧囧□＿≈÷×→—〔〕《》“”')).toEqual([]);
  });
});

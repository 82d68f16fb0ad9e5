import fc from 'fast-check';
import { readCsv } from './csv.js';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('a CSV file as a department delivers it', () => {
  it('counts rows as a spreadsheet does: the header is row 1, a quoted line break does not begin a row', () => {
    const table = readCsv(utf8('代码,名称\r\nA,"第一\r\n行"\r\nB,乙\r\n'), '名单.csv');
    expect(table.header).toEqual(['代码', '名称']);
    expect(table.rows).toHaveLength(3);
    expect(table.rows[1]).toEqual(['A', '第一\r\n行']);
  });

  it('leaves the byte order mark that spreadsheets write out of the first heading', () => {
    expect(readCsv(utf8('\uFEFF代码\nA'), 'a.csv').header).toEqual(['代码']);
  });

  it('counts blank rows inside the list but not those at its end', () => {
    expect(readCsv(utf8('h\na\n\nb\n\n\n,\n'), 'a.csv').rows).toEqual([['h'], ['a'], [''], ['b']]);
  });

  it.each([
    ['not UTF-8 (GBK)', Uint8Array.of(0xb4, 0xfa, 0xc2, 0xeb, 0x0a)],
    ['an open quote', utf8('h\n"open')],
    ['no header', utf8('\n\n')],
  ])('refuses %s', (_what, content) => {
    expect(() => readCsv(content, 'a.csv')).toThrow(expect.objectContaining({ code: 'evidence.notReadable' }));
  });

  it('gives back every cell of a well-formed file', () => {
    const cell = fc.string({ unit: 'grapheme', maxLength: 12 }).filter((text) => !text.includes('\uFEFF') && text.isWellFormed());
    const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell), { maxLength: 20 }), (rows) => {
        const all = [['x', 'y'], ...rows, ['end', 'end']];
        const text = all.map((row) => row.map(quoted).join(',')).join('\n');
        expect(readCsv(utf8(text), 'a.csv').rows).toEqual(all);
      }),
      { seed: 20240101 },
    );
  });
});

import * as library from '@e965/xlsx';
import { writeWorkbook, writeXls } from '../write/index.js';
import { relationship, relationships, sheetXml, textCell, xlsxOf } from './xlsx.js';
import { zipOf } from './zip.js';

/** A file that is refused, with the code of its refusal. */
export interface HostileFile {
  readonly what: string;
  readonly name: string;
  readonly content: Buffer;
  readonly code: string;
}

interface Compound {
  readonly FullPaths: string[];
  readonly FileIndex: { content: Buffer }[];
}
const { CFB } = library as unknown as {
  readonly CFB: {
    read(content: Buffer, options: { type: 'buffer' }): Compound;
    write(file: Compound, options: { type: 'buffer' }): Buffer;
    readonly utils: { cfb_add(file: Compound, path: string, content: Buffer): void };
  };
};

const head = [textCell('A1', '园区代码'), textCell('B1', '金额')];
const oneSheet = (xml: string) => ({ sheets: [{ name: '税收', xml }] });
const plain = oneSheet(sheetXml(head));
const MEBI = 1024 * 1024;

/** Files that would exhaust, fool or misuse whoever opens them: small, made anew each time. */
export async function hostileFiles(): Promise<readonly HostileFile[]> {
  const book = { sheets: [{ name: '税收', columns: [{ header: '园区代码' }], rows: [['LA-001']] }] };
  const [xlsx, xls] = [await writeWorkbook(book), writeXls(book)];
  const file = (what: string, code: string, content: Buffer, name = '税收.xlsx'): HostileFile => ({
    what,
    code: `workbook.${code}`,
    content,
    name,
  });
  const part = (name: string, content = '<x/>') => xlsxOf({ ...plain, more: [{ name, content }] });
  const huge = { name: 'xl/worksheets/sheet2.xml', content: Buffer.alloc(16 * MEBI, ' ') };
  return [
    file('a zip bomb', 'zipBomb', xlsxOf({ ...plain, more: [{ ...huge, declaredSize: 4_000_000_000 }] })),
    file('a zip bomb whose directory lies', 'zipBomb', xlsxOf({ ...plain, more: [{ ...huge, declaredSize: 1_000 }] })),
    file('thousands of parts', 'zipBomb', xlsxOf({ ...plain, more: many(3_000) })),
    file(
      'a merge over all cells',
      'tooManyCells',
      xlsxOf(oneSheet(sheetXml(head, '<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'))),
    ),
    file('one cell in the last corner', 'tooManyCells', xlsxOf(oneSheet(sheetXml([...head, textCell('XFD1048576', '角')])))),
    file(
      'a row with a number beyond all rows',
      'tooManyCells',
      xlsxOf(oneSheet('<sheetData><row r="4000000000"><c t="str"><v>x</v></c></row></sheetData>')),
    ),
    file('a long text in many cells', 'tooManyCells', longTexts()),
    file(
      'millions of cells',
      'tooManyCells',
      xlsxOf(oneSheet(`<sheetData>${`<row>${'<c><v>1</v></c>'.repeat(150)}</row>`.repeat(8_000)}</sheetData>`)),
    ),
    file('a formula without a value', 'formulaWithoutValue', xlsxOf(oneSheet(sheetXml([...head, { at: 'B2', xml: '<f>SUM(B3:B9)</f>' }])))),
    file('a link to another workbook', 'externalLinks', part('xl/externalLinks/externalLink1.xml')),
    file('a data connection', 'externalLinks', part('xl/connections.xml')),
    file(
      'a linked object',
      'externalLinks',
      part('xl/worksheets/_rels/sheet1.xml.rels', relationships([relationship('rId1', 'oleObject', 'file:///c:/a.xlsx', true)])),
    ),
    file('macros', 'macros', part('xl/vbaProject.bin')),
    file(
      'macros by the type of its content',
      'macros',
      xlsxOf({ ...plain, mainType: 'application/vnd.ms-excel.sheet.macroEnabled.main+xml' }),
    ),
    file('macros by its extension', 'macros', xlsx, '税收.xlsm'),
    file('macros in an .xls', 'macros', withStream(xls, '/_VBA_PROJECT_CUR/VBA/dir'), '税收.xls'),
    file('a link in an .xls', 'externalLinks', withRecord(xls, 0x01ae, link('C:\\别处.xls')), '税收.xls'),
    file('a password on an .xls', 'encrypted', withRecord(xls, 0x002f, Buffer.alloc(54)), '税收.xls'),
    file('a password', 'encrypted', withStream(xls, '/EncryptedPackage')),
    file('60 MB', 'tooLarge', Buffer.concat([xlsx, Buffer.alloc(60 * MEBI)])),
    file('an .xlsx with the extension of an .xls', 'wrongType', xlsx, '税收.xls'),
    file('an .xls with the extension of an .xlsx', 'wrongType', xls),
    file('an .xlsx with the extension of a CSV file', 'wrongType', xlsx, '税收.csv'),
    file('a zip that is no workbook', 'wrongType', zipOf([{ name: '说明.txt', content: '无' }])),
    file(
      'a web page with the extension of an .xls',
      'wrongType',
      Buffer.from('<html><table><tr><td>1</td></tr></table></html>'),
      '税收.xls',
    ),
    file('bytes with the extension of a CSV file', 'wrongType', Buffer.from([0x41, 0x00, 0x42]), '税收.csv'),
    file('a name that leads out of the folder', 'unsafeName', part('../../etc/cron.d/x')),
    file('a name from the root', 'unsafeName', part('/etc/passwd')),
    file('an .xlsx that was cut off', 'damaged', xlsx.subarray(0, xlsx.length - 100)),
    file('an .xls that was cut off', 'damaged', xls.subarray(0, 1_000), '税收.xls'),
    file('entities that grow', 'damaged', xlsxOf(oneSheet(`<!DOCTYPE x [<!ENTITY a "aaaa">]>${sheetXml(head)}`))),
    file('a CSV file with an open quote', 'damaged', Buffer.from('园区代码,金额\nLA-001,"1\n'), '税收.csv'),
    file(
      'a hundred sheets',
      'tooManySheets',
      xlsxOf({ sheets: Array.from({ length: 100 }, (_, n) => ({ name: `表${n}`, xml: sheetXml(head) })) }),
    ),
    file('nothing at all', 'noTable', Buffer.alloc(0)),
    file('nothing in its sheets', 'noTable', xlsxOf(oneSheet('<sheetData/>'))),
  ];
}

function many(count: number): { readonly name: string; readonly content: string }[] {
  return Array.from({ length: count }, (_, n) => ({ name: `xl/media/${n}.xml`, content: '' }));
}

/** Stored once, a text may be meant by many cells: 30,000 characters in 20,000 cells are more than a gigabyte. */
function longTexts(): Buffer {
  const row = `<row>${'<c t="s"><v>0</v></c>'.repeat(100)}</row>`;
  return xlsxOf({ ...oneSheet(`<sheetData>${row.repeat(200)}</sheetData>`), sharedStrings: `<si><t>${'长'.repeat(30_000)}</t></si>` });
}

/** A compound file with one more stream. */
function withStream(xls: Buffer, path: string): Buffer {
  const file = CFB.read(xls, { type: 'buffer' });
  CFB.utils.cfb_add(file, path, Buffer.from('x'));
  return CFB.write(file, { type: 'buffer' });
}

/** An .xls with one more record behind the first of its stream. */
function withRecord(xls: Buffer, type: number, data: Buffer): Buffer {
  const file = CFB.read(xls, { type: 'buffer' });
  const stream = file.FileIndex[file.FullPaths.findIndex((path) => path.endsWith('/Workbook'))];
  if (!stream) throw new Error('no stream');
  const first = Buffer.from(stream.content);
  const end = 4 + first.readUInt16LE(2);
  const head = Buffer.alloc(4);
  head.writeUInt16LE(type, 0);
  head.writeUInt16LE(data.length, 2);
  CFB.utils.cfb_add(file, '/Workbook', Buffer.concat([first.subarray(0, end), head, data, first.subarray(end)]));
  return CFB.write(file, { type: 'buffer' });
}

/** What a SUPBOOK record holds of another workbook. */
function link(path: string): Buffer {
  const text = Buffer.from(path, 'utf16le');
  const head = Buffer.alloc(5);
  head.writeUInt16LE(1, 0);
  head.writeUInt16LE(path.length, 2);
  head[4] = 1;
  return Buffer.concat([head, text]);
}

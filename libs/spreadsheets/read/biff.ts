import { knownFormat } from './styles.js';

/** What the records of an .xls stream say before it is parsed ([MS-XLS] 2.1.4: each has a type and a length). */
export interface BiffLook {
  /** 0x0600 is Excel 97 and later. */
  readonly version: number;
  readonly encrypted: boolean;
  readonly macroSheet: boolean;
  readonly links: readonly string[];
  readonly sheets: number;
  readonly cells: number;
  readonly merges: readonly number[];
}

const BOF = 0x0809;
const FILEPASS = 0x002f;
const BOUNDSHEET = 0x0085;
const SUPBOOK = 0x01ae;
const FORMAT = 0x041e;
const XF = 0x00e0;
const MERGECELLS = 0x00e5;
/** A query of a database or a web page. */
const DBQUERY = 0x00dc;
const MULRK = 0x00bd;
/** Number, label, boolean, formula, shared string, RK. Blank cells are built nowhere. */
const CELLS = new Set([0x0006, 0x00d6, 0x00fd, 0x0203, 0x0204, 0x0205, 0x027e]);

/** [MS-XLS] 2.4.271: what stands in the place of a path where a link leads to the file itself or to an add-in's functions. */
const INTERNAL = new Set([0x0401, 0x3a01]);

/**
 * Looks through the records, and writes formats that the library does not know as plain dates (in place), unless the file spells them out itself.
 * @throws RangeError where a record reaches beyond the stream
 */
export function lookThroughRecords(stream: Buffer): BiffLook {
  const found = { version: 0, encrypted: false, macroSheet: false, links: [] as string[], sheets: 0, cells: 0, merges: [] as number[] };
  const spelledOut = new Set<number>();
  for (let at = 0; at + 4 <= stream.length;) {
    const type = stream.readUInt16LE(at);
    const length = stream.readUInt16LE(at + 2);
    const data = at + 4;
    if (data + length > stream.length) throw new RangeError('record beyond the stream');
    if (CELLS.has(type)) found.cells++;
    else if (type === MULRK) found.cells += Math.max(0, Math.floor((length - 6) / 6));
    else if (type === BOF && found.version === 0) found.version = stream.readUInt16LE(data);
    else if (type === FILEPASS) found.encrypted = true;
    else if (type === BOUNDSHEET) {
      found.sheets++;
      if (stream[data + 5] === 1) found.macroSheet = true;
    } else if (type === SUPBOOK && !INTERNAL.has(stream.readUInt16LE(data + 2))) found.links.push(pathOfLink(stream, data, length));
    else if (type === DBQUERY) found.links.push('外部数据');
    else if (type === FORMAT) spelledOut.add(stream.readUInt16LE(data));
    else if (type === XF && !spelledOut.has(stream.readUInt16LE(data + 2)))
      stream.writeUInt16LE(knownFormat(stream.readUInt16LE(data + 2)), data + 2);
    else if (type === MERGECELLS) found.merges.push(...areas(stream, data, length));
    at = data + length;
    // A stream is padded with zeros behind its last record.
    if (type === 0 && length === 0) break;
  }
  return found;
}

/** The path as it is stored (a control character stands for a separator), with what a person can read of it. */
function pathOfLink(stream: Buffer, data: number, length: number): string {
  const characters = stream.readUInt16LE(data + 2);
  const wide = (stream[data + 4] ?? 0) & 1;
  const text = stream.toString(wide ? 'utf16le' : 'latin1', data + 5, Math.min(data + length, data + 5 + characters * (wide ? 2 : 1)));
  // eslint-disable-next-line no-control-regex
  return text.replace(/[\x00-\x1f]+/g, '/');
}

function areas(stream: Buffer, data: number, length: number): number[] {
  const found: number[] = [];
  for (let at = data + 2; at + 8 <= data + length; at += 8) {
    const [fromRow, toRow, from, to] = [0, 2, 4, 6].map((offset) => stream.readUInt16LE(at + offset)) as [number, number, number, number];
    found.push((toRow - fromRow + 1) * (to - from + 1));
  }
  return found;
}

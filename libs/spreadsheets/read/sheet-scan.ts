import { columnLetters } from '../workbook.js';
import { placeOf } from './cell-place.js';

/**
 * One look over the bytes of a sheet's XML before anything is built of it: what it would cost, and which formulas have no value (the library takes them for 0). Tags are told apart as
 * the library does, in comments and CDATA as well, so that it never meets more than was counted.
 */
export interface SheetScan {
  readonly cells: number;
  /** Texts that cells share, in a part of their own. */
  readonly sharedTexts: number;
  /** References of the cells with a formula and no value, as far as `MAX_NAMED`. */
  readonly valueless: readonly string[];
  readonly valuelessCount: number;
  /** Areas of merged cells. */
  readonly merges: readonly string[];
  /** The cell with a value that stands furthest out, by row and by column. */
  readonly lastRow: Outermost;
  readonly lastColumn: Outermost;
}
export interface Outermost {
  readonly at: number;
  readonly reference: string;
}

/** Cells that are named one by one. */
export const MAX_NAMED = 1_000;

const LT = 0x3c;
const GT = 0x3e;
const SLASH = 0x2f;
const COLON = 0x3a;
const SPACE = 0x20;
const EQUALS = 0x3d;

/** Names of elements by the numbers of their letters. */
const CELL = 'c'.charCodeAt(0);
const FORMULA = 'f'.charCodeAt(0);
const VALUE = 'v'.charCodeAt(0);

export function scanSheet(xml: Buffer): SheetScan {
  const scan = new Scan(xml);
  for (let at = xml.indexOf(LT); at >= 0 && at < xml.length; at = xml.indexOf(LT, at)) {
    const closing = xml[at + 1] === SLASH;
    let from = at + (closing ? 2 : 1);
    let to = from;
    for (; to < xml.length && !endsName(xml[to] as number); to++) if (xml[to] === COLON) from = to + 1;
    let end = to;
    while (end < xml.length && xml[end] !== GT) end++;
    at = end;
    if (to - from === 1) scan.letter(xml[from] as number, to, end, closing);
    else if (to - from <= MERGE_CELL.length) scan.word(xml.toString('latin1', from, to), to, end, closing);
  }
  scan.closeCell();
  return scan;
}

const MERGE_CELL = 'mergeCell';
const none: Outermost = { at: -1, reference: '' };

/** What was seen so far. Tags reach from the end of their name to their `>`. */
class Scan implements SheetScan {
  readonly valueless: string[] = [];
  readonly merges: string[] = [];
  cells = 0;
  sharedTexts = 0;
  valuelessCount = 0;
  lastRow = none;
  lastColumn = none;
  #row = -1;
  #column = -1;
  // Of the cell that is open. No object: there are hundreds of thousands.
  #open = false;
  #text = false;
  #formula = false;
  #value = false;

  constructor(private readonly xml: Buffer) {}

  letter(name: number, from: number, end: number, closing: boolean): void {
    if (name === CELL) {
      this.closeCell();
      if (!closing) this.#openCell(from, end);
    } else if (this.#open && !closing) {
      if (name === FORMULA) this.#formula = true;
      // The text that a formula gives may be an empty one; a number is there or not.
      if (name === VALUE) this.#value ||= this.#text || (this.xml[end - 1] !== SLASH && this.xml[end + 1] !== LT);
    }
  }

  word(name: string, from: number, end: number, closing: boolean): void {
    if (closing) return;
    if (name === 'is') this.#value = true;
    else if (name === 'si') this.sharedTexts++;
    else if (name === MERGE_CELL) this.merges.push(attribute(this.xml, from, end, 'ref') ?? '');
    else if (name === 'row') {
      const number = attribute(this.xml, from, end, 'r');
      this.#row = number === undefined ? this.#row + 1 : Number(number) - 1;
      this.#column = -1;
    }
  }

  closeCell(): void {
    if (!this.#open) return;
    this.#open = false;
    if (this.#value) {
      if (this.#row > this.lastRow.at) this.lastRow = { at: this.#row, reference: this.#reference() };
      if (this.#column > this.lastColumn.at) this.lastColumn = { at: this.#column, reference: this.#reference() };
    } else if (this.#formula) {
      this.valuelessCount++;
      if (this.valueless.length < MAX_NAMED) this.valueless.push(this.#reference());
    }
  }

  #openCell(from: number, end: number): void {
    this.cells++;
    this.#column++;
    this.#open = true;
    this.#formula = false;
    this.#value = false;
    this.#text = false;
    if (from === end) return;
    this.#text = attribute(this.xml, from, end, 't') === 'str';
    const place = placeOf(attribute(this.xml, from, end, 'r') ?? '');
    if (place) {
      this.#row = place.row;
      this.#column = place.column;
    }
  }

  #reference(): string {
    return `${columnLetters(this.#column)}${this.#row + 1}`;
  }
}

function endsName(byte: number): boolean {
  return byte <= SPACE || byte === SLASH || byte === GT;
}

/** The value of an attribute between two places of a tag; names are compared whole, without a prefix. */
function attribute(xml: Buffer, from: number, to: number, name: string): string | undefined {
  for (let at = from; at < to; at++) {
    if (xml[at] !== EQUALS) continue;
    const quote = xml[at + 1];
    const end = quote === undefined ? -1 : xml.indexOf(quote, at + 2);
    if (end < 0 || end > to) return undefined;
    if (namedSo(xml, at, name)) return xml.toString('latin1', at + 2, end);
    at = end;
  }
  return undefined;
}

function namedSo(xml: Buffer, equals: number, name: string): boolean {
  const start = equals - name.length;
  for (let n = 0; n < name.length; n++) if (xml[start + n] !== name.charCodeAt(n)) return false;
  return xml[start - 1]! <= SPACE;
}

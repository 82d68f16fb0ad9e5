/**
 * One look over the bytes of a sheet's XML before anything is built of it: what it would cost, and which formulas have no value (the library takes them for 0). Tags are told apart as
 * the library does, in comments and CDATA as well, so that it never meets more than was counted.
 */
export interface SheetScan {
  readonly cells: number;
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

import { placeOf } from './cell-place.js';

/** Cells that are named one by one. */
export const MAX_NAMED = 1_000;

const LT = 0x3c;
const GT = 0x3e;
const SLASH = 0x2f;
const COLON = 0x3a;
const SPACE = 0x20;
const EQUALS = 0x3d;

interface OpenCell {
  readonly reference: string;
  readonly string: boolean;
  formula: boolean;
  value: boolean;
}

export function scanSheet(xml: Buffer): SheetScan {
  const merges: string[] = [];
  const valueless: string[] = [];
  let [cells, valuelessCount] = [0, 0];
  let [lastRow, lastColumn]: Outermost[] = [none, none];
  let cell: OpenCell | undefined;
  let [row, column] = [-1, -1];

  const close = (): void => {
    if (cell?.value) {
      const place = placeOf(cell.reference) ?? { row, column };
      if (place.row > lastRow!.at) lastRow = { at: place.row, reference: cell.reference };
      if (place.column > lastColumn!.at) lastColumn = { at: place.column, reference: cell.reference };
    } else if (cell?.formula) {
      valuelessCount++;
      if (valueless.length < MAX_NAMED) valueless.push(cell.reference);
    }
    cell = undefined;
  };

  for (let at = xml.indexOf(LT); at >= 0 && at < xml.length; at = xml.indexOf(LT, at)) {
    const closing = xml[at + 1] === SLASH;
    let from = at + (closing ? 2 : 1);
    let to = from;
    for (; to < xml.length && !endsName(xml[to]!); to++) if (xml[to] === COLON) from = to + 1;
    let end = to;
    while (end < xml.length && xml[end] !== GT) end++;
    const alone = xml[end - 1] === SLASH;
    at = end;
    switch (to - from) {
      case 1: {
        const letter = xml[from];
        if (letter === 0x63 /* c */) {
          close();
          if (closing) break;
          cells++;
          const reference = attribute(xml, to, end, 'r');
          column = reference === undefined ? column + 1 : (placeOf(reference)?.column ?? column + 1);
          cell = {
            reference: reference ?? `第 ${row + 1} 行第 ${column + 1} 格`,
            string: attribute(xml, to, end, 't') === 'str',
            formula: false,
            value: false,
          };
        } else if (cell && !closing && letter === 0x66 /* f */) cell.formula = true;
        else if (cell && !closing && letter === 0x76 /* v */) cell.value ||= cell.string || (!alone && xml[end + 1] !== LT);
        break;
      }
      case 2: // is
        if (cell && xml[from] === 0x69 && xml[from + 1] === 0x73) cell.value = true;
        break;
      case 3: // row
        if (!closing && xml.toString('latin1', from, to) === 'row') {
          const number = attribute(xml, to, end, 'r');
          row = number === undefined ? row + 1 : Number(number) - 1;
          column = -1;
        }
        break;
      case 9:
        if (!closing && xml.toString('latin1', from, to) === 'mergeCell') merges.push(attribute(xml, to, end, 'ref') ?? '');
        break;
    }
  }
  close();
  return { cells, valueless, valuelessCount, merges, lastRow: lastRow!, lastColumn: lastColumn! };
}

const none: Outermost = { at: -1, reference: '' };

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

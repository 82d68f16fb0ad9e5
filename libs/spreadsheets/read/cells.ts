import { type CellObject, SSF } from '@e965/xlsx';
import type { Cell } from '../workbook.js';
import { dateText, numberText } from './numbers.js';

/** Errors of a sheet by their numbers ([MS-XLS] 2.5.10). */
const errors: Readonly<Record<number, string>> = {
  0x00: '#NULL!',
  0x07: '#DIV/0!',
  0x0f: '#VALUE!',
  0x17: '#REF!',
  0x1d: '#NAME?',
  0x24: '#NUM!',
  0x2a: '#N/A',
};

/** What the formats seen so far make of a number. There are few formats and many cells. */
export class Formats {
  readonly #known = new Map<string, 'date' | 'percent' | 'number'>();

  of(format: string): 'date' | 'percent' | 'number' {
    let kind = this.#known.get(format);
    if (kind === undefined) {
      kind = isDate(format) ? 'date' : isPercent(format) ? 'percent' : 'number';
      this.#known.set(format, kind);
    }
    return kind;
  }
}

/** A cell as the library gives it, in the room's form. */
export function cellOf(cell: CellObject, formats: Formats, from1904: boolean): Cell {
  const { v: value } = cell;
  switch (cell.t) {
    case 's':
      return String(value ?? '');
    case 'b':
      return { kind: 'boolean', text: value ? '是' : '否' };
    case 'e':
      return { kind: 'error', text: errors[Number(value)] ?? '#错误' };
    case 'n':
      return numberCell(Number(value), formats.of(String(cell.z ?? 'General')), from1904);
    case 'd':
      return value instanceof Date ? { kind: 'date', text: value.toISOString().slice(0, 10) } : String(value ?? '');
    case 'z':
      return '';
    default:
      return cell.t satisfies never;
  }
}

function numberCell(value: number, kind: 'date' | 'percent' | 'number', from1904: boolean): Cell {
  const date = kind === 'date' ? dateText(value, from1904) : undefined;
  if (date !== undefined) return { kind: 'date', text: date };
  return { kind: 'number', text: kind === 'percent' ? `${numberText(value * 100)}%` : numberText(value) };
}

function isDate(format: string): boolean {
  return format !== 'General' && SSF.is_date(format);
}

/** A per cent sign outside of quoted text. */
function isPercent(format: string): boolean {
  return format.replace(/"[^"]*"|\\./g, '').includes('%');
}

import type { Workbook, Worksheet } from 'exceljs';
import { columnLetters } from '../workbook.js';

/** A list in the cell itself may have so many characters, and no comma in a word. */
const LONGEST_LIST = 255;

/** Ranges are not in the published types of exceljs; it writes them as they are. */
interface Validations {
  add(range: string, validation: object): void;
}

/** The drop-down lists of a workbook: short ones stand with the cells, long ones in a sheet of their own that is hidden. */
export class Choices {
  #sheet: Worksheet | undefined;
  readonly #written = new Map<string, string>();

  constructor(
    private readonly workbook: Workbook,
    private readonly sheetName: () => string,
  ) {}

  /** Offers the words in the cells of a range; others are refused by the spreadsheet program. */
  offer(sheet: Worksheet, range: string, words: readonly string[]): void {
    (sheet as unknown as { readonly dataValidations: Validations }).dataValidations.add(range, {
      type: 'list',
      allowBlank: true,
      formulae: [this.#source(words)],
      showErrorMessage: true,
      errorTitle: '不在可选之列',
      error: '请从下拉列表中选择',
    });
  }

  #source(words: readonly string[]): string {
    const list = words.join(',');
    if (list.length <= LONGEST_LIST && !words.some((word) => /[,"]/.test(word))) return `"${list}"`;
    const known = this.#written.get(list);
    if (known !== undefined) return known;
    this.#sheet ??= this.workbook.addWorksheet(this.sheetName(), { state: 'hidden' });
    const column = this.#written.size + 1;
    words.forEach((word, at) => {
      const cell = this.#sheet?.getCell(at + 1, column);
      if (cell) [cell.value, cell.numFmt] = [word, '@'];
    });
    const letters = columnLetters(column - 1);
    const source = `'${this.#sheet.name}'!$${letters}$1:$${letters}$${words.length}`;
    this.#written.set(list, source);
    return source;
  }
}

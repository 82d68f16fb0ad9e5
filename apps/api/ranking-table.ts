/** One line of the printed ranking. */
export interface PrintedRow {
  readonly rank: number;
  readonly park: string;
  readonly total: string;
  readonly tier: string;
  /** 万元. */
  readonly award: string;
}

type Column = readonly [head: string, cell: (row: PrintedRow) => string, align: 'left' | 'right'];

const columns: readonly Column[] = [
  ['名次', (row) => String(row.rank), 'right'],
  ['园区', (row) => row.park, 'left'],
  ['总分', (row) => row.total, 'right'],
  ['档次', (row) => row.tier, 'left'],
  ['奖励（万元）', (row) => row.award, 'right'],
];

/** The ranking as a table for a terminal; Chinese characters are two columns wide. */
export function rankingTable(rows: readonly PrintedRow[]): string {
  const cells = [columns.map(([head]) => head), ...rows.map((row) => columns.map(([, cell]) => cell(row)))];
  const widths = columns.map((_column, i) => Math.max(...cells.map((line) => widthOf(line[i] ?? ''))));
  return cells
    .map((line) =>
      line
        .map((text, i) => pad(text, widths[i] ?? 0, columns[i]?.[2] ?? 'left'))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function widthOf(text: string): number {
  // Wide and full-width characters (CJK and its punctuation) take two columns.
  return [...text].reduce(
    (width, character) =>
      width + (/[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/.test(character) ? 2 : 1),
    0,
  );
}

function pad(text: string, width: number, align: 'left' | 'right'): string {
  const blanks = ' '.repeat(Math.max(0, width - widthOf(text)));
  return align === 'left' ? text + blanks : blanks + text;
}

import type { Content, ContentTable, TableCell } from 'pdfmake/interfaces.js';
import { ordinary } from './wrapping.js';
import type { Block, Column, DocumentModel, Facts, Notes, Prose, Signatures, Table } from '../model.js';
import { cellPadding, columnWidths, lineWidth, TYPE, widthBetweenMargins } from './page.js';

const alignments = { left: 'left', centre: 'center', right: 'right' } as const;
const SHADE = '#eeeeee';

/** The contents of a page's blocks, as pdfmake takes them. A heading stays with what follows it. */
export function blocksOf({ blocks, orientation }: DocumentModel): Content[] {
  const width = widthBetweenMargins(orientation);
  return blocks.flatMap((block, i): Content[] => {
    if (block.kind !== 'heading') return [contentOf(block, width, headingBefore(blocks, i))];
    const next = blocks[i + 1];
    // The heading before a table stands in the table's head; before anything else it is bound to it there.
    return next === undefined || next.kind === 'heading' ? [headingContent(block.text)] : [];
  });
}

function headingBefore(blocks: readonly Block[], i: number): string | undefined {
  const before = blocks[i - 1];
  return before?.kind === 'heading' ? before.text : undefined;
}

function contentOf(block: Exclude<Block, { kind: 'heading' }>, width: number, heading: string | undefined): Content {
  switch (block.kind) {
    case 'table':
      return tableContent(block, width, heading);
    case 'prose':
      return proseContent(block, heading);
    case 'facts':
      return bound(heading, factsContent(block, width));
    case 'notes':
      return bound(heading, notesContent(block));
    case 'signatures':
      return bound(heading, signaturesContent(block, width));
  }
}

function headingContent(text: string): Content {
  return { text, fontSize: TYPE.heading, margin: [0, 10, 0, 4] };
}

function bound(heading: string | undefined, content: Content): Content {
  return heading === undefined ? content : { stack: [headingContent(heading), content], unbreakable: true };
}

function proseContent({ paragraphs }: Prose, heading: string | undefined): Content {
  const [first = '', ...others] = paragraphs;
  const paragraph = (text: string): Content => ({
    text,
    leadingIndent: 2 * TYPE.body,
    fontSize: TYPE.body,
    lineHeight: 1.35,
    margin: [0, 2, 0, 2],
  });
  return [bound(heading, paragraph(first)), ...others.map(paragraph)];
}

function factsContent({ pairs }: Facts, width: number): ContentTable {
  const body: TableCell[][] = [];
  for (let i = 0; i < pairs.length; i += 2) {
    const [left, right] = [pairs[i], pairs[i + 1]];
    const cells = [...factCells(left), ...(right ? factCells(right) : [])];
    // An odd last pair has the line for itself.
    body.push(right ? cells : [cells[0] as TableCell, { ...(cells[1] as object), colSpan: 3 } as TableCell, {}, {}]);
  }
  return { layout: lines, margin: [0, 4, 0, 6], table: { widths: columnWidths([3, 7, 3, 7], width), dontBreakRows: true, body } };
}

function factCells([label, value]: readonly [string, string] = ['', '']): TableCell[] {
  return [
    { ...ordinary(label), fontSize: TYPE.table, fillColor: SHADE },
    { ...ordinary(value), fontSize: TYPE.table },
  ];
}

function tableContent({ name, columns, rows, empty, totals = [] }: Table, width: number, heading: string | undefined): Content {
  const above = [
    ...(heading === undefined ? [] : [titleRow(heading, columns, TYPE.heading)]),
    ...(name === heading ? [] : [titleRow(name, columns, TYPE.body)]),
  ];
  const head = columns.map(({ header }): TableCell => ({ ...ordinary(header), alignment: 'center', fillColor: SHADE }));
  const body =
    rows.length === 0
      ? [wholeRow({ text: empty, alignment: 'center', margin: [0, 6, 0, 6] }, columns)]
      : rows.map((row) => cells(row, columns));
  return {
    layout: { ...lines, ...openAbove(above.length) },
    fontSize: TYPE.table,
    margin: [0, 4, 0, 6],
    table: {
      widths: columnWidths(
        columns.map((column) => column.width),
        width,
      ),
      headerRows: above.length + 1,
      keepWithHeaderRows: 1,
      dontBreakRows: true,
      body: [...above, head, ...body, ...totals.map((row) => cells(row, columns))],
    },
  };
}

function cells(row: readonly string[], columns: readonly Column[]): TableCell[] {
  return columns.map(({ align = 'left' }, i) => ({ ...ordinary(row[i] ?? ''), alignment: alignments[align] }));
}

/** The name of a table in its head: so it is on every page that the table reaches, and never alone at a page's foot. */
function titleRow(text: string, columns: readonly Column[], fontSize: number): TableCell[] {
  return wholeRow({ text, fontSize, border: [false, false, false, false], margin: [-cellPadding, 4, 0, 0] }, columns);
}

function wholeRow(cell: object, columns: readonly Column[]): TableCell[] {
  return [{ ...cell, colSpan: columns.length } as TableCell, ...columns.slice(1).map((): TableCell => ({}))];
}

const lines = {
  hLineWidth: () => lineWidth,
  vLineWidth: () => lineWidth,
  paddingLeft: () => cellPadding,
  paddingRight: () => cellPadding,
  paddingTop: () => 3,
  paddingBottom: () => 3,
};

/** No lines around the rows that only name the table. */
function openAbove(rows: number) {
  return { hLineWidth: (i: number) => (i < rows ? 0 : lineWidth) };
}

function notesContent({ items }: Notes): Content {
  return { stack: items.map((text) => ({ text, margin: [0, 1, 0, 1] })), fontSize: TYPE.small, lineHeight: 1.25, margin: [0, 4, 0, 4] };
}

/** Two lines to sign on beside each other; a date has room for year, month and day. Never parted from one another. */
function signaturesContent({ labels }: Signatures, width: number): Content {
  const body: TableCell[][] = [];
  for (let i = 0; i < labels.length; i += 2) body.push([...signatureCells(labels[i]), ...signatureCells(labels[i + 1])]);
  return {
    unbreakable: true,
    margin: [0, 12, 0, 0],
    fontSize: TYPE.body,
    layout: { ...lines, hLineWidth: () => 0, vLineWidth: () => 0, paddingTop: () => 10 },
    table: { widths: columnWidths([11, 12, 11, 12], width), dontBreakRows: true, body },
  };
}

function signatureCells(line: Signatures['labels'][number] | undefined): TableCell[] {
  if (line === undefined) return [{ text: '' }, { text: '' }];
  const [label, value] = typeof line === 'string' ? [line, undefined] : line;
  if (value !== undefined) return [{ text: `${label}：`, alignment: 'right' }, ordinary(value)];
  const blank = label.endsWith('日期') ? '＿＿＿＿年＿＿月＿＿日' : '＿＿＿＿＿＿＿＿＿＿';
  return [{ text: `${label}：`, alignment: 'right' }, { text: blank }];
}

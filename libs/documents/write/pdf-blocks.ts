import type { Content, ContentTable, TableCell } from 'pdfmake/interfaces.js';
import type { Block, Column, DocumentModel, Facts, Heading, Notes, Pair, Prose, Signatures, Table } from '../model.js';
import { heightOf } from './heights.js';
import { cellPadding, columnWidths, lineWidth, TYPE, widthBetweenMargins } from './page.js';
import { ordinary } from './wrapping.js';

const alignments = { left: 'left', centre: 'center', right: 'right' } as const;
const SHADE = '#eeeeee';

/** The contents of a page's blocks, as pdfmake takes them. A heading stays with what follows it. */
export function blocksOf({ blocks, orientation }: DocumentModel): Content[] {
  const width = widthBetweenMargins(orientation);
  const contents: Content[] = [];
  for (let i = 0; i < blocks.length; i++) {
    const block = blocks[i] as Block;
    if (block.kind !== 'heading') {
      contents.push(contentOf(block, width, undefined));
      continue;
    }
    const bound = boundTo(blocks, i, width);
    contents.push(
      bound.length > 1
        ? { stack: bound.map((one, n) => contentOf(one, width, n === 0 ? block.text : undefined)), unbreakable: true }
        : alone(block, bound[0], width),
    );
    i += bound.length;
  }
  return contents;
}

function alone({ text }: Heading, next: Bindable | undefined, width: number): Content {
  return next === undefined ? headingContent(text) : contentOf(next, width, text);
}

type Bindable = Exclude<Block, Heading>;
/** What is lower than this, in points, is not parted from its heading by the end of a page. */
const LOW = 330;

/** The blocks that a heading is bound to: the next one; and where small print comes first, the low table behind it too. */
function boundTo(blocks: readonly Block[], heading: number, width: number): Bindable[] {
  const [next, after] = [blocks[heading + 1], blocks[heading + 2]];
  if (next === undefined || next.kind === 'heading') return [];
  return next.kind === 'notes' && after?.kind === 'table' && heightOf(after, width) < LOW ? [next, after] : [next];
}

function contentOf(block: Bindable, width: number, heading: string | undefined): Content {
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

function factsContent({ pairs }: Facts, width: number): Content {
  const table: ContentTable = {
    layout: lines,
    margin: [0, 4, 0, 6],
    table: { widths: columnWidths([34, 66, 34, 66], width), dontBreakRows: true, body: factRows(pairs) },
  };
  return pairs.length > MOST_BOUND_FACTS ? table : { stack: [table], unbreakable: true };
}

/** Facts so few that they fit on a page are not parted from one another. */
const MOST_BOUND_FACTS = 16;

function factRows(pairs: readonly Pair[]): TableCell[][] {
  const rows: TableCell[][] = [];
  let open: TableCell[] | undefined;
  for (const [label, value, size] of pairs) {
    const cells: TableCell[] = [
      { ...ordinary(label), fontSize: TYPE.table, fillColor: SHADE },
      { ...ordinary(value), fontSize: TYPE.table },
    ];
    if (open && size !== 'wide') {
      open.push(...cells);
      open = undefined;
    } else {
      rows.push(cells);
      open = size === 'wide' ? undefined : cells;
    }
  }
  // A pair that is alone in its line takes the whole of it.
  return rows.map((row) => (row.length === 4 ? row : [row[0] as TableCell, { ...(row[1] as object), colSpan: 3 } as TableCell, {}, {}]));
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

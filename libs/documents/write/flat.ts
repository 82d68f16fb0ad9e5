import type { Block, DocumentModel } from '../model.js';

/** The parts of a document that are no table, as lines of text: for the places around the tables of a workbook or a CSV. */
export function linesOf(block: Exclude<Block, { kind: 'table' }>): string[] {
  switch (block.kind) {
    case 'heading':
      return [block.text];
    case 'prose':
      return [...block.paragraphs];
    case 'facts':
      return block.pairs.map(([label, value]) => `${label}：${value}`);
    case 'notes':
      return [...block.items];
    case 'signatures':
      return block.labels.map((line) => (typeof line === 'string' ? `${line}：` : `${line[0]}：${line[1]}`));
  }
}

/** Title and the lines under it. */
export function titleLines({ title, subtitles }: DocumentModel): string[] {
  return [title, ...subtitles];
}

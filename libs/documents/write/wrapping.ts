import { TYPE } from './page.js';

/** What no line break is allowed in by itself: a hash, a code, a file's name without a space. */
const LONG = /[!-~]{13,}/;
/** Half of a character outside the basic plane: a break between any two would part its halves. */
const SURROGATE = /[\ud800-\udfff]/;

/** Spaces before a text set it in; pdfmake would drop them. */
const INDENT = /^\u3000*/;

/** A text as a cell has it: set in by its leading spaces, and a long code breaks anywhere rather than run out of its cell. */
export function ordinary(text: string): {
  readonly text: string;
  readonly wordBreak?: 'break-all';
  readonly margin?: [number, number, number, number];
} {
  const indent = INDENT.exec(text)?.[0].length ?? 0;
  return {
    text: text.slice(indent),
    ...(indent === 0 ? {} : { margin: [indent * TYPE.table, 0, 0, 0] }),
    ...(LONG.test(text) && !SURROGATE.test(text) ? { wordBreak: 'break-all' } : {}),
  };
}

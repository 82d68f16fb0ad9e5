/** Measures of a page, in points. A4 with margins of about 2 cm at the sides; below, room for the citation and the page's number. */
export const MARGINS: [number, number, number, number] = [51, 48, 51, 56];
export const A4 = { width: 595.28, height: 841.89 } as const;

/** Sizes of type. */
export const TYPE = { title: 18, subtitle: 10.5, heading: 12, body: 10.5, table: 9, small: 8, foot: 7.5 } as const;

const PADDING = 4;
const LINE = 0.5;
export const cellPadding = PADDING;
export const lineWidth = LINE;

/** The width between the margins. */
export function widthBetweenMargins(orientation: 'portrait' | 'landscape'): number {
  const [left, , right] = MARGINS;
  return (orientation === 'portrait' ? A4.width : A4.height) - left - right;
}

/** Widths of a table's columns for their contents, from their shares: together with paddings and lines they fill the given width. */
export function columnWidths(shares: readonly number[], width: number): number[] {
  const room = width - shares.length * 2 * PADDING - (shares.length + 1) * LINE;
  const sum = shares.reduce((total, share) => total + share, 0);
  return shares.map((share) => (room * share) / sum);
}

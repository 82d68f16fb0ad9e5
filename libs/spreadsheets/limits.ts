/** How large a workbook may be. Checked before a file is parsed as far as its directory tells, and again while it is. */
export interface WorkbookLimits {
  /** Of the file, in bytes. */
  readonly maxBytes: number;
  /** Of everything in it unpacked, in bytes. */
  readonly maxUnpackedBytes: number;
  /** Parts of an .xlsx, streams of an .xls. */
  readonly maxEntries: number;
  readonly maxSheets: number;
  /** Rows of one sheet, counted to the last one with a value. */
  readonly maxRows: number;
  /** Columns of one sheet, counted to the last one with a value. */
  readonly maxColumns: number;
  /** Cells of all sheets, the empty ones that the file spells out included. */
  readonly maxCells: number;
  /** Merged areas of all sheets. */
  readonly maxMerges: number;
  /** Characters of one cell: as many as Excel allows. */
  readonly maxCellLength: number;
  /** Characters of all cells: a text that is stored once may stand in a million cells. */
  readonly maxCharacters: number;
}

const MEBI = 1024 * 1024;

/** Well above what a city's departments deliver (20,000 rows of 8 columns are a file of 1 MB), well below what a process of 512 MB bears. */
export const defaultLimits: WorkbookLimits = {
  maxBytes: 20 * MEBI,
  maxUnpackedBytes: 48 * MEBI,
  maxEntries: 2_000,
  maxSheets: 64,
  maxRows: 200_000,
  maxColumns: 200,
  maxCells: 500_000,
  maxMerges: 10_000,
  maxCellLength: 32_767,
  maxCharacters: 16 * MEBI,
};

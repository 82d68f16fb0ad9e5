import type { Metric } from '#libs/scheme';

/** How the cells of a column are read. `words` are what people choose from, each with the code that a line has for it. */
export type CellRule =
  | { readonly kind: 'code' }
  | { readonly kind: 'text' }
  | { readonly kind: 'day' }
  | { readonly kind: 'decimal' }
  | { readonly kind: 'yesNo' }
  | { readonly kind: 'words'; readonly words: Readonly<Record<string, string>> };

/** One column of a delivered list. */
export interface Column {
  /** As templates print it, the unit in brackets behind it. */
  readonly header: string;
  /** The field of the line. */
  readonly field: string;
  readonly cell: CellRule;
  readonly required: boolean;
  /** Most characters of a cell; absent: 200, as a text of a line has (libs/scheme). */
  readonly longest?: number;
  /** What an empty cell of a column that is not required says: the field is null, or the line has no such field. */
  readonly empty?: 'null' | 'leftOut';
  /** What to write into it, for the notes sheet. */
  readonly about: string;
  /** In characters of a spreadsheet's column. */
  readonly width: number;
}

/** A list as a sheet: its columns behind the park's two. */
export interface ListForm {
  /** Name of its sheet: at most 31 characters, none of those that a workbook forbids. */
  readonly sheet: string;
  readonly columns: readonly Column[];
  /** Columns that are shown beside them, for people: a sheet may lack them. */
  readonly shown?: readonly Column[];
  /** Whether enterprises' names stand beside their codes, for people: they are compared with the register, never read. */
  readonly named: boolean;
}

/** The list of one metric. */
export interface Form extends ListForm {
  readonly metric: Metric;
}

/** Header of the column with the park's code, which every list begins with. */
export const PARK_COLUMN = '园区代码';
/** Header of the column with the park's name, for people. */
export const PARK_NAME = '园区名称';
/** Header of the column with an enterprise's name, for people. */
export const NAME_COLUMN = '企业名称';
/** Header of the column with the months of a year in which an enterprise was a tenant, for who draws its amounts. */
export const MONTHS_COLUMN = '在园月份';
/** The sheet of a template with its notes: nothing is read from it. */
export const NOTES_SHEET = '填报说明';
/** In the first column behind the park's: this park has nothing to list. */
export const NIL = '无';

/** Which workbook: what a department delivers, what a park claims, a park's roster, what a department verifies, 应急's statements on accidents. */
export const workbookKinds = ['delivery', 'declaration', 'roster', 'verification', 'statements'] as const;
export type WorkbookKind = (typeof workbookKinds)[number];

/** The kinds as people read them. */
export const workbookKindNames: Readonly<Record<WorkbookKind, string>> = {
  delivery: '部门报送表',
  declaration: '园区申报表',
  roster: '园内企业名单',
  verification: '核实表',
  statements: '安全生产事故说明表',
};

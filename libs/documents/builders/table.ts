import type { Column, Table } from '../model.js';

/** A column with what stands in it of each thing that the table lists: head and cell can't come apart. */
export interface ColumnOf<T> extends Column {
  readonly cell: (one: T, i: number) => string;
}

/** A table that lists things, one a row; `empty` is what it says where there are none. */
export function tableOf<T>(name: string, things: readonly T[], columns: readonly ColumnOf<T>[], empty: string): Table {
  return {
    kind: 'table',
    name,
    columns: columns.map(({ cell: _cell, ...column }) => column),
    rows: things.map((one, i) => columns.map(({ cell }) => cell(one, i))),
    empty,
  };
}

/** 序号. */
export const numbered = (width = 6): ColumnOf<unknown> => ({ header: '序号', width, align: 'centre', cell: (_one, i) => String(i + 1) });

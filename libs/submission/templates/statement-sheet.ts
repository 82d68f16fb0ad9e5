import type { SheetOut } from '#libs/spreadsheets';
import { severityWords, statementForm } from '../forms/index.js';
import { headOf } from './columns-out.js';
import type { TemplateRequest } from './request.js';

/** Each park with its registered accidents of the year, or an empty row: 应急 says 有 or 无. */
export function statementSheet({ year, parks, accidents }: TemplateRequest): SheetOut {
  const wordOf = (severity: string | null): string =>
    Object.entries(severityWords).find(([, code]) => code === (severity ?? 'ungraded'))?.[0] ?? '';
  const rows = parks.flatMap(({ code, name }) => {
    const known = (accidents?.(code) ?? []).filter(({ date }) => date.startsWith(`${year}-`));
    if (known.length === 0) return [[code, name]];
    return known.map(({ id, date, severity, report }) => [code, name, '有', id, date, wordOf(severity), '', report ?? '']);
  });
  const columns = headOf(statementForm).map((column) =>
    column.header === statementForm.columns[0]?.header ? { ...column, choices: ['有', '无'] } : column,
  );
  return { name: statementForm.sheet, columns, rows, spareRows: 20, filter: true, landscape: true };
}

import type { SheetOut } from '#libs/spreadsheets';
import { type Form, writeRow } from '../forms/index.js';
import { headOf, monthsColumn } from './columns-out.js';
import { monthsIn, monthsInWords } from './months.js';
import type { TemplateRequest } from './request.js';

/** Rows with formats and drop-downs below what is printed: a pasted list fits. */
const SPARE_ROWS = 200;

/** The sheet of one metric: each park with its lines, its tenants where amounts are asked for, or an empty row. */
export function listSheet(form: Form, request: TemplateRequest): SheetOut {
  const asksForTenants = form.metric.lines === 'enterpriseAmount';
  const head = headOf(form);
  const columns = asksForTenants ? withMonths(head, monthsColumn) : head;
  const rows = request.parks.flatMap((park) => (asksForTenants ? amountRows(form, park, request) : lineRows(form, park, request)));
  return { name: form.sheet, columns, rows, spareRows: SPARE_ROWS, filter: true, landscape: columns.length > 6 };
}

type Park = TemplateRequest['parks'][number];

function lineRows(form: Form, { code, name }: Park, { lines, enterpriseName }: TemplateRequest): readonly (readonly string[])[] {
  const known = lines?.(code, form.metric.code);
  if (known === undefined) return [[code, name]];
  if (known.length === 0) return [writeRow(form, code, null, { park: name })];
  return known.map((line) => {
    const enterprise = 'uscc' in line ? enterpriseName?.(line.uscc) : undefined;
    return writeRow(form, code, line, { park: name, ...(enterprise === undefined ? {} : { enterprise }) });
  });
}

/** Every enterprise that was a tenant in the year, with its months; what is known of its amount. A park without any has an empty row: 税务 says 无. */
function amountRows(form: Form, { code, name }: Park, request: TemplateRequest): readonly (readonly string[])[] {
  const { year, tenants, lines } = request;
  const amounts = lines?.(code, form.metric.code);
  const known = new Map((amounts ?? []).map((line) => ['uscc' in line ? line.uscc : '', line] as const));
  const rows = (tenants?.(code) ?? []).flatMap((tenant) => {
    const months = monthsIn(year, tenant.stays);
    if (months.length === 0) return [];
    const line = known.get(tenant.uscc) ?? ({ uscc: tenant.uscc } as never);
    return [withMonths(writeRow(form, code, line, { park: name, enterprise: tenant.name }), monthsInWords(months))];
  });
  if (rows.length > 0) return rows;
  const row = amounts?.length === 0 ? withMonths(writeRow(form, code, null, { park: name }), '') : [code, name];
  return [row];
}

/** Behind the enterprise's code and name. */
function withMonths<T>(cells: readonly T[], months: T): readonly T[] {
  return [...cells.slice(0, 4), months, ...cells.slice(4)];
}

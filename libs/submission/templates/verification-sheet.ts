import type { ColumnOut, SheetOut } from '#libs/spreadsheets';
import { type Form, formOf, verificationFormOf, writeRow } from '../forms/index.js';
import type { AwaitingFact } from '../check/index.js';
import { columnOut, headOf } from './columns-out.js';
import type { TemplateRequest } from './request.js';

/** Columns that say which line a verdict is on: they are read, and nobody writes into them. */
const references: readonly string[] = ['version', 'lineId'];

/** The lines of a metric that await a verdict: shown, not to be changed, with a verdict and a reason to fill in. */
export function verificationSheet(form: Form, awaiting: readonly AwaitingFact[], request: TemplateRequest): SheetOut {
  const shown = formOf(form.metric, request.scheme);
  const names = new Map(request.parks.map(({ code, name }) => [code, name]));
  const ownColumns = form.columns.map((column): ColumnOut => {
    const out = columnOut(column, false);
    return references.includes(column.field) ? { ...out, kind: 'text', hidden: true, locked: true } : { ...out, locked: false };
  });
  const rows = awaiting.flatMap(({ park, version, lines }) =>
    (lines.length === 0 ? [null] : lines).map((line) => {
      const enterprise = line && 'uscc' in line ? request.enterpriseName?.(line.uscc) : undefined;
      const name = names.get(park);
      const written = writeRow(shown, park, line, {
        ...(name === undefined ? {} : { park: name }),
        ...(enterprise === undefined ? {} : { enterprise }),
      });
      return [...written, '', '', String(version), line?.id ?? ''];
    }),
  );
  const columns = [...headOf(shown).map((column): ColumnOut => ({ ...withoutChoices(column), locked: true })), ...ownColumns];
  return { name: form.sheet, columns, rows, filter: true, protected: true, landscape: true };
}

function withoutChoices({ choices: _choices, ...column }: ColumnOut): ColumnOut {
  return column.kind === 'words' ? { ...column, kind: 'text' } : column;
}

/** The sheets of everything that awaits a department; metrics of which nothing does have none. */
export function verificationSheets(forms: readonly Form[], request: TemplateRequest): readonly SheetOut[] {
  return forms.flatMap(({ metric }) => {
    const awaiting = (request.awaiting ?? []).filter((fact) => fact.metric === metric.code);
    return awaiting.length === 0 ? [] : [verificationSheet(verificationFormOf(metric, request.scheme), awaiting, request)];
  });
}

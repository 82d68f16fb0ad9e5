import type { Department } from '#libs/kernel';
import { type Metric, metricsNeeded, type Scheme } from '#libs/scheme';
import { columnsOf } from './columns.js';
import { type Form, type ListForm, NAME_COLUMN, PARK_COLUMN, PARK_NAME, type WorkbookKind } from './form.js';

const made = new WeakMap<Scheme, ReadonlyMap<string, Form>>();

/** The form of a metric's list, worded by the scheme. */
export function formOf(metric: Metric, scheme: Scheme): Form {
  const form = formsOf(scheme).get(metric.code);
  if (!form) throw new RangeError(`scheme ${scheme.id} has no metric ${metric.code}`);
  return form;
}

/** The forms of every metric of a scheme by the metric's code. */
function formsOf(scheme: Scheme): ReadonlyMap<string, Form> {
  const known = made.get(scheme);
  if (known) return known;
  const names = new Set<string>();
  const forms = new Map(
    scheme.metrics.map((metric) => {
      const columns = columnsOf(metric.lines, metric, scheme);
      const sheet = sheetName(metric, names);
      names.add(sheet);
      return [metric.code, { metric, sheet, columns, named: columns.some(({ field }) => field === 'uscc') }] as const;
    }),
  );
  made.set(scheme, forms);
  return forms;
}

/** A sheet's name may have 31 characters and none of `[]:*?/\`; one that is taken gets the metric's code behind it. */
function sheetName({ name, code }: Metric, taken: ReadonlySet<string>): string {
  const fit = (text: string): string => [...text].slice(0, 31).join('');
  const plain = fit(name.replace(/[[\]:*?/\\']/g, ''));
  return plain !== '' && !taken.has(plain) ? plain : fit(`${[...plain].slice(0, 30 - code.length).join('')} ${code}`.trim());
}

/**
 * The forms of a workbook: what a department delivers (`delivery`), everything that a park claims (`declaration`), its roster, what a department verifies. Statements on
 * accidents are no facts and have a form of their own.
 */
export function formsFor(kind: WorkbookKind, scheme: Scheme, department: Department): readonly Form[] {
  return metricsNeeded(scheme, 'current')
    .filter((metric) => belongs(kind, metric, department))
    .map((metric) => formOf(metric, scheme));
}

function belongs(kind: WorkbookKind, metric: Metric, department: Department): boolean {
  switch (kind) {
    case 'delivery':
      return metric.submits === department && department !== 'park';
    case 'declaration':
      return metric.submits === 'park' && department === 'park' && metric.lines !== 'tenancy';
    case 'roster':
      return metric.submits === 'park' && department === 'park' && metric.lines === 'tenancy';
    case 'verification':
      return metric.verifies === department;
    case 'statements':
      return false;
  }
}

/** The whole header of a list's sheet: the park's code and name, what is shown, then its columns; an enterprise's name behind its code. */
export function headersOf({ columns, shown = [], named }: ListForm): readonly string[] {
  const own = [...shown, ...columns].map(({ header }) => header);
  return [PARK_COLUMN, PARK_NAME, ...(named ? [...own.slice(0, 1), NAME_COLUMN, ...own.slice(1)] : own)];
}

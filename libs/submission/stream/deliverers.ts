import { type Caller, type Department, departmentNames, named, roleNames } from '#libs/kernel';
import { type WorkbookKind, workbookKindNames } from '../forms/index.js';
import { streamErrors } from './errors.js';
import type { Office } from './submission.events.js';

/** Whether an office delivers workbooks of a kind at all; which metrics are its own, the scheme says. */
function delivers(department: Department, kind: WorkbookKind): boolean {
  switch (kind) {
    case 'declaration':
    case 'roster':
      return department === 'park';
    case 'statements':
      return department === 'emergency';
    case 'delivery':
    case 'verification':
      return department !== 'park';
  }
}

/** The office for which a caller delivers. Errors: `submission.mayNotDeliver`. */
export function demandDeliverer(caller: Caller, kind: WorkbookKind): Office {
  const { department, park, county } = caller;
  if (department === undefined || !delivers(department, kind)) {
    const office = department === undefined ? named(roleNames, caller.role) : named(departmentNames, department);
    throw streamErrors.error('submission.mayNotDeliver', { office, kind: named(workbookKindNames, kind) });
  }
  return { department, ...(park === undefined ? {} : { park }), ...(county === undefined ? {} : { county }) };
}

/** Whether a caller is of the office that delivered. */
export function isOf({ department, park, county }: Caller, office: Office): boolean {
  return department === office.department && park === office.park && county === office.county;
}

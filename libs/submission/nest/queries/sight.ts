import { type Caller, type Department } from '#libs/kernel';
import { streamErrors } from '#libs/submission';

/** Whose a submission is. */
interface Delivered {
  readonly department: string;
  readonly park?: string | null;
  readonly county?: string | null;
}

/**
 * Who sees a submission: its own office, the task force and auditors. What parks and counties deliver, departments and counties see too, for they verify it; a department's
 * own workbook (tax above all) stays with it.
 */
export function maySee(caller: Caller, { department, park, county }: Delivered): boolean {
  switch (caller.role) {
    case 'taskForce':
    case 'auditor':
    case 'process':
      return true;
    case 'department':
      return caller.department === department || isLocal(department);
    case 'county':
      return (department === 'county' && caller.county === (county ?? undefined)) || department === 'park';
    case 'park':
      return department === 'park' && caller.park === (park ?? undefined);
    case 'admin':
      return false;
  }
}

const isLocal = (department: string): boolean => (['park', 'county'] satisfies Department[] as string[]).includes(department);

/** Errors: `submission.notYours`. */
export function demandSight(caller: Caller, office: Delivered): void {
  if (!maySee(caller, office)) throw streamErrors.error('submission.notYours');
}

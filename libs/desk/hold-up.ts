import type { Fault, IsoDate } from '#libs/kernel';
import { type Deadline, workingDaysAfter } from './deadlines.js';
import type { DeskPark, DeskYear } from './desk-year.js';
import type { Office } from './office.js';

/** One thing that keeps the evaluation from going on, with who has to act and since when. */
export interface HoldUp {
  readonly office: Office;
  /** Absent where it is about the evaluation as a whole. */
  readonly park?: string;
  readonly parkName?: string;
  /** Year of the dossier, where it is about one. */
  readonly year?: number;
  readonly metric?: string;
  readonly code: string;
  readonly message: string;
  readonly remedy: string;
  /** The day on which it came to this office, where something that was done brought it there. */
  readonly since?: IsoDate;
  /** Null where no day is set. */
  readonly due: Deadline | null;
  /** Working days behind its day: 0 while in time, null where there is none or a year's plan of holidays is not known. */
  readonly overdue: number | null;
}

/** A hold-up in its parts. */
export interface Held {
  readonly office: Office;
  readonly fault: Fault;
  readonly due: Deadline | null;
  readonly park?: DeskPark;
  readonly year?: number;
  readonly metric?: string;
  readonly since?: IsoDate;
}

export function holdUp({ today }: DeskYear, { office, fault, due, park, ...about }: Held): HoldUp {
  const { code, message, remedy } = fault;
  return {
    office,
    ...(park ? { park: park.code, parkName: park.name } : {}),
    ...about,
    code,
    message,
    remedy,
    due,
    overdue: due ? workingDaysAfter(due.day, today) : null,
  };
}

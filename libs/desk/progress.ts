import { type Caller, type Department, departmentNames, departments, fraction, roundHalfUp } from '#libs/kernel';
import { accidentStatementFor } from '#libs/registry';
import { type DeskYear, mayLookAt } from './desk-year.js';
import { onDesk, type Stage } from './facts.js';

/** How many facts stand where. `share`: percent that are done, to one decimal (half up); null where none is asked for. */
export interface Tally extends Readonly<Record<Stage, number>> {
  readonly expected: number;
  readonly share: string | null;
}

export interface DepartmentProgress {
  readonly department: Department;
  readonly name: string;
  /** What it delivers: done = delivered and not sent back, or waived. */
  readonly delivers: Tally;
  /** What it verifies: done = verified with no line sent back, or waived. */
  readonly verifies: Tally;
}

export interface ParkProgress {
  readonly park: string;
  readonly name: string;
  /** Done = verified or waived. */
  readonly facts: Tally;
}

export interface YearProgress {
  readonly year: number;
  readonly today: string;
  readonly departments: readonly DepartmentProgress[];
  readonly parks: readonly ParkProgress[];
  /** 应急管理's statements: one for each park. */
  readonly statements: { readonly expected: number; readonly missing: number };
}

interface Cell {
  readonly park: string;
  readonly submits: Department;
  readonly verifies: Department;
  readonly stage: Stage;
}

const settled: readonly Stage[] = ['verified', 'waived'];
const delivered: readonly Stage[] = ['verified', 'waived', 'awaitingReview', 'awaitingVerification'];

/** How far the facts of a year are, the base's included: by department and by park. States only, no values. */
export function progressOf(year: DeskYear, caller: Caller): YearProgress {
  const parks = year.parks.filter((park) => park.expected && mayLookAt(caller, park));
  const demanded = onDesk(year).filter(({ dossier }) => dossier.demanded && mayLookAt(caller, dossier.park));
  const cells: Cell[] = demanded.flatMap(({ dossier, facts }) =>
    facts.map(({ metric: { submits, verifies }, stage }) => ({ park: dossier.park.code, submits, verifies, stage })),
  );
  return {
    year: year.year,
    today: year.today,
    departments: departments.flatMap((department) => {
      const delivers = tally(
        cells.filter(({ submits }) => submits === department),
        delivered,
      );
      const verifies = tally(
        cells.filter((cell) => cell.verifies === department),
        settled,
      );
      return delivers.expected + verifies.expected > 0 ? [{ department, name: departmentNames[department], delivers, verifies }] : [];
    }),
    parks: parks.map(({ code, name }) => ({
      park: code,
      name,
      facts: tally(
        cells.filter(({ park }) => park === code),
        settled,
      ),
    })),
    statements: {
      expected: parks.length,
      missing: parks.filter(({ register }) => accidentStatementFor(register.safety, year.year).state !== 'current').length,
    },
  };
}

function tally(cells: readonly Cell[], done: readonly Stage[]): Tally {
  const count = (stage: Stage): number => cells.filter((cell) => cell.stage === stage).length;
  const finished = cells.filter(({ stage }) => done.includes(stage)).length;
  return {
    expected: cells.length,
    missing: count('missing'),
    waived: count('waived'),
    awaitingReview: count('awaitingReview'),
    awaitingVerification: count('awaitingVerification'),
    returned: count('returned'),
    verified: count('verified'),
    share: cells.length === 0 ? null : roundHalfUp(fraction(finished * 100, cells.length), 1),
  };
}

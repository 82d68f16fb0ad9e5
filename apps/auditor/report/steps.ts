import type { Difference, Step, StepState } from './report.js';

/** Collects what each step of a verification looked at and found. */
export class Steps {
  readonly all: Step[] = [];
  readonly differences: Difference[] = [];

  add(
    code: Step['code'],
    differences: readonly Difference[],
    counts: Step['counts'],
    withheld: Step['withheld'] = {},
    nothingToCheck = false,
  ): void {
    this.differences.push(...differences);
    this.judge(code, differences.length, counts, withheld, nothingToCheck);
  }

  judge(code: Step['code'], found: number, counts: Step['counts'], withheld: Step['withheld'] = {}, nothingToCheck = false): void {
    this.all.push({ code, state: stateOf(found, withheld, nothingToCheck), counts, withheld });
  }
}

function stateOf(differences: number, withheld: Step['withheld'], nothingToCheck: boolean): StepState {
  if (differences > 0) return 'failed';
  if (nothingToCheck) return 'notChecked';
  return Object.values(withheld).some((count) => count > 0) ? 'partly' : 'passed';
}

/** How far a check has come, in steps of its own. */
export interface CheckProgress {
  readonly done: number;
  readonly total: number;
}

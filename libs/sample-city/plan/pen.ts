import type { Caller, IsoInstant } from '#libs/kernel';
import type { Act } from '../story/acts.js';
import type { LateAct, Planned, Step } from './step.js';

/** One command every few seconds: how long an act takes that concerns many. */
const PACE_MS = 2_000;

/**
 * Writes steps down in order of time: an act begins at its own time, or, where the one before took longer, after it. No instant is used twice and none goes back.
 */
export class Pen {
  readonly planned: Planned[] = [];
  private next = 0;
  private label = '';
  private act = 0;
  private count = 0;

  constructor(private readonly accounts: ReadonlyMap<string, Caller>) {}

  begin(act: Act, label: string): void {
    this.next = Math.max(this.next, Date.parse(act.at));
    this.label = label;
    this.act += 1;
    this.count = 0;
  }

  caller(account: string): Caller {
    const caller = this.accounts.get(account);
    if (!caller) throw new RangeError(`the sample city has no account ${account}`);
    return caller;
  }

  private instant(): IsoInstant {
    const at = new Date(this.next).toISOString();
    this.next += PACE_MS;
    return at;
  }

  /** `what` tells the act's commands apart; with the act's place in the story it is the step's key. */
  step(account: string, what: string, step: Omit<Step, 'key' | 'at' | 'caller' | 'label'>): void {
    this.count += 1;
    this.planned.push({ ...step, key: `sample:${this.act}:${what}`, at: this.instant(), caller: this.caller(account), label: this.label });
  }

  /** An act that the ledger's own state unfolds; it has an hour for that. */
  late(act: LateAct['late']): void {
    this.planned.push({ late: act, at: this.instant(), caller: this.caller(act.by), label: this.label });
    this.next += 3_600_000;
  }
}

import type { Static } from '@sinclair/typebox';
import type { LedgerKeys } from '../keys/ledger-keys.js';
import { PersonalFields } from '../keys/personal-field.js';
import type { EffectiveTime } from '../log/known-time.js';
import type { LogPoint } from '../log/log-point.js';
import type { Clock } from './clock.js';
import type { ledgerEvents } from './events.js';

/** An opened ledger: who it is, its keys, its clock, and what this node knows of its time. */
export class Ledger {
  readonly personal: PersonalFields;

  constructor(
    private readonly opened: Static<(typeof ledgerEvents)['LedgerOpened']['schema']>,
    readonly keys: LedgerKeys,
    readonly clock: Clock,
    readonly time: EffectiveTime,
    /** Where the log ended when the ledger was opened. */
    readonly end: LogPoint,
  ) {
    this.personal = new PersonalFields(keys.subjects);
  }

  get ledgerId(): string {
    return this.opened.ledgerId;
  }

  get jurisdiction(): string {
    return this.opened.jurisdiction;
  }

  get logOrigin(): string {
    return this.opened.logOrigin;
  }

  /** Whether it holds sample data, under a simulated clock. */
  get sample(): boolean {
    return this.opened.sample;
  }

  get format(): number {
    return this.opened.format;
  }
}

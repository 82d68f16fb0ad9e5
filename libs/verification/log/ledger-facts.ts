import { type LedgerEvent, LEDGER_STREAM, type Recorded } from '#libs/event-sourcing';
import { sha256 } from '#libs/kernel';
import { verificationErrors } from '../errors.js';
import type { Findings } from '../findings.js';
import { placeOf } from '../findings.js';
import type { LogLine } from './log-line.js';

/** What `ledger-main` says of the whole log: which keys it is written with, and which events' stamps are wrong. */
export class LedgerFacts {
  /** Ids by index, for the stamps that are declared wrong further on. */
  readonly #ids: string[] = [];

  constructor(
    private readonly findings: Findings,
    private readonly saltKey: string | undefined,
  ) {}

  /** @throws `verification.otherKeys` */
  take(line: LogLine, event: Recorded | undefined): void {
    this.#ids[line.index] = line.id;
    if (!event || line.stream !== LEDGER_STREAM) return;
    const { type, data } = event as unknown as LedgerEvent;
    if (type === 'LedgerOpened') this.#keys(data.keyIds.salt);
    if (type === 'ClockErrorRecorded') {
      const found = this.#ids[data.index] ?? '—';
      if (data.index >= line.index || found !== data.eventId) {
        this.findings.add(
          'verification.clockReference',
          placeOf(line, '/data/eventId'),
          { expected: data.eventId, found },
          { index: data.index },
        );
      }
    }
  }

  #keys(wanted: string): void {
    if (this.saltKey === undefined) return;
    const given = sha256(Buffer.from(this.saltKey, 'hex')).slice(0, 16);
    if (given !== wanted) throw verificationErrors.error('verification.otherKeys', { wanted, given });
  }
}

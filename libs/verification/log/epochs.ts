import { epochOrigin, type LedgerEvent, LEDGER_STREAM, type Recorded } from '#libs/event-sourcing';
import type { Head } from '../expectations.js';
import type { Findings } from '../findings.js';
import { placeOf } from '../findings.js';
import { jsonDifference } from '../json-difference.js';
import type { LogLine } from './log-line.js';

interface Epoch {
  readonly epoch: number;
  readonly origin: string;
  /** Index of the event that opened it. */
  readonly index: number;
  /** Size of the tree that was kept of the epochs before. */
  readonly restoredTo: bigint;
}

/** The names under which the log went on, from the events of `ledger-main`. */
export class Epochs {
  readonly #epochs: Epoch[] = [];

  constructor(
    private readonly findings: Findings,
    private readonly rootAt: (size: bigint) => Uint8Array | undefined,
  ) {}

  take(line: LogLine, event: Recorded | undefined): void {
    if (!event || line.stream !== LEDGER_STREAM) return;
    const { type, data } = event as unknown as LedgerEvent;
    if (type === 'LedgerOpened') this.#epochs.push({ epoch: 1, origin: data.logOrigin, index: line.index, restoredTo: 0n });
    if (type !== 'LogEpochOpened') return;
    this.#epochs.push({ epoch: data.epoch, origin: data.origin, index: line.index, restoredTo: BigInt(data.restoredTo) });
    const epoch = this.#epochs.length;
    const root = this.rootAt(BigInt(data.restoredTo));
    const expected = {
      epoch,
      origin: epochOrigin(this.#epochs[0]?.origin ?? '', epoch),
      restoredTo: BigInt(data.restoredTo) <= BigInt(line.index) ? data.restoredTo : `≤ ${line.index}`,
      root: root ? Buffer.from(root).toString('base64') : data.root,
      largestKnown: BigInt(data.largestKnown) > BigInt(data.restoredTo) ? data.largestKnown : `> ${data.restoredTo}`,
    };
    const { reason: _reason, document: _document, ...found } = data;
    const difference = jsonDifference(expected, found);
    if (difference)
      this.findings.add('verification.epochWrong', placeOf(line, `/data${difference.path}`), difference, { what: difference.path });
  }

  /** The name that a head of this size must bear; undefined where the first event is not there. */
  originAt(size: bigint): string | undefined {
    return this.#epochs.findLast(({ index }) => BigInt(index) < size)?.origin ?? this.#epochs[0]?.origin;
  }

  /** Whether a later epoch has given a head up: the log was put back to before it, and an event says so. */
  hasLost({ origin, size }: Head): boolean {
    const own = this.#epochs.find((epoch) => epoch.origin === origin);
    return own !== undefined && this.#epochs.some(({ epoch, restoredTo }) => epoch > own.epoch && restoredTo < size);
  }
}

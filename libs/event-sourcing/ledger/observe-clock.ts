import type { LogEntry } from '../events.js';
import { type Clock, SimulatedClock } from './clock.js';
import { LEDGER_STREAM, type LedgerEvent } from './events.js';

/** Moves this node's simulated clock where a SampleClockMoved says so, whichever node recorded it. */
export function followSampleClock(clock: Clock, entries: readonly LogEntry[]): void {
  if (!(clock instanceof SimulatedClock)) return;
  for (const { event } of entries) {
    if (event.stream !== LEDGER_STREAM) continue;
    const { type, data } = event as unknown as LedgerEvent;
    if (type === 'SampleClockMoved') clock.moveTo(data.to);
  }
}

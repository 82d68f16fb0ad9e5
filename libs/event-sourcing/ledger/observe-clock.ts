import type { LogEntry } from '../events.js';
import { type Clock, SimulatedClock } from './clock.js';
import { LEDGER_STREAM, type LedgerEvent } from './events.js';

/**
 * Keeps this node's simulated clock abreast of the log, whichever node wrote there: never behind what it shows, moved where a SampleClockMoved says so. Nodes that
 * were started at different times would distrust each other's clocks otherwise.
 */
export function followSampleClock(clock: Clock, entries: readonly LogEntry[]): void {
  if (!(clock instanceof SimulatedClock)) return;
  for (const { event, effectiveAt } of entries) {
    clock.moveTo(effectiveAt);
    if (event.stream !== LEDGER_STREAM) continue;
    const { type, data } = event as unknown as LedgerEvent;
    if (type === 'SampleClockMoved') clock.moveTo(data.to);
  }
}

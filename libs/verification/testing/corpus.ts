import { readFileSync } from 'node:fs';
import type { StoredEvent } from '#libs/event-store';
import { sampleLedgerKeys } from '#libs/event-sourcing';
import { type FullLine, fullLine } from '../log/log-line.js';

const EVENTS = 'test/corpus/0.1.0/events.ndjson';
/** The seed that the corpus' sample ledger was opened with. */
export const corpusSeed = 'test';

/** The log of release 0.1.0: every event type, three years with editions, no boot. */
export function corpusLines(): FullLine[] {
  const texts = readFileSync(EVENTS, 'utf8')
    .split('\n')
    .filter((text) => text !== '');
  return texts.map((text, index) => fullLine(JSON.parse(text) as StoredEvent, index));
}

/** The first year of it, from the opening of the ledger to the awards: enough for every kind of check. */
export function firstYear(): FullLine[] {
  const lines = corpusLines();
  return lines.slice(0, 1 + lines.findLastIndex(({ type, stream }) => type === 'AwardGranted' && stream.endsWith('_2023')));
}

export const corpusSaltKey = sampleLedgerKeys(corpusSeed).saltKey;

import { formatEventLine } from '../event-line.js';
import { EVENTS_PER_FILE, eventsPath } from '../paths.js';
import type { Disclose } from './disclosure.js';
import type { LogEvent } from './log-events.js';
import type { ZipEntry } from './zip.js';

/** Lines are handed on in pieces of about this size: a chunk for each line would cost more than its compression. */
const CHUNK_BYTES = 64 * 1024;

/** The events as NDJSON files. One reading of the log serves all of them: each file must be taken whole before the next one is asked for. */
export async function* eventFiles(events: AsyncIterator<LogEvent>, size: bigint, disclose: Disclose): AsyncGenerator<ZipEntry> {
  for (let first = 0n; first < size; first += BigInt(EVENTS_PER_FILE)) {
    const count = size - first < BigInt(EVENTS_PER_FILE) ? Number(size - first) : EVENTS_PER_FILE;
    yield { path: eventsPath(first), content: lines(events, count, disclose) };
  }
}

async function* lines(events: AsyncIterator<LogEvent>, count: number, disclose: Disclose): AsyncGenerator<Buffer> {
  let text = '';
  for (let i = 0; i < count; i += 1) {
    const next = await events.next();
    // The reader itself refuses a log that ends early.
    if (next.done === true) break;
    text += `${formatEventLine(disclose(next.value))}\n`;
    if (text.length < CHUNK_BYTES) continue;
    yield Buffer.from(text, 'utf8');
    text = '';
  }
  if (text !== '') yield Buffer.from(text, 'utf8');
}

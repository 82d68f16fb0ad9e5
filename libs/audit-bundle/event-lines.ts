import { named } from '#libs/kernel';
import { bundleErrors } from './errors.js';
import { type EventLine, MAX_LINE_BYTES, parseEventLine } from './event-line.js';
import { lineReasons } from './reasons.js';

const LINE_FEED = 0x0a;

/**
 * The event lines of one NDJSON file as its bytes arrive: never more than one line and one chunk in memory. Each line ends in a line feed, the last one too.
 * @throws `bundle.lineMalformed`
 */
export async function* readEventLines(chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>, path: string): AsyncGenerator<EventLine> {
  let begun: Buffer[] = [];
  let bytes = 0;
  let number = 1;
  const refuse = (reason: keyof typeof lineReasons): Error =>
    bundleErrors.error('bundle.lineMalformed', { path, line: number, reason: named(lineReasons, reason) });
  const take = (part: Buffer): void => {
    bytes += part.byteLength;
    if (bytes > MAX_LINE_BYTES) throw refuse('tooLong');
    begun.push(part);
  };
  const text = (): string => {
    try {
      return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(begun.length === 1 ? begun[0] : Buffer.concat(begun));
    } catch {
      throw refuse('notText');
    }
  };
  for await (const chunk of chunks) {
    const buffer = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    let from = 0;
    for (let end = buffer.indexOf(LINE_FEED); end >= 0; end = buffer.indexOf(LINE_FEED, from)) {
      take(buffer.subarray(from, end));
      yield parseEventLine(text(), path, number);
      [begun, bytes, number, from] = [[], 0, number + 1, end + 1];
    }
    if (from < buffer.byteLength) take(buffer.subarray(from));
  }
  if (bytes > 0) throw refuse('noFinalNewline');
}

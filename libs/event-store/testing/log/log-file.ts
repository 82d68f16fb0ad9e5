import { existsSync, openSync, readFileSync, truncateSync, writeSync } from 'node:fs';
import type { ProposedEvent } from './record.js';

/** What one write puts into the log: the events of an append, or no event at all. */
export interface LogEntry {
  readonly stream: string;
  readonly events: readonly ProposedEvent[];
  /** .NET ticks (100 ns) since 1970. */
  readonly created: bigint;
  /** The stream ends here for ever. */
  readonly tombstone?: boolean;
}

/** A log kept in a file, one line an entry. A line is handed to the operating system whole, so that a killed process loses none that it acknowledged. */
export class LogFile {
  private descriptor: number | undefined;

  constructor(private readonly path: string) {}

  /** Every entry; a last line that was cut off is taken away. */
  read(): LogEntry[] {
    if (!existsSync(this.path)) return [];
    const text = readFileSync(this.path);
    const whole = text.lastIndexOf('\n') + 1;
    if (whole < text.length) truncateSync(this.path, whole);
    return text
      .subarray(0, whole)
      .toString('utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map(entryOf);
  }

  append({ stream, events, created, tombstone }: LogEntry): void {
    const line = JSON.stringify({ stream, created: String(created), tombstone, events: events.map(textOf) });
    this.descriptor ??= openSync(this.path, 'a');
    writeSync(this.descriptor, `${line}\n`);
  }
}

interface EventText {
  readonly id: string;
  readonly type: string;
  readonly isJson: boolean;
  /** Base64. */
  readonly data: string;
  /** Base64. */
  readonly metadata: string;
}

function textOf({ id, type, isJson, data, metadata }: ProposedEvent): EventText {
  return { id, type, isJson, data: Buffer.from(data).toString('base64'), metadata: Buffer.from(metadata).toString('base64') };
}

function entryOf(line: string): LogEntry {
  const { stream, created, tombstone, events } = JSON.parse(line) as {
    readonly stream: string;
    readonly created: string;
    readonly tombstone?: boolean;
    readonly events: readonly EventText[];
  };
  const bytes = events.map((event) => ({
    ...event,
    data: Buffer.from(event.data, 'base64'),
    metadata: Buffer.from(event.metadata, 'base64'),
  }));
  return { stream, events: bytes, created: BigInt(created), tombstone };
}

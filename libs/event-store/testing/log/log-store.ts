import type { FirstPlace } from './append-check.js';
import type { LogEntry, LogFile } from './log-file.js';
import { blankSize, type LogRecord, type ProposedEvent, sizeInLog } from './record.js';
import { StoredStream } from './stored-stream.js';

/** Where the first event of a new server stands (measured on 23.10.6). */
const FIRST_POSITION = 548;
const TOMBSTONE_REVISION = 0x7fff_ffff_ffff_ffffn;

/** The records of a log, found by position, by stream and by event id. What is written is not checked here. */
export class LogStore {
  /** Every event in order of position. */
  readonly records: LogRecord[] = [];
  /** Where event ids were first written. */
  readonly places = new Map<string, FirstPlace>();
  private readonly streams = new Map<string, StoredStream>();
  /** Records without an event: a position may name them. */
  private readonly blanks = new Set<number>([0]);
  private end = FIRST_POSITION;

  /** @param file where the log is kept over a restart */
  constructor(private readonly file?: LogFile) {
    for (const entry of file?.read() ?? []) this.place(entry);
  }

  /** The position after the last record. */
  get endPosition(): number {
    return this.end;
  }

  stream(name: string): StoredStream | undefined {
    return this.streams.get(name);
  }

  /** @returns the position of the last record written */
  write(entry: LogEntry): number {
    this.file?.append(entry);
    return this.place(entry);
  }

  /**
   * The index in `records` of the first event at or after a position.
   * @returns undefined for a position at which no record begins
   */
  indexFrom(position: number): number | undefined {
    let low = 0;
    let high = this.records.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.records[middle]?.position ?? Infinity) < position) low = middle + 1;
      else high = middle;
    }
    const named = this.records[low]?.position === position || position >= this.end || this.blanks.has(position);
    return named ? low : undefined;
  }

  private place({ stream, events, created, tombstone }: LogEntry): number {
    if (events.length === 0) return this.placeBlank(stream);
    const stored = this.streamOf(stream);
    let last = this.end;
    for (const event of events) {
      last = this.end;
      const revision = tombstone ? TOMBSTONE_REVISION : BigInt(stored.records.length);
      const record: LogRecord = { ...event, stream, revision, position: last, created };
      this.records.push(record);
      this.end += sizeInLog(stream, event);
      if (tombstone) stored.tombstoned = true;
      else this.index(stored, record);
    }
    return last;
  }

  private placeBlank(stream: string): number {
    const position = this.end;
    this.blanks.add(position);
    this.end += blankSize(stream);
    return position;
  }

  private index(stored: StoredStream, record: LogRecord): void {
    stored.records.push(record);
    // The first place stays, as in the server's own cache of ids.
    if (!this.places.has(record.id)) this.places.set(record.id, { stream: stored.name, revision: stored.head });
    if (stored.name.startsWith('$$') && record.type === '$metadata') this.truncate(stored.name.slice(2), record);
  }

  private truncate(name: string, { data }: ProposedEvent): void {
    const before = /"\$tb":\s*(\d+)/.exec(Buffer.from(data).toString('utf8'))?.[1];
    if (before === undefined) return;
    const stored = this.streamOf(name);
    stored.truncatedBefore = Number(before);
    stored.softDeleted = BigInt(before) === TOMBSTONE_REVISION;
  }

  private streamOf(name: string): StoredStream {
    const known = this.streams.get(name) ?? new StoredStream(name);
    this.streams.set(name, known);
    return known;
  }
}

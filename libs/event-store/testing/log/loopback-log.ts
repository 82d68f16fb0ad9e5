import { checkAppend } from './append-check.js';
import { LogFile } from './log-file.js';
import { LogStore } from './log-store.js';
import { type AppendOutcome, type ExpectedRevision, type LogRecord, type ProposedEvent, ticks } from './record.js';
import type { StoredStream } from './stored-stream.js';
import { SCAVENGES_METADATA, STATS_STREAM, statistics, systemEvent } from './system-events.js';

export interface LoopbackLogOptions {
  /** After how many appended events the server writes one of its own; 0: never. */
  readonly systemEventEvery?: number;
  /** The server's clock: milliseconds since 1970. */
  readonly now?: () => number;
  /** Path of a file in which the log outlives its process. One process a file. */
  readonly file?: string;
}

/**
 * The log of an EventStoreDB server, in memory: streams, positions and the rules of appending as they are on 23.10.6 (measured). Several loopback servers on one
 * log are a cluster. Every append is whole and in order.
 */
export class LoopbackLog {
  private readonly store: LogStore;
  private readonly listeners = new Set<() => void>();
  private readonly now: () => number;
  private readonly systemEventEvery: number;
  private sinceSystemEvent = 0;

  constructor({ systemEventEvery = 16, now = Date.now, file }: LoopbackLogOptions = {}) {
    this.systemEventEvery = systemEventEvery;
    this.now = now;
    this.store = new LogStore(file === undefined ? undefined : new LogFile(file));
    if (this.store.records.length === 0) this.writeOwn('$$$scavenges', '$metadata', SCAVENGES_METADATA);
  }

  /** Every event in order of position, the server's own among them. */
  get records(): readonly LogRecord[] {
    return this.store.records;
  }

  stream(name: string): StoredStream | undefined {
    return this.store.stream(name);
  }

  /**
   * The index in `records` of the first event at or after a position.
   * @returns undefined for a position at which no record begins
   */
  indexFrom(position: number): number | undefined {
    return this.store.indexFrom(position);
  }

  /** The position after the last record. */
  get endPosition(): number {
    return this.store.endPosition;
  }

  /** Appends as a client asks for it. */
  append(stream: string, expected: ExpectedRevision, events: readonly ProposedEvent[]): AppendOutcome {
    const stored = this.stream(stream);
    const decision = checkAppend(stored, expected, events, this.store.places);
    if (decision === 'streamDeleted') return { kind: decision };
    if (decision === 'wrongExpectedVersion') return wrongExpectedVersion(stored);
    if (decision !== 'write') {
      return { kind: 'repeated', revision: decision.repeats, position: stored?.records[decision.repeats]?.position ?? 0 };
    }
    const first = (stored?.head ?? -1) + 1;
    const position = this.write(stream, events);
    if (stored?.softDeleted) this.writeTruncation(stream, BigInt(first));
    this.writeSystemEventNowAndThen(events.length);
    // An empty append to a missing stream is told revision 0, to another its head.
    return { kind: 'written', revision: Math.max(first + events.length - 1, 0), position };
  }

  /** Deletes a stream softly: its events are no longer read, its revisions go on. */
  softDelete(stream: string, expected: ExpectedRevision): AppendOutcome {
    const stored = this.stream(stream);
    const refused = refuseDeletion(stored, expected);
    if (refused) return refused;
    if (!stored) return wrongExpectedVersion(stored);
    return { kind: 'written', revision: stored.head, position: this.writeTruncation(stream, 0x7fff_ffff_ffff_ffffn) };
  }

  /** Deletes a stream for ever, even one that never was. */
  tombstone(stream: string, expected: ExpectedRevision): AppendOutcome {
    const stored = this.stream(stream);
    const refused = refuseDeletion(stored, expected);
    if (refused) return refused;
    const revision = stored?.head ?? -1;
    return { kind: 'written', revision, position: this.writeOwn(stream, '$streamDeleted', undefined, true) };
  }

  /** Writes events of the server's own, as a real one does from time to time. */
  writeSystemEvents(count = 1): void {
    for (let n = 0; n < count; n++)
      this.writeOwn(STATS_STREAM, '$statsCollected', statistics(this.stream(STATS_STREAM)?.records.length ?? 0));
  }

  /** Calls back after each append. @returns how to stop it */
  onAppended(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private writeTruncation(stream: string, before: bigint): number {
    return this.writeOwn(`$$${stream}`, '$metadata', `{"$tb":${before}}`);
  }

  private writeSystemEventNowAndThen(appended: number): void {
    this.sinceSystemEvent += appended;
    if (this.systemEventEvery === 0 || this.sinceSystemEvent < this.systemEventEvery) return;
    this.sinceSystemEvent = 0;
    this.writeSystemEvents();
  }

  private writeOwn(stream: string, type: string, data?: object | string, tombstone = false): number {
    return this.write(stream, [systemEvent(this.endPosition, type, data)], tombstone);
  }

  private write(stream: string, events: readonly ProposedEvent[], tombstone = false): number {
    const position = this.store.write({ stream, events, created: ticks(this.now()), tombstone });
    for (const listener of this.listeners) listener();
    return position;
  }
}

function wrongExpectedVersion(stored: StoredStream | undefined): AppendOutcome {
  return { kind: 'wrongExpectedVersion', current: stored && stored.head >= 0 ? stored.head : 'noStream' };
}

function refuseDeletion(stored: StoredStream | undefined, expected: ExpectedRevision): AppendOutcome | undefined {
  if (stored?.tombstoned) return { kind: 'streamDeleted' };
  const wanted = expected === 'noStream' ? -1 : expected;
  return typeof wanted === 'number' && wanted !== (stored?.head ?? -1) ? wrongExpectedVersion(stored) : undefined;
}

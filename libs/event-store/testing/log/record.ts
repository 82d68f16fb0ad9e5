/** An event as a client hands it in. */
export interface ProposedEvent {
  /** UUID, lower case. */
  readonly id: string;
  readonly type: string;
  readonly isJson: boolean;
  readonly data: Uint8Array;
  readonly metadata: Uint8Array;
}

/** An event as it stands in the log. */
export interface LogRecord extends ProposedEvent {
  readonly stream: string;
  readonly revision: bigint;
  /** Offset of the record in the log, as of a byte in a file; commit and prepare position are the same. */
  readonly position: number;
  /** .NET ticks (100 ns) since 1970. */
  readonly created: bigint;
}

/** What a writer expects of a stream. */
export type ExpectedRevision = 'any' | 'noStream' | 'streamExists' | number;

/** What became of an append. */
export type AppendOutcome =
  | { readonly kind: 'written' | 'repeated'; readonly revision: number; readonly position: number }
  | { readonly kind: 'wrongExpectedVersion'; readonly current: number | 'noStream' }
  | { readonly kind: 'streamDeleted' };

/** Bytes that the real server's record needs beside stream, type, data and metadata (measured on 23.10.6). */
const FRAME = 90;
const TICKS_PER_MILLISECOND = 10_000n;

export function sizeInLog(stream: string, { type, data, metadata }: ProposedEvent): number {
  return blankSize(stream) + Buffer.byteLength(type) + data.length + metadata.length;
}

/** The size of a record without an event: an empty append leaves one. */
export function blankSize(stream: string): number {
  return FRAME + Buffer.byteLength(stream);
}

export function ticks(milliseconds: number): bigint {
  return BigInt(milliseconds) * TICKS_PER_MILLISECOND;
}

import type { StoredEvent } from '#libs/event-store';
import { canonicalJson, leaf, metadataHash, saltedDataHash } from '#libs/kernel';

interface Line {
  /** Dense log index from 0. */
  readonly index: number;
  readonly stream: string;
  readonly revision: number;
  readonly id: string;
  readonly type: string;
}

/** An event as it stands in the store: both texts to the byte, the salt among the metadata. */
export interface FullLine extends Line {
  readonly form: 'full';
  readonly data: string;
  readonly metadata: string;
}

/** Data withheld: its salted hash in its place, and metadata (canonical JSON) without the salt. */
export interface RedactedLine extends Line {
  readonly form: 'redacted';
  readonly dataHash: string;
  readonly metadata: string;
}

/** Both withheld. */
export interface HashedLine extends Line {
  readonly form: 'hashed';
  readonly dataHash: string;
  readonly metadataHash: string;
}

/** One event of the log in one of three forms; from each the leaf can be made. */
export type LogLine = FullLine | RedactedLine | HashedLine;

/** An event of a store as a line. */
export function fullLine(event: Omit<StoredEvent, 'position'>, index: number): FullLine {
  const { stream, revision, id, type, data, metadata } = event;
  return { form: 'full', index, stream, revision, id, type, data, metadata };
}

/** What a line becomes where its data may not be shown. @throws TypeError, SyntaxError for metadata that is none */
export function redactedLine({ data, metadata, form: _form, ...line }: FullLine): RedactedLine {
  const { salt, ...shown } = metadataOf(metadata);
  return { ...line, form: 'redacted', dataHash: saltedDataHash(saltOf(salt, line.id), data), metadata: canonicalJson(shown) };
}

/** What a line becomes where nothing but its place may be shown. @throws like redactedLine */
export function hashedLine({ data, metadata, form: _form, ...line }: FullLine): HashedLine {
  const known = metadataOf(metadata);
  return { ...line, form: 'hashed', dataHash: saltedDataHash(saltOf(known.salt, line.id), data), metadataHash: metadataHash(known) };
}

/** The leaf (libs/kernel/leaf.ts) from whichever form. @throws TypeError, SyntaxError for metadata that is none */
export function leafOf(line: LogLine): string {
  if (line.form === 'full') return leaf(line);
  const { stream, revision, id, type, dataHash } = line;
  const hash = line.form === 'hashed' ? line.metadataHash : metadataHash(metadataOf(line.metadata));
  return canonicalJson({ stream, revision, id, type, dataHash, metadataHash: hash });
}

function metadataOf(text: string): Record<string, unknown> {
  const metadata: unknown = JSON.parse(text);
  if (typeof metadata !== 'object' || metadata === null || Array.isArray(metadata)) throw new TypeError('metadata is no object');
  return metadata as Record<string, unknown>;
}

function saltOf(salt: unknown, id: string): string {
  if (typeof salt !== 'string') throw new TypeError(`event ${id} has no salt`);
  return salt;
}

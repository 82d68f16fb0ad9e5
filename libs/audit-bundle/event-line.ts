import { canonicalJson, leaf, type LeafInput, metadataHash, named, saltedDataHash, sha256 } from '#libs/kernel';
import { bundleErrors } from './errors.js';
import { lineReasons } from './reasons.js';

/** Where an event stands: its place in the log and in its stream. */
export interface LinePlace {
  /** Place in the log, from 0 without a gap. */
  readonly index: bigint;
  readonly stream: string;
  readonly revision: number;
  readonly id: string;
  readonly type: string;
}

/** The whole event. `data` and `metadata` are canonical JSON to the byte, the salt among the metadata. */
export interface FullLine extends LinePlace {
  readonly form: 'full';
  readonly data: string;
  readonly metadata: string;
}
/** The salt is withheld, and with it the data: `dataHash` = SHA-256(salt ‖ canonical data) can't be guessed. `metadata` is canonical JSON without the salt. */
export interface SaltWithheldLine extends LinePlace {
  readonly form: 'saltWithheld';
  readonly dataHash: string;
  readonly metadata: string;
}
/** Place and hashes, nothing else. */
export interface HashesOnlyLine extends LinePlace {
  readonly form: 'hashesOnly';
  readonly dataHash: string;
  readonly metadataHash: string;
}
/** One event of a bundle, in one of three forms. The leaf of the log's tree follows from each. */
export type EventLine = FullLine | SaltWithheldLine | HashesOnlyLine;

/** Longest line in UTF-8: an append has 900 KiB at most, the rest is place and keys. */
export const MAX_LINE_BYTES = 1024 * 1024;

/** The line of an event as stored. */
export function fullLine(index: bigint, { stream, revision, id, type, data, metadata }: LeafInput): FullLine {
  return { form: 'full', index, stream, revision, id, type, data, metadata };
}

/** Leaves out data and salt. */
export function withholdSalt({ data, metadata, ...line }: FullLine): SaltWithheldLine {
  const { salt, ...rest } = JSON.parse(metadata) as { salt: string };
  return { ...line, form: 'saltWithheld', dataHash: saltedDataHash(salt, data), metadata: canonicalJson(rest) };
}

/** Leaves out data and metadata. */
export function withholdAll({ data, metadata, ...line }: FullLine): HashesOnlyLine {
  const read = JSON.parse(metadata) as { salt: string };
  return { ...line, form: 'hashesOnly', dataHash: saltedDataHash(read.salt, data), metadataHash: metadataHash(read) };
}

/** The leaf of the event (libs/kernel): what the log's tree hashes. The same from each of the three forms. */
export function leafOf(line: EventLine): string {
  if (line.form === 'full') return leaf(line);
  const { stream, revision, id, type, dataHash } = line;
  const hashOfMetadata = line.form === 'hashesOnly' ? line.metadataHash : sha256(line.metadata);
  return canonicalJson({ stream, revision, id, type, dataHash, metadataHash: hashOfMetadata });
}

/** One line of NDJSON, without its line feed: canonical JSON, so that each event has one spelling. */
export function formatEventLine(line: EventLine): string {
  const [data, metadata] = contentOf(line);
  const [id, stream, type] = [line.id, line.stream, line.type].map((text) => JSON.stringify(text));
  return `{${data},"id":${id},"index":"${line.index}",${metadata},"revision":${line.revision},"stream":${stream},"type":${type}}`;
}

function contentOf(line: EventLine): readonly [string, string] {
  switch (line.form) {
    case 'full':
      return [`"data":${line.data}`, `"metadata":${line.metadata}`];
    case 'saltWithheld':
      return [`"dataHash":"${line.dataHash}"`, `"metadata":${line.metadata}`];
    case 'hashesOnly':
      return [`"dataHash":"${line.dataHash}"`, `"metadataHash":"${line.metadataHash}"`];
  }
}

/**
 * Reads one line, without its line feed. It must be exactly what formatEventLine writes: another spelling of the same values is refused.
 * @throws `bundle.lineMalformed` with `path` and the line's number, from 1
 */
export function parseEventLine(text: string, path: string, number: number): EventLine {
  const refuse = (reason: keyof typeof lineReasons): Error =>
    bundleErrors.error('bundle.lineMalformed', { path, line: number, reason: named(lineReasons, reason) });
  if (Buffer.byteLength(text) > MAX_LINE_BYTES) throw refuse('tooLong');
  const read = parsed(text);
  if (!isRecord(read)) throw refuse('notJson');
  const line = lineFrom(read);
  if (typeof line === 'string') throw refuse(line);
  if (spelling(line) !== text) throw refuse('notCanonical');
  return line;
}

const HASH = /^[0-9a-f]{64}$/;
const keys = {
  full: 'data,id,index,metadata,revision,stream,type',
  saltWithheld: 'dataHash,id,index,metadata,revision,stream,type',
  hashesOnly: 'dataHash,id,index,metadataHash,revision,stream,type',
} as const;

function lineFrom(read: Readonly<Record<string, unknown>>): EventLine | keyof typeof lineReasons {
  const { index, stream, revision, id, type, data, metadata, dataHash, metadataHash: hashed } = read;
  const given = Object.keys(read).sort().join();
  const form = (Object.keys(keys) as EventLine['form'][]).find((each) => keys[each] === given);
  if (form === undefined) return 'fields';
  if (!isText(stream) || !isText(id) || !isText(type) || !Number.isSafeInteger(revision) || (revision as number) < 0) return 'fields';
  if (typeof index !== 'string' || !/^(0|[1-9]\d{0,18})$/.test(index)) return 'index';
  const place = { index: BigInt(index), stream, revision: revision as number, id, type };
  if (form === 'hashesOnly') return isHash(dataHash) && isHash(hashed) ? { form, ...place, dataHash, metadataHash: hashed } : 'fields';
  if (!isRecord(metadata)) return 'fields';
  if (form === 'full' ? !isHash(metadata.salt) : 'salt' in metadata) return 'salt';
  const canonicalMetadata = canonical(metadata);
  if (canonicalMetadata === undefined) return 'notCanonical';
  if (form === 'saltWithheld') return isHash(dataHash) ? { form, ...place, dataHash, metadata: canonicalMetadata } : 'fields';
  const canonicalData = canonical(data);
  return canonicalData === undefined ? 'notCanonical' : { form, ...place, data: canonicalData, metadata: canonicalMetadata };
}

/** JSON.stringify writes lone surrogates as escapes: what is not well-formed has no spelling. */
function spelling(line: EventLine): string | undefined {
  return [line.stream, line.id, line.type].every((text) => text.isWellFormed()) ? formatEventLine(line) : undefined;
}

function canonical(value: unknown): string | undefined {
  try {
    return canonicalJson(value);
  } catch {
    // Not canonical, or nested too deeply to be walked.
    return undefined;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isText = (value: unknown): value is string => typeof value === 'string' && value.length > 0 && value.length <= 500;
const isHash = (value: unknown): value is string => typeof value === 'string' && HASH.test(value);

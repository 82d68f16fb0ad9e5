import { named } from '#libs/kernel';
import { transparencyErrors } from '../errors.js';
import { HASH_BYTES, type Hash } from '../merkle/hash.js';
import { formatSignatureLine, MAX_NOTE_BYTES, type NoteSignature, parseSignatureLines } from '../notes/note.js';
import { requestReasons } from '../reasons.js';
import { base64 } from '../text/base64.js';
import { isUint64, parseUint64 } from '../text/decimal.js';
import { hashLines } from '../text/hash-lines.js';
import { plainText, type TextInput } from '../text/text.js';

/** What a log sends a witness (C2SP tlog-witness, add-checkpoint). */
export interface AddCheckpoint {
  /** The size that the witness cosigned last; 0 where it has cosigned none, or to ask. */
  readonly old: bigint;
  /** From the old size to the checkpoint's. */
  readonly proof: readonly Hash[];
  /** The signed checkpoint. */
  readonly checkpoint: string;
}

/** The content type of a 409's body. */
export const SIZE_CONTENT_TYPE = 'text/x.tlog.size';

const MAX_HASHES = 63;
const MAX_BYTES = 2 * MAX_NOTE_BYTES;

/** @throws `transparency.requestMalformed`, `transparency.notText`, `transparency.tooLarge` */
export function parseAddCheckpoint(input: TextInput): AddCheckpoint {
  const text = plainText(input, MAX_BYTES);
  const split = text.indexOf('\n\n');
  if (split < 0) throw malformed('noEmptyLine');
  const [first = '', ...lines] = text.slice(0, split).split('\n');
  const old = first.startsWith('old ') ? parseUint64(first.slice('old '.length)) : undefined;
  if (old === undefined) throw malformed('badOld');
  if (lines.length > MAX_HASHES) throw malformed('tooManyHashes');
  const proof = hashLines(lines);
  if (proof === undefined) throw malformed('badHash');
  return { old, proof, checkpoint: text.slice(split + 2) };
}

/** @throws `transparency.requestMalformed` for values that would not be read back */
export function formatAddCheckpoint({ old, proof, checkpoint }: AddCheckpoint): string {
  if (!isUint64(old)) throw malformed('badOld');
  if (proof.length > MAX_HASHES) throw malformed('tooManyHashes');
  if (proof.some((hash) => hash.byteLength !== HASH_BYTES)) throw malformed('badHash');
  return `${[`old ${old}`, ...proof.map(base64)].join('\n')}\n\n${checkpoint}`;
}

/** The body of a 200: the witness' signature lines. */
export function formatCosignatures(signatures: readonly NoteSignature[]): string {
  return signatures.map(formatSignatureLine).join('');
}

/** @throws `transparency.requestMalformed`, `transparency.noteMalformed`, `transparency.notText`, `transparency.tooLarge` */
export function parseCosignatures(input: TextInput): NoteSignature[] {
  return parseSignatureLines(plainText(input, MAX_NOTE_BYTES), () => malformed('badSignatureLine'));
}

/** The body of a 409: the size that the witness holds. */
export function formatHeldSize(size: bigint): string {
  return `${size}\n`;
}

/** @throws `transparency.requestMalformed`, `transparency.notText`, `transparency.tooLarge` */
export function parseHeldSize(input: TextInput): bigint {
  const text = plainText(input, MAX_NOTE_BYTES);
  const size = text.endsWith('\n') ? parseUint64(text.slice(0, -1)) : undefined;
  if (size === undefined) throw malformed('badSize');
  return size;
}

function malformed(reason: keyof typeof requestReasons): Error {
  return transparencyErrors.error('transparency.requestMalformed', { reason: named(requestReasons, reason) });
}

import { named } from '#libs/kernel';
import { transparencyErrors } from '../errors.js';
import { HASH_BYTES } from '../merkle/hash.js';
import type { TreeHead } from '../merkle/consistency.js';
import { MAX_NOTE_BYTES } from '../notes/note.js';
import type { NoteVerifier } from '../notes/verifier.js';
import { type VerifiedNote, verifyNote } from '../notes/verify.js';
import { checkpointReasons } from '../reasons.js';
import { base64, fromBase64 } from '../text/base64.js';
import { parseUint64 } from '../text/decimal.js';
import { plainText, type TextInput } from '../text/text.js';

/** What a log says of itself: the head of its tree under its name (C2SP tlog-checkpoint). */
export interface Checkpoint extends TreeHead {
  /** The log's name; the name of its key too. */
  readonly origin: string;
  /** Lines that others may add and nobody can audit: taken when read, never written by this ledger. */
  readonly extensions: readonly string[];
}

/** A checkpoint whose log's signature was verified. */
export interface OpenedCheckpoint {
  readonly checkpoint: Checkpoint;
  readonly note: VerifiedNote;
}

/** Reads the text of a checkpoint's note. @throws `transparency.checkpointMalformed`, and what plainText throws */
export function parseCheckpoint(input: TextInput): Checkpoint {
  const text = plainText(input, MAX_NOTE_BYTES);
  const lines = text.split('\n');
  if (lines.pop() !== '') throw malformed('notThreeLines');
  const [origin, sizeLine, rootLine, ...extensions] = lines;
  if (origin === undefined || sizeLine === undefined || rootLine === undefined) throw malformed('notThreeLines');
  if (lines.includes('')) throw malformed('emptyLine');
  const size = parseUint64(sizeLine);
  if (size === undefined) throw malformed('badSize');
  const root = fromBase64(rootLine);
  if (root?.byteLength !== HASH_BYTES) throw malformed('badRoot');
  return { origin, size, root, extensions };
}

/** The text that is signed. @throws like parseCheckpoint, for values that no checkpoint can have */
export function formatCheckpoint({ origin, size, root, extensions }: Checkpoint): string {
  const lines = [origin, String(size), base64(root), ...extensions];
  const text = `${lines.join('\n')}\n`;
  parseCheckpoint(text);
  // A line break inside a line would be one more line.
  if (text.split('\n').length !== lines.length + 1) throw malformed('emptyLine');
  return text;
}

/**
 * Opens a checkpoint with the keys that the caller trusts. At least one of those that signed must be the log's own: a key whose name is the origin.
 * @throws `transparency.logUntrusted`, and what verifyNote and parseCheckpoint throw
 */
export function openCheckpoint(input: TextInput, trusted: readonly NoteVerifier[]): OpenedCheckpoint {
  const note = verifyNote(input, trusted);
  const checkpoint = parseCheckpoint(note.text);
  if (!note.verified.some(({ verifier }) => verifier.name === checkpoint.origin)) {
    throw transparencyErrors.error('transparency.logUntrusted', { origin: checkpoint.origin });
  }
  return { checkpoint, note };
}

function malformed(reason: keyof typeof checkpointReasons): Error {
  return transparencyErrors.error('transparency.checkpointMalformed', { reason: named(checkpointReasons, reason) });
}

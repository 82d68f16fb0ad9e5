import { named } from '#libs/kernel';
import { transparencyErrors } from '../errors.js';
import { noteReasons } from '../reasons.js';
import { base64, fromBase64 } from '../text/base64.js';
import { plainText, type TextInput } from '../text/text.js';
import { isKeyName } from './key-name.js';

/** One signature line: who, with which key, and what that key made of the text. */
export interface NoteSignature {
  readonly name: string;
  readonly keyId: number;
  /** Without the key id: 64 bytes of an Ed25519 log, 72 of a cosignature. */
  readonly signature: Uint8Array;
}

/** A signed note (C2SP signed-note) as written; nothing of it is verified. */
export interface Note {
  /** Ends with LF; that LF is signed, the empty line behind it is not. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

/** At least 16 must be taken; a hundred is what others take. */
export const MAX_SIGNATURES = 100;
/** Room for a hundred of today's signatures, or sixteen post-quantum ones of 5 KB, with a long text. */
export const MAX_NOTE_BYTES = 256 * 1024;

const KEY_ID_BYTES = 4;
const LINE = /^— ([^ ]+) ([^ ]+)$/;

/** @throws `transparency.noteMalformed`, `transparency.notText`, `transparency.tooLarge` */
export function parseNote(input: TextInput): Note {
  const whole = plainText(input, MAX_NOTE_BYTES);
  if (!whole.endsWith('\n')) throw malformed('noFinalNewline');
  const split = whole.lastIndexOf('\n\n');
  if (split < 0 || split + 2 === whole.length) throw malformed('noSignatures');
  return { text: whole.slice(0, split + 1), signatures: parseSignatureLines(whole.slice(split + 2), () => malformed('badSignatureLine')) };
}

/** Signature lines, each ending with LF. `refusal` is what the caller says of a line that is none. @throws `transparency.noteMalformed` too many */
export function parseSignatureLines(lines: string, refusal: () => Error): NoteSignature[] {
  if (!lines.endsWith('\n')) throw refusal();
  const each = lines.slice(0, -1).split('\n');
  if (each.length > MAX_SIGNATURES) throw malformed('tooManySignatures');
  return each.map((line) => {
    const [, name, encoded] = LINE.exec(line) ?? [];
    const bytes = encoded === undefined ? undefined : fromBase64(encoded);
    if (name === undefined || !isKeyName(name) || bytes === undefined || bytes.byteLength <= KEY_ID_BYTES) throw refusal();
    return { name, keyId: bytes.readUInt32BE(0), signature: bytes.subarray(KEY_ID_BYTES) };
  });
}

/** @throws like parseNote, where it would not be read back as it is */
export function formatNote({ text, signatures }: Note): string {
  const whole = `${text}\n${signatures.map(formatSignatureLine).join('')}`;
  const read = parseNote(whole);
  // A text without its final LF, or a name with one, would be taken for something else.
  if (read.text !== text || read.signatures.length !== signatures.length) throw malformed('noFinalNewline');
  return whole;
}

export function formatSignatureLine({ name, keyId, signature }: NoteSignature): string {
  const id = Buffer.alloc(KEY_ID_BYTES);
  id.writeUInt32BE(keyId);
  return `— ${name} ${base64(Buffer.concat([id, signature]))}\n`;
}

function malformed(reason: keyof typeof noteReasons): Error {
  return transparencyErrors.error('transparency.noteMalformed', { reason: named(noteReasons, reason) });
}

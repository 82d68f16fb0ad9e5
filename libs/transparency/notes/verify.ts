import { transparencyErrors } from '../errors.js';
import { type Note, type NoteSignature, parseNote } from './note.js';
import type { TextInput } from '../text/text.js';
import { keyIdText, type NoteVerifier } from './verifier.js';

/** A signature that was verified, and the trusted key that made it. */
export interface VerifiedSignature {
  readonly verifier: NoteVerifier;
  readonly signature: Uint8Array;
}

/** A note of which at least one trusted key has signed the text. */
export interface VerifiedNote extends Note {
  /** The first signature of each trusted key. */
  readonly verified: readonly VerifiedSignature[];
  /** Signatures of keys that nobody named: they say nothing. */
  readonly unknown: readonly NoteSignature[];
}

/**
 * Opens a note with the keys that the caller trusts (C2SP signed-note): signatures of other keys are ignored, a wrong one of a trusted key rejects the note, and without a
 * right one there is nothing to read.
 * @throws `transparency.noteUnsigned`, `transparency.signatureWrong`, `transparency.keyAmbiguous`, and what parseNote throws
 */
export function verifyNote(input: TextInput, trusted: readonly NoteVerifier[]): VerifiedNote {
  const keys = keysOf(trusted);
  const note = parseNote(input);
  const verified = new Map<NoteVerifier, VerifiedSignature>();
  const unknown: NoteSignature[] = [];
  for (const one of note.signatures) {
    const verifier = keys.get(keyOf(one));
    if (verifier === undefined) {
      unknown.push(one);
      continue;
    }
    if (!verifier.verify(note.text, one.signature)) {
      throw transparencyErrors.error('transparency.signatureWrong', { name: one.name, keyId: keyIdText(one.keyId) });
    }
    if (!verified.has(verifier)) verified.set(verifier, { verifier, signature: one.signature });
  }
  if (verified.size === 0) throw transparencyErrors.error('transparency.noteUnsigned');
  return { ...note, verified: [...verified.values()], unknown };
}

const keyOf = ({ name, keyId }: { readonly name: string; readonly keyId: number }): string => `${name}+${keyIdText(keyId)}`;

/** Two different keys of one name and id can't be told apart in a note: whoever lists both is told so, instead of one of them winning. */
function keysOf(trusted: readonly NoteVerifier[]): ReadonlyMap<string, NoteVerifier> {
  const keys = new Map<string, NoteVerifier>();
  for (const verifier of trusted) {
    const other = keys.get(keyOf(verifier));
    if (other && (other.type !== verifier.type || Buffer.compare(other.publicKey, verifier.publicKey) !== 0)) {
      throw transparencyErrors.error('transparency.keyAmbiguous', { name: verifier.name, keyId: keyIdText(verifier.keyId) });
    }
    if (!other) keys.set(keyOf(verifier), verifier);
  }
  return keys;
}

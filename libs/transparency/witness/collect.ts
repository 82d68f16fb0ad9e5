import { formatNote, type NoteSignature, parseNote } from '../notes/note.js';
import type { NoteVerifier } from '../notes/verifier.js';
import { verifyNote } from '../notes/verify.js';
import type { TextInput } from '../text/text.js';
import { formatCosignatures, parseCosignatures } from './add-checkpoint.js';

/**
 * A checkpoint with the cosignatures that a witness has answered with: those of the witness' known keys, verified; others are left out.
 * @throws `transparency.noteUnsigned` where the answer has none of a known key, `transparency.signatureWrong`, and what parseNote and parseCosignatures throw
 */
export function withCosignatures(checkpoint: TextInput, answer: TextInput, witness: readonly NoteVerifier[]): string {
  const note = parseNote(checkpoint);
  const { verified } = verifyNote(`${note.text}\n${formatCosignatures(parseCosignatures(answer))}`, witness);
  const added = verified.map(({ verifier: { name, keyId }, signature }): NoteSignature => ({ name, keyId, signature }));
  const others = note.signatures.filter(({ name, keyId }) => !added.some((one) => one.name === name && one.keyId === keyId));
  return formatNote({ text: note.text, signatures: [...others, ...added] });
}

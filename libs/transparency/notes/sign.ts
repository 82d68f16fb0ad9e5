import { ED25519 } from './algorithms.js';
import { formatNote, type NoteSignature } from './note.js';
import type { SigningKey } from './signing-key.js';
import { type NoteVerifier, verifierOf } from './verifier.js';

/** Someone who signs notes: the public half, and how. */
export interface NoteSigner {
  readonly verifier: NoteVerifier;
  /** The signature over a note text, without the key id. */
  sign(text: string): Uint8Array;
}

/** Signs with a plain Ed25519 key (type 0x01), as a log does. @throws `transparency.badVerifierKey` for a name that can't be one */
export function ed25519Signer(name: string, key: SigningKey): NoteSigner {
  return { verifier: verifierOf(name, ED25519, key.publicKey), sign: (text) => key.sign(Buffer.from(text)) };
}

/** The signature of one signer over a note text. */
export function signatureOf(text: string, { verifier, sign }: NoteSigner): NoteSignature {
  return { name: verifier.name, keyId: verifier.keyId, signature: sign(text) };
}

/** A note over a text that ends with LF, signed by all. @throws like formatNote */
export function signNote(text: string, signers: readonly NoteSigner[]): string {
  return formatNote({ text, signatures: signers.map((signer) => signatureOf(text, signer)) });
}

import { createHash } from 'node:crypto';
import { ed25519Signer, type NoteSigner } from '../notes/sign.js';
import { SigningKey } from '../notes/signing-key.js';

/** A key for tests, always the same for the same word. */
export function keyOf(word: string): SigningKey {
  return SigningKey.fromSeed(createHash('sha256').update(word).digest());
}

/** A log's signer; two of one name differ by the word of their keys. */
export function signerOf(name: string, word = name): NoteSigner {
  return ed25519Signer(name, keyOf(word));
}

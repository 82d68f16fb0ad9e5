import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import { cosignedMessage, splitTimestamped } from '../witness/cosigned-message.js';

/** A kind of note signature, told by one byte in the key (C2SP signed-note, signature types). */
export interface SignatureAlgorithm {
  readonly type: number;
  readonly publicKeyBytes: number;
  /** Whether a signature, without its key id, is the key's over the note text. */
  verify(publicKey: Uint8Array, text: string, signature: Uint8Array): boolean;
}

export const ED25519 = 0x01;
export const COSIGNATURE_V1 = 0x04;

/** Ed25519 over the note text (C2SP signed-note; RFC 8032). */
const ed25519: SignatureAlgorithm = {
  type: ED25519,
  publicKeyBytes: 32,
  verify: (publicKey, text, signature) => verifyEd25519(publicKey, Buffer.from(text), signature),
};

/** Ed25519 over a checkpoint and the time when it was seen (C2SP tlog-cosignature). */
const cosignatureV1: SignatureAlgorithm = {
  type: COSIGNATURE_V1,
  publicKeyBytes: 32,
  verify(publicKey, text, signature) {
    const timestamped = splitTimestamped(signature);
    return timestamped !== undefined && verifyEd25519(publicKey, cosignedMessage(text, timestamped.time), timestamped.signature);
  },
};

/** The kinds that this version verifies. A newer kind (0x06, ML-DSA-44) is one more entry. */
export const signatureAlgorithms: ReadonlyMap<number, SignatureAlgorithm> = new Map([ed25519, cosignatureV1].map((one) => [one.type, one]));

function verifyEd25519(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  return verify(null, message, keyObject(publicKey), signature);
}

function keyObject(publicKey: Uint8Array): KeyObject {
  return createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(publicKey).toString('base64url') }, format: 'jwk' });
}

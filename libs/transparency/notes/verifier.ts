import { hash } from 'node:crypto';
import { named } from '#libs/kernel';
import { transparencyErrors } from '../errors.js';
import { keyReasons } from '../reasons.js';
import { base64, fromBase64 } from '../text/base64.js';
import { type SignatureAlgorithm, signatureAlgorithms } from './algorithms.js';
import { isKeyName } from './key-name.js';

/** A public key that someone trusts to sign notes under a name. */
export interface NoteVerifier {
  readonly name: string;
  /** The first four bytes of SHA-256(name ‖ LF ‖ type ‖ public key), as a number. With the name it tells which key signed; it is no proof. */
  readonly keyId: number;
  /** The kind of signature: 0x01 a log's Ed25519, 0x04 a witness' cosignature. */
  readonly type: number;
  readonly publicKey: Uint8Array;
  /** Whether a signature, without its key id, is this key's over the note text. */
  verify(text: string, signature: Uint8Array): boolean;
}

/** Four bytes that tell keys of one name apart (C2SP signed-note). */
export function keyIdOf(name: string, type: number, publicKey: Uint8Array): number {
  return hash('sha256', Buffer.concat([Buffer.from(`${name}\n`), Buffer.of(type), publicKey]), 'buffer').readUInt32BE(0);
}

/** A key id as it is written in verifier keys: 8 lower-case hex digits. */
export function keyIdText(keyId: number): string {
  return keyId.toString(16).padStart(8, '0');
}

/** A verifier of one of the known kinds. @throws `transparency.badVerifierKey` */
export function verifierOf(
  name: string,
  type: number,
  publicKey: Uint8Array,
  algorithms: ReadonlyMap<number, SignatureAlgorithm> = signatureAlgorithms,
): NoteVerifier {
  const algorithm = algorithms.get(type);
  if (!isKeyName(name)) throw badKey('badName');
  if (algorithm === undefined) throw badKey('unsupportedType');
  if (publicKey.byteLength !== algorithm.publicKeyBytes) throw badKey('badLength');
  return {
    name,
    keyId: keyIdOf(name, type, publicKey),
    type,
    publicKey,
    verify: (text, signature) => algorithm.verify(publicKey, text, signature),
  };
}

/** Reads `name+hex8+base64` (C2SP signed-note, verifier keys). `algorithms` are the kinds of signature that the caller takes. @throws `transparency.badVerifierKey` */
export function parseVerifierKey(text: string, algorithms?: ReadonlyMap<number, SignatureAlgorithm>): NoteVerifier {
  // The key's Base64 may have a + of its own; the name has none.
  const [, name, keyId, key] = /^([^+]*)\+([^+]*)\+(.*)$/s.exec(text) ?? [];
  if (name === undefined || keyId === undefined || key === undefined) throw badKey('notThreeParts');
  if (!/^[0-9a-f]{8}$/.test(keyId)) throw badKey('badKeyId');
  const bytes = fromBase64(key);
  const type = bytes?.[0];
  if (bytes === undefined || type === undefined) throw badKey('badBase64');
  const verifier = verifierOf(name, type, bytes.subarray(1), algorithms);
  if (keyIdText(verifier.keyId) !== keyId) throw badKey('keyIdDiffers');
  return verifier;
}

export function formatVerifierKey({ name, keyId, type, publicKey }: Omit<NoteVerifier, 'verify'>): string {
  return `${name}+${keyIdText(keyId)}+${base64(Buffer.concat([Buffer.of(type), publicKey]))}`;
}

function badKey(reason: keyof typeof keyReasons): Error {
  return transparencyErrors.error('transparency.badVerifierKey', { reason: named(keyReasons, reason) });
}

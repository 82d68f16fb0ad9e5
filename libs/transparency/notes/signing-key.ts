import { createPrivateKey, createPublicKey, type KeyObject, sign } from 'node:crypto';
import { transparencyErrors } from '../errors.js';

const SEED_BYTES = 32;
// RFC 8410: what stands before the 32 bytes in the PKCS #8 form of an Ed25519 key.
const PKCS8_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');

/** An Ed25519 private key (RFC 8032). */
export class SigningKey {
  readonly #key: KeyObject;
  /** 32 bytes. */
  readonly publicKey: Uint8Array;

  private constructor(key: KeyObject) {
    this.#key = key;
    this.publicKey = Buffer.from(createPublicKey(key).export({ format: 'jwk' }).x as string, 'base64url');
  }

  /** From an unencrypted PKCS #8 file. @throws `transparency.badSigningKey` */
  static fromPem(pem: string): SigningKey {
    return SigningKey.#from(() => createPrivateKey({ key: pem, format: 'pem' }));
  }

  /** From the 32 bytes of which the key is made. @throws `transparency.badSigningKey` */
  static fromSeed(seed: Uint8Array): SigningKey {
    if (seed.byteLength !== SEED_BYTES) throw transparencyErrors.error('transparency.badSigningKey');
    return SigningKey.#from(() => createPrivateKey({ key: Buffer.concat([PKCS8_PREFIX, seed]), format: 'der', type: 'pkcs8' }));
  }

  /** 64 bytes. */
  sign(message: Uint8Array): Uint8Array {
    return sign(null, message, this.#key);
  }

  // What the reader of a bad key says may repeat parts of it: the refusal does not pass it on.
  static #from(read: () => KeyObject): SigningKey {
    let key: KeyObject;
    try {
      key = read();
    } catch {
      throw transparencyErrors.error('transparency.badSigningKey');
    }
    if (key.asymmetricKeyType !== 'ed25519') throw transparencyErrors.error('transparency.badSigningKey');
    return new SigningKey(key);
  }
}

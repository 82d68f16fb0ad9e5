import { createCipheriv, createDecipheriv, type DecipherGCM, randomBytes } from 'node:crypto';
import { hmacSha256 } from '#libs/kernel';

/**
 * Keys of delivered files: one (32 bytes, hex) for each SHA-256 of a content, kept outside the folder. An erased name never gets a key again. `ErasableKeys` of
 * libs/event-sourcing are such keys.
 */
export interface FileKeys {
  find(hash: string): string | undefined;
  /** Made where there is none; undefined where it was erased. */
  obtain(hash: string): string | undefined;
  isErased(hash: string): boolean;
  destroy(hash: string): void;
}

/*
 * A sealed file: magic (8) ‖ AES-256-GCM of the content under a key of its own ‖ tag (16) ‖ nonce (12) ‖ that key under the file's key (32) ‖ tag (16).
 * The content's key is drawn before the first byte comes, for the file's key is known by the content's hash only when the last one has come, and nothing may lie
 * on the disk in clear meanwhile. It encrypts once, so that its nonce may be all zeros.
 */
const MAGIC = Buffer.from('PLSEAL01');
const ZEROS = Buffer.alloc(12);
const NONCE = 12;
const TAG = 16;
const KEY = 32;
const TRAILER = TAG + NONCE + KEY + TAG;
const ALGORITHM = 'aes-256-gcm';

/** Encrypts one content as it streams by. */
export class ContentSeal {
  readonly #key = randomBytes(KEY);
  readonly #cipher = createCipheriv(ALGORITHM, this.#key, ZEROS).setAAD(MAGIC);

  /** What stands before the content. */
  readonly head = MAGIC;

  update(chunk: Uint8Array): Buffer {
    return this.#cipher.update(chunk);
  }

  /** What stands behind the content: closes it, and locks its key up under the file's. */
  tail(hash: string, fileKey: string): Buffer {
    const last = this.#cipher.final();
    const nonce = randomBytes(NONCE);
    const wrap = createCipheriv(ALGORITHM, part(fileKey, 'content'), nonce).setAAD(Buffer.from(hash));
    const wrapped = Buffer.concat([wrap.update(this.#key), wrap.final()]);
    return Buffer.concat([last, this.#cipher.getAuthTag(), nonce, wrapped, wrap.getAuthTag()]);
  }
}

/** Bytes of a sealed file around its content. */
export const sealedBytes = { head: MAGIC.length, tail: TRAILER } as const;

/**
 * What turns the sealed content, as it streams by, into the plain one; undefined where head and tail are not what the key made of a content with that hash. Its `final`
 * throws where the content was changed: until then nothing of it may be trusted.
 */
export function unsealing(head: Buffer, tail: Buffer, hash: string, fileKey: string): DecipherGCM | undefined {
  if (!head.equals(MAGIC) || tail.length !== TRAILER) return undefined;
  const [tag, nonce, wrapped, wrapTag] = cut(tail, [TAG, NONCE, KEY, TAG]) as [Buffer, Buffer, Buffer, Buffer];
  const key = decrypted(part(fileKey, 'content'), nonce, wrapped, wrapTag, Buffer.from(hash));
  return key && createDecipheriv(ALGORITHM, key, ZEROS, { authTagLength: TAG }).setAuthTag(tag).setAAD(MAGIC);
}

/** A short text about a file (who delivered it, under which name). The same text seals to the same bytes. */
export function sealText(text: string, fileKey: string): Buffer {
  const nonce = Buffer.from(hmacSha256(part(fileKey, 'text nonce').toString('hex'), text), 'hex').subarray(0, NONCE);
  const cipher = createCipheriv(ALGORITHM, part(fileKey, 'text'), nonce);
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, sealed, cipher.getAuthTag()]);
}

export function openText(sealed: Buffer, fileKey: string): string | undefined {
  if (sealed.length < NONCE + TAG) return undefined;
  const [nonce, body, tag] = cut(sealed, [NONCE, sealed.length - NONCE - TAG, TAG]) as [Buffer, Buffer, Buffer];
  return decrypted(part(fileKey, 'text'), nonce, body, tag)?.toString('utf8');
}

/** A name for a sealed text that tells nothing of it, and is the same for the same text. */
export function nameOfText(text: string, fileKey: string): string {
  return hmacSha256(part(fileKey, 'text name').toString('hex'), text).slice(0, 16);
}

function decrypted(key: Buffer, nonce: Buffer, body: Buffer, tag: Buffer, aad?: Buffer): Buffer | undefined {
  const decipher = createDecipheriv(ALGORITHM, key, nonce, { authTagLength: TAG }).setAuthTag(tag);
  if (aad) decipher.setAAD(aad);
  try {
    return Buffer.concat([decipher.update(body), decipher.final()]);
  } catch {
    return undefined;
  }
}

function cut(bytes: Buffer, lengths: readonly number[]): Buffer[] {
  let at = 0;
  return lengths.map((length) => bytes.subarray(at, (at += length)));
}

/** One key, one use. */
function part(fileKey: string, use: string): Buffer {
  return Buffer.from(hmacSha256(fileKey, `evidence ${use}`), 'hex');
}

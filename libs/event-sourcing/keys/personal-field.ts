import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { type Static, Type } from '@sinclair/typebox';
import { hmacSha256 } from '#libs/kernel';
import { eventSourcingErrors } from '../errors.js';
import type { ErasableKeys } from './erasable-keys.js';

/** A text about a person in an event (DESIGN §4): readable only while the subject's key exists. `subject` is an opaque id, never a name. */
export const PersonalField = Type.Object(
  {
    subject: Type.String({ pattern: '^[A-Za-z0-9._:-]{1,100}$' }),
    /** base64url of nonce (12 bytes) ‖ AES-256-GCM ciphertext ‖ tag (16 bytes). */
    ciphertext: Type.String({ pattern: '^[A-Za-z0-9_-]{38,}$' }),
  },
  { additionalProperties: false },
);
export type PersonalField = Static<typeof PersonalField>;

const NONCE = 12;
const TAG = 16;

/** Stands in a command where the text can't be sealed any more, for its subject was erased. Nothing seals to it, and no event ever holds it. */
export const ERASED_CIPHERTEXT = Buffer.alloc(NONCE + TAG).toString('base64url');

/** Seals and opens personal fields with the subjects' keys. */
export class PersonalFields {
  constructor(private readonly keys: ErasableKeys) {}

  /**
   * The nonce is derived from the text, so that the same text of the same subject gives the same bytes: a repeated command has the same input. It
   * reveals that two fields of one subject are equal, nothing more. Of an erased subject comes a field with ERASED_CIPHERTEXT: the command runner answers a
   * repetition from what is recorded, and refuses anything new. A dry run makes no key.
   */
  sealPersonal(subject: string, plaintext: string, { dryRun = false }: { readonly dryRun?: boolean | undefined } = {}): PersonalField {
    const key = dryRun ? this.#keyToTry(subject) : this.keys.obtain(subject);
    if (key === undefined) return { subject, ciphertext: ERASED_CIPHERTEXT };
    const { encryption, nonce: nonceKey } = derived(key);
    const nonce = Buffer.from(hmacSha256(nonceKey, plaintext), 'hex').subarray(0, NONCE);
    const cipher = createCipheriv('aes-256-gcm', encryption, nonce).setAAD(Buffer.from(subject));
    const sealed = Buffer.concat([nonce, cipher.update(plaintext, 'utf8'), cipher.final(), cipher.getAuthTag()]);
    return { subject, ciphertext: sealed.toString('base64url') };
  }

  /** Whether the subject was erased for good; otherwise a text that can't be opened has lost its key. */
  isErased(subject: string): boolean {
    return this.keys.isErased(subject);
  }

  /** Whether anything was ever sealed for the subject. */
  isKnown(subject: string): boolean {
    return this.keys.isErased(subject) || this.keys.find(subject) !== undefined;
  }

  /** The text; undefined where the subject's key was erased or is lost. @throws `personal.damaged` where the ciphertext is not what the key made. */
  openPersonal(field: PersonalField): string | undefined {
    const key = this.keys.find(field.subject);
    if (key === undefined) return undefined;
    const sealed = Buffer.from(field.ciphertext, 'base64url');
    try {
      const decipher = createDecipheriv('aes-256-gcm', derived(key).encryption, sealed.subarray(0, NONCE), { authTagLength: TAG })
        .setAAD(Buffer.from(field.subject))
        .setAuthTag(sealed.subarray(sealed.length - TAG));
      return Buffer.concat([decipher.update(sealed.subarray(NONCE, sealed.length - TAG)), decipher.final()]).toString('utf8');
    } catch {
      throw eventSourcingErrors.error('personal.damaged', { subject: field.subject });
    }
  }

  /** The key that there is, or one for this moment only. */
  #keyToTry(subject: string): string | undefined {
    if (this.keys.isErased(subject)) return undefined;
    return this.keys.find(subject) ?? randomBytes(32).toString('hex');
  }
}

/** One key, one use: what encrypts does not also derive nonces. */
function derived(subjectKey: string): { encryption: Buffer; nonce: string } {
  return { encryption: Buffer.from(hmacSha256(subjectKey, 'personal encryption'), 'hex'), nonce: hmacSha256(subjectKey, 'personal nonce') };
}

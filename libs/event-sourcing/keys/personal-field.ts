import { createCipheriv, createDecipheriv } from 'node:crypto';
import { type Static, Type } from '@sinclair/typebox';
import { hmacSha256 } from '#libs/kernel';
import { eventSourcingErrors } from '../errors.js';
import type { SubjectKeys } from './subject-keys.js';

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

/** Seals and opens personal fields with the subjects' keys. */
export class PersonalFields {
  constructor(private readonly keys: SubjectKeys) {}

  /**
   * The nonce is derived from the text, so that the same text of the same subject gives the same bytes: a repeated command has the same input. It
   * reveals that two fields of one subject are equal, nothing more.
   */
  sealPersonal(subject: string, plaintext: string): PersonalField {
    const { encryption, nonce: nonceKey } = derived(this.keys.obtain(subject));
    const nonce = Buffer.from(hmacSha256(nonceKey, plaintext), 'hex').subarray(0, NONCE);
    const cipher = createCipheriv('aes-256-gcm', encryption, nonce).setAAD(Buffer.from(subject));
    const sealed = Buffer.concat([nonce, cipher.update(plaintext, 'utf8'), cipher.final(), cipher.getAuthTag()]);
    return { subject, ciphertext: sealed.toString('base64url') };
  }

  /** The text; undefined where the subject's key was erased. @throws `personal.damaged` where the ciphertext is not what the key made. */
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
}

/** One key, one use: what encrypts does not also derive nonces. */
function derived(subjectKey: string): { encryption: Buffer; nonce: string } {
  return { encryption: Buffer.from(hmacSha256(subjectKey, 'personal encryption'), 'hex'), nonce: hmacSha256(subjectKey, 'personal nonce') };
}

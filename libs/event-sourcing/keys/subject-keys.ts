import { join } from 'node:path';
import { hmacSha256, sha256 } from '#libs/kernel';
import { eventSourcingErrors } from '../errors.js';
import { createSecret, type RandomBytes, readSecret } from './key-file.js';

/** One key (32 bytes, hex) for each subject of personal fields. */
export interface SubjectKeys {
  /** The key of a subject; undefined where there is none (never made, or erased). */
  find(subject: string): string | undefined;
  /** The key of a subject, made where there is none. */
  obtain(subject: string): string;
}

/**
 * A folder with one file a subject (mode 600). The folder may be shared by several nodes: who creates a file first (O_EXCL) has made the key.
 * Deleting a file erases the subject's personal fields everywhere, so nothing is cached.
 */
export class FolderSubjectKeys implements SubjectKeys {
  constructor(
    private readonly folder: string,
    private readonly random: RandomBytes,
  ) {}

  find(subject: string): string | undefined {
    const path = this.#path(subject);
    const text = readSecret(path)?.trim();
    if (text === undefined) return undefined;
    if (!/^[0-9a-f]{64}$/.test(text)) throw eventSourcingErrors.error('keys.malformed', { path });
    return text;
  }

  obtain(subject: string): string {
    const known = this.find(subject);
    if (known !== undefined) return known;
    const key = Buffer.from(this.random(32)).toString('hex');
    if (createSecret(this.#path(subject), `${key}\n`)) return key;
    // Another node was faster.
    return this.find(subject) ?? this.obtain(subject);
  }

  #path(subject: string): string {
    return join(this.folder, `${sha256(subject)}.key`);
  }
}

/** A sample's subjects: keys derived from the public seed. */
export class SampleSubjectKeys implements SubjectKeys {
  constructor(private readonly root: string) {}

  find(subject: string): string {
    return this.obtain(subject);
  }

  obtain(subject: string): string {
    return hmacSha256(this.root, `subject ${subject}`);
  }
}

import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isMissing, replaceDurablySync } from '#libs/files';
import { DomainError, sha256 } from '#libs/kernel';
import { type SignedHead, signedHead } from '../heads/read-checkpoints.js';
import { sealingErrors } from '../errors.js';

/** Where the largest signed heads of a data folder are kept; not derived. */
export const SIGNED_FOLDER = 'proof/signed';

/**
 * The largest head that this node knows to be signed, for each name of the log, outside the database: whoever puts the database back to an earlier state does not put
 * these back. One file for each origin, named by its hash, with the signed checkpoint as it was published.
 */
export class SignedFiles {
  constructor(private readonly folder: string) {}

  /** Whether anything was ever signed here. */
  get isEmpty(): boolean {
    return !existsSync(this.folder) || readdirSync(this.folder).length === 0;
  }

  /** @throws `sealing.signedFileDamaged` */
  largest(origin: string): SignedHead | undefined {
    const path = this.pathOf(origin);
    try {
      const head = signedHead(readFileSync(path, 'utf8'));
      if (head.checkpoint.origin === origin) return head;
    } catch (error) {
      if (isMissing(error)) return undefined;
      if (!(error instanceof DomainError)) throw error;
    }
    throw sealingErrors.error('sealing.signedFileDamaged', { path });
  }

  /** Keeps a head durably, before anybody sees it. A smaller one than the kept changes nothing. @throws `sealing.signedFileDamaged` */
  keep(head: SignedHead): void {
    const { origin, size } = head.checkpoint;
    const kept = this.largest(origin);
    if (kept && kept.checkpoint.size >= size) return;
    mkdirSync(this.folder, { recursive: true });
    replaceDurablySync(this.pathOf(origin), head.note);
  }

  pathOf(origin: string): string {
    return join(this.folder, `${sha256(origin)}.checkpoint`);
  }
}

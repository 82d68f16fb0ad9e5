import type { SignedHead } from './checkpoints.js';
import type { BundleRequest } from './request.js';
import type { BundleSources } from './sources.js';
import type { Survey } from './survey.js';
import type { ZipEntry } from './zip.js';

/** What a bundle is made from. */
export interface Making {
  readonly sources: BundleSources;
  readonly request: BundleRequest;
  readonly head: SignedHead;
  readonly survey: Survey;
  /** Told of each file that the ledger names and nobody has any more. */
  readonly missing: (path: string) => void;
}

/** A file of a text. */
export const file = (path: string, text: string): ZipEntry => ({ path, content: Buffer.from(text, 'utf8') });

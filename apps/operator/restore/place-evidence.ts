import { randomUUID } from 'node:crypto';
import { mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { exists } from '#libs/files';
import { EVIDENCE } from '../backup/evidence-files.js';
import { copyDurably, factsOf, syncFolders } from '../durable-files.js';

export interface PlacingRequest {
  readonly backup: string;
  /** The back-up's files. */
  readonly files: readonly string[];
  /** The store's folder. */
  readonly to: string;
  readonly placed: (count: number) => void;
  readonly signal: AbortSignal | undefined;
}

export interface PlacedEvidence {
  /** Files that were not there before, or had lost their content. */
  readonly written: number;
  /** Files that were there and stay as they are. */
  readonly kept: number;
}

/**
 * Brings a back-up's evidence into the store's folder, which may be shared and hold more. What is there stays, but for a content in clear that is not what its name
 * says. Each file is there whole or not at all.
 */
export async function placeEvidence({ backup, files, to, placed, signal }: PlacingRequest): Promise<PlacedEvidence> {
  const names = files.filter((name) => name.startsWith(`${EVIDENCE}/`));
  const incoming = path.join(to, 'incoming');
  await mkdir(incoming, { recursive: true });
  let written = 0;
  for (const [n, name] of names.entries()) {
    signal?.throwIfAborted();
    const target = path.join(to, name.slice(EVIDENCE.length + 1));
    if (await isMissingOrDamaged(target)) {
      await placeOne(path.join(backup, name), path.join(incoming, randomUUID()), target);
      written++;
    }
    placed(n + 1);
  }
  if (written > 0) await syncFolders(to);
  return { written, kept: names.length - written };
}

async function isMissingOrDamaged(file: string): Promise<boolean> {
  if (!(await exists(file))) return true;
  return path.basename(file) === 'content' && (await factsOf(file)).sha256 !== path.basename(path.dirname(file));
}

async function placeOne(from: string, draft: string, target: string): Promise<void> {
  try {
    await copyDurably(from, draft, 0o600);
    await mkdir(path.dirname(target), { recursive: true });
    await rename(draft, target);
  } finally {
    await rm(draft, { force: true });
  }
}

import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ifThere } from '#libs/files';
import { DomainError } from '#libs/kernel';
import type { EvidenceFolder } from '../folder-store.js';
import { storedEvidence } from '../stored-files.js';
import type { Condition, ExaminedFile, Unfinished } from './survey.js';

export interface ExamineOptions {
  /** Each content is read through and held against its hash; otherwise only whether it is there is told. */
  readonly contents: boolean;
  readonly signal?: AbortSignal;
}

const HASH = /^[0-9a-f]{64}$/;
const conditions: Readonly<Record<string, Condition>> = {
  'evidence.corrupted': 'changed',
  'evidence.keyMissing': 'keyMissing',
  'evidence.erased': 'erased',
};

/** Every file in the folder of a store, in order of hash, one after the other, each as `store` can read it. */
export async function* examine(store: EvidenceFolder, { contents, signal }: ExamineOptions): AsyncGenerator<ExaminedFile> {
  const { folder } = store;
  for (const prefix of await foldersIn(folder)) {
    for (const hash of (await foldersIn(join(folder, prefix))).filter((name) => HASH.test(name))) {
      signal?.throwIfAborted();
      const lies = (await storedEvidence(folder, hash))?.content;
      const found = lies === undefined ? undefined : await ifThere(stat(join(folder, lies)));
      // Only who delivered it was written yet, or it has just been erased.
      if (!found) continue;
      const deliveries = await store.deliveries(hash).catch((error: unknown) => conditionOf(error) && []);
      const condition = contents ? await conditionNow(store, hash) : 'there';
      yield { hash, bytes: found.size, since: found.mtime, condition, deliveries: deliveries ?? [] };
    }
  }
}

/** What interrupted uploads have left in the folder of a store; what is being received just now is among it. */
export async function unfinishedIn({ folder }: EvidenceFolder): Promise<Unfinished[]> {
  const left: Unfinished[] = [];
  for (const name of (await ifThere(readdir(join(folder, 'incoming')))) ?? []) {
    const found = await ifThere(stat(join(folder, 'incoming', name)));
    if (found) left.push({ name, bytes: found.size, since: found.mtime });
  }
  return left.sort((a, b) => a.since.getTime() - b.since.getTime());
}

async function conditionNow(store: EvidenceFolder, hash: string): Promise<Condition> {
  try {
    await store.verify(hash);
    return 'sound';
  } catch (error) {
    return conditionOf(error);
  }
}

/** @throws what says nothing of the file */
function conditionOf(error: unknown): Condition {
  const condition = error instanceof DomainError ? conditions[error.code] : undefined;
  if (condition === undefined) throw error;
  return condition;
}

async function foldersIn(folder: string): Promise<string[]> {
  const entries = (await ifThere(readdir(folder, { withFileTypes: true }))) ?? [];
  return entries
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}

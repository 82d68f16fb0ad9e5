import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { SIGNED_FOLDER } from '#libs/sealing';
import { filesIn } from '../durable-files.js';
import { backupErrors as errors } from './errors.js';
import { type Head, headOf } from './heads.js';
import type { LedgerFacts } from '../ledger-stream.js';

/** A head that somebody holds outside the ledger: it outlives the ledger's being put back. */
export interface HeldHead extends Head {
  /** The file that it was read from. */
  readonly path: string;
}

/** Where a node keeps, for each name of its log, the largest head that it knows to be signed. */
export const signedFolder = (dataDir: string): string => path.join(dataDir, SIGNED_FOLDER);

/** @throws `backup.headUnreadable`, the system's error */
export async function heldHead(file: string): Promise<HeldHead> {
  return { ...headOf(await readFile(file, 'utf8'), file), path: file };
}

/** The heads in a folder of `*.checkpoint` files; none where there is no folder. @throws like heldHead */
export async function headsIn(folder: string): Promise<HeldHead[]> {
  const names = (await filesIn(folder)).filter((name) => name.endsWith('.checkpoint'));
  return Promise.all(names.map((name) => heldHead(path.join(folder, name))));
}

/**
 * The held heads of which a ledger's log must have the tree, or which show that it was larger before. Nothing is asked of a head that signs what is known to be lost: of an
 * earlier epoch, beyond where the next one began; or of a later epoch than the ledger now knows, which was lost as a whole.
 * @throws `backup.otherLog` for a head of a log that this ledger never was
 */
export function headsToAsk(held: readonly HeldHead[], { epochs }: LedgerFacts): HeldHead[] {
  return held.filter((head) => {
    const epoch = epochs.find(({ origin }) => origin === head.origin);
    if (epoch) return epoch.until === undefined || head.size <= epoch.until;
    if (head.origin.startsWith(`${epochs[0]!.origin}/epoch-`)) return false;
    const wanted = epochs.map(({ origin }) => origin).join('、');
    throw errors.error('backup.otherLog', { path: head.path, actual: head.origin, wanted });
  });
}

/** The largest of some heads. */
export function largestOf(heads: readonly HeldHead[]): HeldHead | undefined {
  return heads.reduce<HeldHead | undefined>((largest, head) => (largest && largest.size >= head.size ? largest : head), undefined);
}

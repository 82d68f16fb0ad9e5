import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { filesIn } from '../durable-files.js';
import { backupErrors as errors } from './errors.js';
import { type Head, headOf } from './heads.js';
import type { LedgerFacts } from './ledger-stream.js';

/** A head that somebody holds outside the ledger: it outlives the ledger's being put back. */
export interface HeldHead extends Head {
  /** The file that it was read from. */
  readonly path: string;
}

/** Where a node keeps, for each key, the largest head that it ever signed (libs/sealing). */
export const signedFolder = (dataDir: string): string => path.join(dataDir, 'proof', 'signed');

/** @throws `backup.headUnreadable`, the system's error */
export async function heldHead(file: string): Promise<HeldHead> {
  return { ...headOf(await readFile(file, 'utf8'), file), path: file };
}

/** The heads in a folder of `*.checkpoint` files; none where there is no folder. @throws like heldHead */
export async function headsIn(folder: string): Promise<HeldHead[]> {
  const names = (await filesIn(folder)).filter((name) => name.endsWith('.checkpoint'));
  return Promise.all(names.map((name) => heldHead(path.join(folder, name))));
}

/** What held heads say of a log. */
export interface HeldAgainst {
  /** Heads of which the log must have the tree. */
  readonly within: readonly HeldHead[];
  /** Heads of the present name that are larger than the log: it was put back to an earlier state. */
  readonly beyond: readonly HeldHead[];
}

/**
 * Sorts held heads by what they say of a log of this size. A head of an earlier epoch beyond where the next one began signs what is known to be lost: nothing is asked of
 * it. @throws `backup.otherLog` for a head of a log that this ledger never was
 */
export function heldAgainst(held: readonly HeldHead[], { epochs }: LedgerFacts, size: bigint): HeldAgainst {
  const within: HeldHead[] = [];
  const beyond: HeldHead[] = [];
  for (const head of held) {
    const epoch = epochs.find(({ origin }) => origin === head.origin);
    if (epoch === undefined) {
      const wanted = epochs.map(({ origin }) => origin).join('、');
      throw errors.error('backup.otherLog', { path: head.path, actual: head.origin, wanted });
    }
    if (head.size <= (epoch.until ?? size)) within.push(head);
    else if (epoch.until === undefined) beyond.push(head);
  }
  return { within, beyond };
}

/** The refusal of a log whose tree at a held head's size is another. */
export function otherHistory({ path: file, size }: HeldHead): Error {
  return errors.error('backup.otherHistory', { path: file, size: String(size) });
}

/** The largest of some heads. */
export function largestOf<H extends Pick<Head, 'size'>>(heads: readonly H[]): H | undefined {
  return heads.reduce<H | undefined>((largest, head) => (largest === undefined || head.size > largest.size ? head : largest), undefined);
}

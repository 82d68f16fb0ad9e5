import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { exists, isMissing, syncFolder } from '#libs/files';

/** A back-up is named by the moment at which its copying began, UTC; the names sort by age. */
const NAME = /^\d{8}T\d{6}Z(-\d+)?$/;
const UNFINISHED = '.part';

/** Whether a folder bears the name of a back-up that is still being written, or was broken off. */
export function isUnfinished(folder: string): boolean {
  return path.basename(path.resolve(folder)).endsWith(UNFINISHED);
}

/** Names of the finished back-ups in a folder, the oldest first. */
export async function backupsIn(shelf: string): Promise<string[]> {
  return (await namesIn(shelf)).filter((name) => NAME.test(name)).sort();
}

/** The back-up that is being written. */
export interface Part {
  readonly folder: string;
  /** Gives it its name, by which it is a back-up. Returns its folder. */
  finish(): Promise<string>;
}

/**
 * Begins a back-up. Of one that was broken off, what lies in the folders `keep` stays and needs no second copy; the rest is thrown away. Each has a path of its own while
 * it is written: the driver of its database may let go of the file late, and would tidy up under the old path.
 */
export async function beginPart(shelf: string, madeAt: Date, keep: readonly string[]): Promise<Part> {
  const name = await freeName(shelf, madeAt);
  const folder = path.join(shelf, `${name}${UNFINISHED}`);
  const [last, ...older] = (await namesIn(shelf))
    .filter((one) => one.endsWith(UNFINISHED))
    .sort()
    .reverse();
  for (const one of older) await rm(path.join(shelf, one), { recursive: true });
  if (last === undefined) await mkdir(folder);
  else await rename(path.join(shelf, last), folder);
  for (const left of await namesIn(folder)) if (!keep.includes(left)) await rm(path.join(folder, left), { recursive: true });
  return {
    folder,
    finish: async () => {
      const finished = path.join(shelf, name);
      await rename(folder, finished);
      await syncFolder(shelf);
      return finished;
    },
  };
}

async function freeName(shelf: string, madeAt: Date): Promise<string> {
  const stamp = `${madeAt.toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`;
  let name = stamp;
  for (let n = 2; await exists(path.join(shelf, name)); n++) name = `${stamp}-${n}`;
  return name;
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (isMissing(error) || (error as NodeJS.ErrnoException).code === 'ENOTDIR') return [];
    throw error;
  }
}

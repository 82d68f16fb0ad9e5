import { randomUUID } from 'node:crypto';
import { type FileHandle, mkdir, open, rename, rm } from 'node:fs/promises';
import path from 'node:path';

/** What a file is called until it is whole. Drafts that a killed process has left end so; nothing refers to them. */
export const DRAFT = '.draft';

/** Readable by everybody; secrets and delivered files are for their owner only. */
export const EVERYBODY = 0o644;
export const OWNER_ONLY = 0o600;

export interface WritingOptions {
  /** Default: readable by everybody. */
  readonly mode?: number;
  /** Whether the content is on the disk when the call ends. Only what can be made again may do without. Default: it is. */
  readonly durable?: boolean;
}

/**
 * Writes a file that must not exist yet (EEXIST). Its content is on the disk when this resolves, its name only once its folder is synced. A file that could not be filled
 * stays behind: whoever writes to a place that is looked at writes a draft and moves it.
 */
export async function createDurably<T>(file: string, fill: (target: FileHandle) => Promise<T>, options: WritingOptions = {}): Promise<T> {
  const target = await open(file, 'wx', options.mode ?? EVERYBODY);
  try {
    const result = await fill(target);
    if (options.durable ?? true) await target.sync();
    return result;
  } finally {
    await target.close();
  }
}

/** Writes a file so that after any crash it is there whole, as it was or as it is to be, and stays so once this resolves. */
export async function replaceDurably(file: string, content: string | Uint8Array, options: WritingOptions = {}): Promise<void> {
  const draft = draftOf(file);
  try {
    await createDurably(draft, (target) => target.writeFile(content), options);
    await moveDurably(draft, file, options);
  } finally {
    await rm(draft, { force: true });
  }
}

/** Moves a file that is whole to its place, the folders made where they are missing. `durable`: every folder that got a new entry is synced. */
export async function moveDurably(from: string, to: string, { durable = true }: Pick<WritingOptions, 'durable'> = {}): Promise<void> {
  const folder = path.resolve(path.dirname(to));
  const made = await mkdir(folder, { recursive: true });
  await rename(from, to);
  if (!durable) return;
  await syncFolder(folder);
  // A new folder's own name stands in the folder above it.
  const first = made === undefined ? undefined : path.resolve(made);
  for (let at = folder; first !== undefined && at.length >= first.length; at = path.dirname(at)) await syncFolder(path.dirname(at));
}

/** Brings the names in a folder to the disk: a new name is not there after a power cut otherwise. */
export async function syncFolder(folder: string): Promise<void> {
  if (!foldersCanBeSynced) return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Windows can't open a folder. */
export const foldersCanBeSynced = process.platform !== 'win32';

/** A name beside a file, different each time: several processes may write the same file. */
export const draftOf = (file: string): string => `${file}.${randomUUID()}${DRAFT}`;

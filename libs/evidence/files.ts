import { type FileHandle, mkdir, open, rename, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Files that appear whole or not at all. */

export async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return false;
      throw error;
    },
  );
}

/** Writes a file that must not exist yet, readable by its owner only. */
export async function writing<T>(path: string, write: (file: FileHandle) => Promise<T>): Promise<T> {
  const file = await open(path, 'wx', 0o600);
  try {
    return await write(file);
  } finally {
    await file.close();
  }
}

/** Moves a file that is whole to its place. `durable`: the names are on the disk too, not only the content: every folder that got a new entry is synced. */
export async function place(from: string, to: string, durable: boolean): Promise<void> {
  const made = await mkdir(dirname(to), { recursive: true });
  await rename(from, to);
  if (!durable) return;
  await syncFolder(dirname(to));
  if (made !== undefined) {
    await syncFolder(dirname(dirname(to)));
    await syncFolder(dirname(dirname(dirname(to))));
  }
}

export async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

import { open, rename } from 'node:fs/promises';
import path from 'node:path';

/** Drafts that a killed process has left have this end; nothing refers to them. */
export const DRAFT = '.draft';

/** Writes a file so that after any crash it is there whole, as it was or as it is to be, and stays so once this returns. One writer a path. */
export async function writeDurably(file: string, content: string | Uint8Array): Promise<void> {
  const draft = `${file}${DRAFT}`;
  const handle = await open(draft, 'w', 0o644);
  try {
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(draft, file);
  await syncFolder(path.dirname(file));
}

/** Brings the names in a folder to the disk: a new name is not there after a power cut otherwise. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

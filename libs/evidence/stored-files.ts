import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** What is kept of one delivered file. */
export interface StoredEvidence {
  /** Path of the content within the store's folder, parted by `/`. */
  readonly content: string;
  /** Paths of the small files that say who delivered it, in order. */
  readonly deliveries: readonly string[];
}

/** Where the files of an evidence lie within the folder of a store, for whoever copies them (back-up). undefined: the store does not have it. */
export async function storedEvidence(folder: string, hash: string): Promise<StoredEvidence | undefined> {
  const place = evidencePath(hash);
  const names = await readdir(join(folder, place)).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return [];
    throw error;
  });
  if (!names.includes(CONTENT)) return undefined;
  const deliveries = names.filter((name) => name.startsWith('delivery-')).sort();
  return { content: `${place}/${CONTENT}`, deliveries: deliveries.map((name) => `${place}/${name}`) };
}

/** Name of the file that holds the content. */
const CONTENT = 'content';

/** Folder of an evidence within the store's folder. */
function evidencePath(hash: string): string {
  return `${hash.slice(0, 2)}/${hash}`;
}

import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { ifThere } from '#libs/files';

/** What is kept of one delivered file. Paths lie within the store's folder and are parted by `/`. */
export interface StoredEvidence {
  /** The content: in clear, or sealed by the file's own key. */
  readonly content: string;
  /** Whether the content is sealed: only who has the key can hold it against its hash. */
  readonly sealed: boolean;
  /** The small files that say who delivered it, in order. */
  readonly deliveries: readonly string[];
}

/** Where the files of an evidence lie within the folder of a store, for whoever copies them as they are (back-up). undefined: the store does not have it. */
export async function storedEvidence(folder: string, hash: string): Promise<StoredEvidence | undefined> {
  const place = `${hash.slice(0, 2)}/${hash}`;
  const names = (await ifThere(readdir(join(folder, place)))) ?? [];
  const content = ['sealed', 'content'].find((name) => names.includes(name));
  if (content === undefined) return undefined;
  const deliveries = names.filter((name) => name.startsWith('delivery-')).sort();
  return { content: `${place}/${content}`, sealed: content === 'sealed', deliveries: deliveries.map((name) => `${place}/${name}`) };
}

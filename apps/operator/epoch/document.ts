import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { type DocumentRef, EvidenceFolder } from '#libs/evidence';
import { backupErrors as errors } from '../backup/errors.js';

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  '.pdf': 'application/pdf',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
};

/**
 * The document that an epoch rests on: a file, which is put among the evidence, or the hash of one that is there. Its title, where none is given, is the name under
 * which it was delivered. @throws `backup.documentMissing`, `evidence.…`
 */
export async function documentFrom(
  given: string,
  title: string | undefined,
  evidence: EvidenceFolder,
  account: string,
): Promise<DocumentRef> {
  if (await evidence.has(given)) {
    const { deliveries } = await evidence.describe(given);
    return { hash: given, title: title ?? deliveries[0]?.name ?? given };
  }
  const content = await readFile(given).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') throw errors.error('backup.documentMissing', { path: given });
    throw error;
  });
  const name = path.basename(given);
  const mediaType = MEDIA_TYPES[path.extname(name).toLowerCase()] ?? 'application/octet-stream';
  const { hash } = await evidence.put(content, { name, mediaType, account });
  return { hash, title: title ?? name };
}

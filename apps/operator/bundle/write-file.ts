import { open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { addAbortSignal } from 'node:stream';
import type { ReadyBundle, WrittenBundle } from '#libs/audit-bundle/write';
import { exists, syncFolder } from '../durable-files.js';
import { bundleFileErrors as errors } from './errors.js';

/** Who may read it: a whole bundle holds what only the task force and auditors may see. */
const OWNER_ONLY = 0o600;
const EVERYBODY = 0o644;

/**
 * Writes a bundle to a file that is there whole and on the disk, or not at all: what is written first is `….part`, and goes away where it can't be finished.
 * @throws `bundle.fileExists`, what the bundle throws, the system's errors (ENOSPC where the disk is full), the signal's reason
 */
export async function writeBundleFile(bundle: ReadyBundle, file: string, isPublic: boolean, signal: AbortSignal): Promise<WrittenBundle> {
  if (await exists(file)) throw errors.error('bundle.fileExists', { file });
  const part = `${file}.part`;
  const handle = await open(part, 'w', isPublic ? EVERYBODY : OWNER_ONLY);
  try {
    const stream = addAbortSignal(signal, handle.createWriteStream({ autoClose: false }));
    const written = await bundle.writeTo(stream).catch((error: unknown) => {
      throw signal.aborted ? signal.reason : error;
    });
    await handle.sync();
    await handle.close();
    await rename(part, file);
    await syncFolder(path.dirname(file));
    return written;
  } catch (error) {
    await handle.close().catch(() => undefined);
    await rm(part, { force: true });
    throw error;
  }
}

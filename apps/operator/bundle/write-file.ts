import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { addAbortSignal } from 'node:stream';
import { type ReadyBundle, writingErrors as errors, type WrittenBundle } from '#libs/audit-bundle/write';
import { exists, syncFolder } from '#libs/files';

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
  // What an ended run left may have been readable by others.
  await rm(part, { force: true });
  try {
    const target = createWriteStream(part, { flags: 'wx', mode: isPublic ? EVERYBODY : OWNER_ONLY, flush: true });
    const written = await bundle.writeTo(addAbortSignal(signal, target));
    await rename(part, file);
    await syncFolder(path.dirname(file));
    return written;
  } catch (error) {
    await rm(part, { force: true });
    throw signal.aborted ? signal.reason : error;
  }
}

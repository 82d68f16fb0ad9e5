import {
  closeSync,
  existsSync,
  fstatSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { createDurablySync, DRAFT, draftOf, isMissing, OWNER_ONLY, syncFolderSync } from '#libs/files';
import { eventSourcingErrors } from '../errors.js';

/** Gives n bytes fit for keys. Production gives node's randomBytes. */
export type RandomBytes = (n: number) => Uint8Array;

/** Reads a secret file; undefined where there is none. @throws `keys.mode` where anybody but its owner may read or write it. */
export function readSecret(path: string): string | undefined {
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
  try {
    const mode = fstatSync(file).mode & 0o777;
    // Windows has no such bits: its files show 666.
    if (process.platform !== 'win32' && (mode & 0o077) !== 0) {
      throw eventSourcingErrors.error('keys.mode', { path, mode: mode.toString(8) });
    }
    return readFileSync(file, 'utf8');
  } finally {
    closeSync(file);
  }
}

/**
 * Writes a secret file that must not exist yet (mode 600), durably. It appears whole or not at all, so that another node never reads half a key.
 * Returns false, and writes nothing, where the file exists.
 */
export function createSecret(path: string, content: string): boolean {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const draft = draftOf(path);
  try {
    createDurablySync(draft, content, { mode: OWNER_ONLY });
    linkSync(draft, path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // ENOENT: the draft is gone, for the secret was destroyed while it was being made.
    if (code === 'EEXIST' || code === 'ENOENT') return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
  syncFolderSync(dirname(path));
  return true;
}

/** Whether there is such a file, readable or not. */
export function secretExists(path: string): boolean {
  return existsSync(path);
}

/**
 * Overwrites a secret file where it lies, removes it durably, and with it what an interrupted `createSecret` may have left of it. Where there is none, nothing happens.
 * What a file system or a disk keeps of overwritten blocks (snapshots, wear levelling) is beyond a program: docs/operations.md.
 */
export function destroySecret(path: string): void {
  const folder = dirname(path);
  if (!existsSync(folder)) return;
  const own = readdirSync(folder).filter((name) => name === basename(path) || isDraftOf(basename(path), name));
  for (const name of own) overwriteAndRemove(join(folder, name));
  if (own.length > 0) syncFolderSync(folder);
}

function isDraftOf(secret: string, name: string): boolean {
  return name.startsWith(`${secret}.`) && name.endsWith(DRAFT);
}

function overwriteAndRemove(path: string): void {
  let file: number;
  try {
    file = openSync(path, 'r+');
  } catch (error) {
    // Another node has just removed it.
    if (isMissing(error)) return;
    throw error;
  }
  try {
    writeSync(file, Buffer.alloc(fstatSync(file).size), 0, undefined, 0);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  rmSync(path, { force: true });
}

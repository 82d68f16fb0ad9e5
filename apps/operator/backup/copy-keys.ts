import { mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { exists, syncFolder } from '#libs/files';
import { copyDurably, filesIn, syncFolders } from '../durable-files.js';
import type { Places } from '../places.js';
import { backupErrors as errors } from './errors.js';

/** Folders beside the ledger's keys: one key for each subject of personal fields, one for each delivered file; erased ones leave their marker. */
const BESIDE = ['subjects', 'files'] as const;
const OWNER_ONLY = 0o600;

/** @throws `backup.keysMissing` before anything is copied, `backup.placeOverlaps` where the keys would lie with what they protect */
export async function assertKeysApart({ keysFile, dataDir }: Places, into: string, backups: string): Promise<void> {
  if (!(await exists(keysFile))) throw errors.error('backup.keysMissing', { path: keysFile });
  for (const other of [backups, dataDir]) {
    if (isWithin(into, other) || isWithin(other, into)) throw errors.error('backup.placeOverlaps', { folder: into, other });
  }
}

/** Copies every key of a ledger, readable by their owner only, into a folder of its own. Returns it. */
export async function copyKeys({ keysFile, logKey }: Places, into: string, name: string): Promise<string> {
  const folder = path.join(into, name);
  const part = `${folder}.part`;
  await rm(part, { recursive: true, force: true });
  await mkdir(part, { recursive: true, mode: 0o700 });
  for (const [from, to] of await keyFiles(keysFile, logKey)) {
    await mkdir(path.dirname(path.join(part, to)), { recursive: true, mode: 0o700 });
    await copyDurably(from, path.join(part, to), OWNER_ONLY);
  }
  await syncFolders(part);
  await rename(part, folder);
  await syncFolder(into);
  return folder;
}

/** Each key's file with its path in the copy, which is laid out as the server expects it. */
async function keyFiles(keysFile: string, logKey: string): Promise<(readonly [from: string, to: string])[]> {
  const found: (readonly [string, string])[] = [[keysFile, path.basename(keysFile)]];
  for (const kind of BESIDE) {
    const folder = `${keysFile}.${kind}`;
    for (const name of await filesIn(folder)) found.push([path.join(folder, name), `${path.basename(keysFile)}.${kind}/${name}`]);
  }
  const stem = path.basename(logKey, '.pem');
  // The next one lies beside it while keys are changed.
  const ofLog = (await filesIn(path.dirname(logKey))).filter(
    (name) => !name.includes('/') && name.startsWith(stem) && name.endsWith('.pem'),
  );
  for (const name of ofLog) found.push([path.join(path.dirname(logKey), name), name]);
  return found;
}

function isWithin(folder: string, other: string): boolean {
  const way = path.relative(path.resolve(other), path.resolve(folder));
  return way === '' || !(way === '..' || way.startsWith(`..${path.sep}`) || path.isAbsolute(way));
}

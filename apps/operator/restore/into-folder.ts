import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { killPoint } from '#libs/event-store';
import { openSqliteEventStore } from '#libs/event-store/sqlite';
import { syncFolder } from '#libs/files';
import { acquireFolderLock } from '#libs/sqlite';
import { LEDGER_FILE } from '../../api/ledger-file.js';
import { leaveAlone } from '../backup/copy-ledger.js';
import { backupErrors as errors } from '../backup/errors.js';
import { usingFinished } from '../backup/verify-backup.js';
import type { Filling } from './filling.js';

/** Where the file lies until it is whole. */
const UNFINISHED = 'restoring.part';
/** What may lie in a folder before its ledger does: what is kept outside the store, and comes from elsewhere. */
const BESIDE_A_LEDGER: ReadonlySet<string> = new Set(['keys', 'evidence', 'proof/signed', 'lock.db', 'lock.db-journal', UNFINISHED]);

/**
 * Fills an empty data folder. The file gets its name when it is whole and compared; until then a server would open a new ledger there, not half an old one.
 * `shown`: the folder's name. @throws `backup.targetNotEmpty`, FolderLockedError, DatabaseError
 */
export async function fillFolder(folder: string, shown: string, { prepare, bring, compare }: Filling): Promise<void> {
  const lock = acquireFolderLock(folder);
  try {
    await assertEmpty(folder, shown);
    await prepare();
    const part = path.join(folder, UNFINISHED);
    await rm(part, { recursive: true, force: true });
    await mkdir(part);
    const file = path.join(part, LEDGER_FILE);
    const store = await openSqliteEventStore({ path: file, synchronous: 'NORMAL' });
    await bring(store).finally(() => store.close());
    await leaveAlone(file);
    await usingFinished(part, compare);
    killPoint('before-restored-file');
    await rename(file, path.join(folder, LEDGER_FILE));
    await rm(part, { recursive: true });
    await syncFolder(folder);
  } finally {
    lock.release();
  }
}

/** @throws `backup.targetNotEmpty` naming the first thing that is there */
async function assertEmpty(folder: string, shown: string): Promise<void> {
  const names = await readdir(folder);
  const below = names.includes('proof') ? (await readdir(path.join(folder, 'proof'))).map((name) => `proof/${name}`) : [];
  const found = [...names.filter((name) => name !== 'proof'), ...below].find((name) => !BESIDE_A_LEDGER.has(name));
  if (found !== undefined) throw errors.error('backup.targetNotEmpty', { target: shown, found });
}

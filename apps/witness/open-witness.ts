import path from 'node:path';
import { acquireFolderLock, FolderLockedError } from '#libs/sqlite';
import type { WitnessedLogs } from '#libs/transparency';
import type { Settings } from './command-line.js';
import { witnessErrors } from './errors.js';
import { LIMITS, type Limits, listen } from './http-server.js';
import { type Identity, openIdentity } from './identity.js';
import { readKnownLogs } from './known-logs.js';
import { type Report, Witness } from './witness.js';

/** A witness at work. */
export interface RunningWitness {
  readonly url: string;
  readonly identity: Identity;
  readonly logs: WitnessedLogs;
  /** Lets requests under way finish, then lets go of its folder. */
  close(): Promise<void>;
}

export interface Surroundings {
  readonly report: Report;
  /** POSIX seconds. */
  readonly now: () => bigint;
  readonly limits?: Limits;
}

/** Opens the folder, which this process then has for itself, checks what lies in it, and listens. @throws `witness.…`, `keys.mode`, `transparency.…` of the list and the key */
export async function openWitness(settings: Settings, { report, now, limits = LIMITS }: Surroundings): Promise<RunningWitness> {
  const { dataDir } = settings;
  const lock = lockOf(dataDir);
  try {
    const heldDir = path.join(dataDir, 'held');
    const identity = await openIdentity(settings, heldDir);
    const logs = await readKnownLogs(settings);
    const witness = new Witness({ identity, logs, dataDir, heldDir, now, report });
    await witness.held();
    const fault = (error: unknown): void =>
      report.warn(`程序出错：${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    const listening = await listen({ witness, verifierKey: identity.verifierKey, logs, fault }, settings, limits);
    return { url: listening.url, identity, logs, close: () => listening.close().finally(() => lock.release()) };
  } catch (error) {
    lock.release();
    throw error;
  }
}

function lockOf(folder: string): { release(): void } {
  try {
    return acquireFolderLock(folder);
  } catch (error) {
    if (error instanceof FolderLockedError) throw witnessErrors.error('witness.folderTaken', { path: folder });
    throw error;
  }
}

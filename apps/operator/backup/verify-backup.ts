import path from 'node:path';
import type { EventStore } from '#libs/event-store';
import { openSqliteEventStore } from '#libs/event-store/sqlite';
import { LEDGER_FILE } from '../../api/ledger-file.js';
import { factsOf, filesIn } from '../durable-files.js';
import { deriveLog } from './derive-log.js';
import { backupErrors as errors } from './errors.js';
import { evidencePaths } from './evidence-files.js';
import { type HeldHead, headsIn, headsToAsk } from './held-heads.js';
import { type LedgerFacts, ledgerFacts } from '../ledger-stream.js';
import { type Manifest, MANIFEST, readManifest } from './manifest.js';
import type { WorkOptions } from './work.js';

/** Folder, within a back-up, of the heads that the node had signed. */
export const SIGNED = 'signed';

export interface VerifyOptions extends WorkOptions {
  /** Heads held outside, which the log must continue. */
  readonly held?: readonly HeldHead[];
}

/** What was found of a back-up that is sound. */
export interface VerifiedBackup {
  readonly manifest: Manifest;
  readonly facts: LedgerFacts;
  /** Largest size at which a signed head confirms the events. */
  readonly confirmed: bigint;
  /** Held heads, the back-up's own among them, that sign more than is in it: the ledger was at a larger size before. */
  readonly beyond: readonly HeldHead[];
}

/**
 * Verifies a finished back-up from its bytes: every file against the manifest, the root derived from the raw events, every signed head in it and every held one against
 * that. Nothing is written into it.
 * @throws `backup.…` naming the first thing that is wrong and its place
 */
export async function verifyBackup(folder: string, options: VerifyOptions = {}): Promise<VerifiedBackup> {
  const manifest = await readManifest(folder);
  await checkFiles(folder, manifest, options);
  return usingFinished(folder, async (store) => {
    const facts = await ledgerFacts(store);
    const held = headsToAsk([...(options.held ?? []), ...(await headsIn(path.join(folder, SIGNED)))], facts);
    const progress = (events: number): void => options.progress?.('deriving', events);
    const { size, root, confirmed, beyond, evidence } = await deriveLog(store, held, { progress, signal: options.signal });
    if (String(size) !== manifest.size) throw errors.error('backup.sizeDiffers', { wanted: manifest.size, actual: String(size) });
    if (root !== manifest.root) throw errors.error('backup.rootDiffers', { size: manifest.size, sound: String(confirmed) });
    assertEvidence(folder, manifest, evidence);
    return { manifest, facts, confirmed, beyond };
  });
}

/** Opens the log of a finished back-up, which stays as it is. */
export async function usingFinished<T>(folder: string, work: (store: EventStore) => Promise<T>): Promise<T> {
  const store = await openSqliteEventStore({ path: path.join(folder, LEDGER_FILE), readonly: 'finished' });
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

/** Holds every file against the manifest. @throws `backup.fileMissing`, `backup.fileSurplus`, `backup.fileChanged` */
export async function checkFiles(folder: string, { files }: Manifest, { progress, signal }: WorkOptions): Promise<void> {
  const there = new Set(await filesIn(folder));
  there.delete(MANIFEST);
  let checked = 0;
  for (const { path: name, bytes, sha256 } of files) {
    signal?.throwIfAborted();
    if (!there.delete(name)) throw errors.error('backup.fileMissing', { folder, path: name });
    const actual = await factsOf(path.join(folder, name));
    if (actual.bytes !== bytes || actual.sha256 !== sha256) {
      const params = { folder, path: name, bytes, sha256, actualBytes: actual.bytes, actualSha256: actual.sha256 };
      throw errors.error('backup.fileChanged', params);
    }
    progress?.('hashing', ++checked);
  }
  const [surplus] = there;
  if (surplus !== undefined) throw errors.error('backup.fileSurplus', { folder, path: surplus });
}

/** @throws `backup.evidenceMissing` */
function assertEvidence(folder: string, { files, lacking }: Manifest, wanted: ReadonlySet<string>): void {
  const there = new Set([...evidencePaths(files.map(({ path: name }) => name)).keys(), ...lacking.map(({ hash }) => hash)]);
  const missing = [...wanted].find((hash) => !there.has(hash));
  if (missing !== undefined) throw errors.error('backup.evidenceMissing', { folder, hash: missing });
}

import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { type EventStore, killPoint } from '#libs/event-store';
import { compareLogs } from '#libs/event-store/copy';
import { DomainError } from '#libs/kernel';
import { acquireFolderLock } from '#libs/sqlite';
import { LEDGER_FILE } from '../../api/ledger-file.js';
import type { LedgerAddress } from '../address.js';
import { differenceInWords } from '../difference-in-words.js';
import { copyDurably, factsOf, filesIn, syncFolders, writeDurably } from '../durable-files.js';
import { reading } from '../open-address.js';
import { copyLedger } from './copy-ledger.js';
import { type DerivedLog, deriveLog } from './derive-log.js';
import { backupErrors as errors } from './errors.js';
import { EVIDENCE, type EarlierFiles, fileEvidence, type FiledFile } from './evidence-files.js';
import { type Head, headsOf } from './heads.js';
import { signedFolder } from './held-heads.js';
import { type LedgerFacts, ledgerFacts, presentOrigin } from '../ledger-stream.js';
import { FORMAT, type Manifest, MANIFEST, readManifest } from './manifest.js';
import { backupsIn, beginPart } from './shelf.js';
import { checkFiles, SIGNED, usingFinished } from './verify-backup.js';
import { copyOptions, type WorkOptions } from './work.js';

export interface BackupRequest extends WorkOptions {
  readonly from: LedgerAddress;
  /** The folder that holds this ledger's back-ups, each in a folder of its own. */
  readonly to: string;
  /** The node's own folder: the largest head that it signed lies there. */
  readonly dataDir: string;
  readonly evidenceDir: string;
  readonly now: () => Date;
}

export interface MadeBackup {
  readonly folder: string;
  readonly manifest: Manifest;
  /** How many files are an earlier back-up's by a second name. */
  readonly linked: number;
}

/** The newest signed head's note as a file, for whoever keeps one elsewhere. */
const NEWEST_HEAD = 'checkpoint';

/**
 * Makes a back-up while the ledger may be served: its log as it stands when the copying begins, the signed heads and the evidence up to there. The log is compared with
 * the source event by event, the root derived from what was written and held against every signed head. It bears its name, and is a back-up, only when all of it is on
 * the disk; what was broken off before is thrown away by the next one, all but its evidence.
 * @throws NoLedgerError, `backup.…`, and whatever the stores and the disk say
 */
export async function makeBackup(request: BackupRequest): Promise<MadeBackup> {
  return reading(request.from, async (source) => {
    await mkdir(request.to, { recursive: true });
    const lock = acquireFolderLock(request.to);
    try {
      return await ontoShelf(request, source);
    } finally {
      lock.release();
    }
  });
}

async function ontoShelf(request: BackupRequest, source: EventStore): Promise<MadeBackup> {
  const { signal, progress, to } = request;
  const earlier = await earlierBackup(to, await ledgerFacts(source));
  const madeAt = request.now();
  const part = await beginPart(to, madeAt, [EVIDENCE]);
  // Before the log: so nothing that was signed is beyond what is copied, unless the ledger was put back.
  const signed = await keepSigned(request.dataDir, part.folder);
  const size = await copyLedger(source, part.folder, request);
  const copied = await readBack(request, source, part.folder, size);
  const evidence = await fileEvidence({
    source: request.evidenceDir,
    part: part.folder,
    wanted: copied.derived.evidence,
    earlier,
    filed: (count) => progress?.('filing', count),
    signal,
  });
  killPoint('after-evidence');
  const files = [...signed, ...evidence.files, await filed(part.folder, LEDGER_FILE)];
  if (copied.newest) {
    await writeDurably(path.join(part.folder, NEWEST_HEAD), copied.newest.note);
    files.push(await filed(part.folder, NEWEST_HEAD));
  }
  await sweep(part.folder, files);
  const manifest = manifestOf(madeAt, copied, evidence.lacking, files);
  await writeDurably(path.join(part.folder, MANIFEST), `${JSON.stringify(manifest, null, 1)}\n`);
  await checkFiles(part.folder, manifest, request);
  await syncFolders(part.folder);
  killPoint('before-finish');
  return { folder: await part.finish(), manifest, linked: evidence.linked };
}

/** What the written log says of itself. */
interface Copied {
  readonly facts: LedgerFacts;
  readonly derived: DerivedLog;
  readonly newest: Head | undefined;
}

/** Reads the written log back from the disk: compares it with the source, which may have grown, and derives its root. @throws `backup.logDiffers`, what deriveLog throws */
async function readBack(request: BackupRequest, source: EventStore, folder: string, size: bigint): Promise<Copied> {
  return usingFinished(folder, async (store) => {
    const { same, difference } = await compareLogs(source, store, copyOptions(request));
    if (difference && !(difference.what === 'missing' && BigInt(same) === size)) {
      throw errors.error('backup.logDiffers', { same, difference: differenceInWords(difference) });
    }
    let newest: Head | undefined;
    for await (const head of headsOf(store)) newest = head;
    const derived = await deriveLog(store, [], {
      progress: (events) => request.progress?.('deriving', events),
      signal: request.signal,
    });
    return { facts: await ledgerFacts(store), derived, newest };
  });
}

/** The newest back-up on the shelf, whose files need no second copy. @throws `backup.otherLedger` */
async function earlierBackup(shelf: string, { ledgerId }: LedgerFacts): Promise<EarlierFiles | undefined> {
  const name = (await backupsIn(shelf)).at(-1);
  if (name === undefined) return undefined;
  const folder = path.join(shelf, name);
  const manifest = await readManifest(folder).catch((error: unknown) => {
    // A damaged neighbour is no reason to make no back-up.
    if (error instanceof DomainError) return undefined;
    throw error;
  });
  if (manifest === undefined) return undefined;
  if (manifest.ledgerId !== ledgerId)
    throw errors.error('backup.otherLedger', { folder: shelf, held: manifest.ledgerId, actual: ledgerId });
  return { folder, files: new Map(manifest.files.map((file) => [file.path, file.sha256])) };
}

/** Copies the largest heads that the node signed, as they are. */
async function keepSigned(dataDir: string, part: string): Promise<FiledFile[]> {
  const folder = signedFolder(dataDir);
  const kept: FiledFile[] = [];
  for (const name of (await filesIn(folder)).filter((one) => one.endsWith('.checkpoint'))) {
    kept.push({ path: `${SIGNED}/${name}`, ...(await copyDurably(path.join(folder, name), path.join(part, SIGNED, name))) });
  }
  return kept;
}

async function filed(folder: string, name: string): Promise<FiledFile> {
  return { path: name, ...(await factsOf(path.join(folder, name))) };
}

/** Throws away what a back-up that was broken off has left and this one does not want. */
async function sweep(folder: string, files: readonly FiledFile[]): Promise<void> {
  const wanted = new Set(files.map(({ path: name }) => name));
  for (const name of await filesIn(folder)) if (!wanted.has(name)) await rm(path.join(folder, name));
}

function manifestOf(madeAt: Date, copied: Copied, lacking: Manifest['lacking'], files: readonly FiledFile[]): Manifest {
  const { facts, derived, newest } = copied;
  const { ledgerId, jurisdiction, sample, keyIds } = facts;
  return {
    format: FORMAT,
    madeAt: madeAt.toISOString(),
    ledgerId,
    jurisdiction,
    sample,
    keyIds,
    origin: presentOrigin(facts),
    size: String(derived.size),
    root: derived.root,
    checkpoint: newest ? { origin: newest.origin, size: String(newest.size), root: newest.root } : null,
    lacking,
    files: [...files].sort((a, b) => (a.path < b.path ? -1 : 1)),
  };
}

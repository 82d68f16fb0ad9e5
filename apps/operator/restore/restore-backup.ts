import path from 'node:path';
import { killPoint } from '#libs/event-store';
import { compareLogs, copyLog } from '#libs/event-store/copy';
import { SignedFiles, signedHead } from '#libs/sealing';
import type { LedgerAddress } from '../address.js';
import { compareHeads, copyHeads } from '../backup/copy-heads.js';
import { backupErrors as errors } from '../backup/errors.js';
import { type HeldHead, headsIn, signedFolder } from '../backup/held-heads.js';
import { SIGNED, usingFinished, type VerifiedBackup, verifyBackup } from '../backup/verify-backup.js';
import { copyOptions, type WorkOptions } from '../backup/work.js';
import { differenceInWords } from '../difference-in-words.js';
import type { Filling } from './filling.js';
import { fillFolder } from './into-folder.js';
import { fillServer } from './into-server.js';
import { type PlacedEvidence, placeEvidence } from './place-evidence.js';

export interface RestoreRequest extends WorkOptions {
  readonly backup: string;
  readonly to: LedgerAddress;
  /** The folder of the node that will serve it; with the embedded store, the target. */
  readonly dataDir: string;
  readonly evidenceDir: string;
  /** Heads held elsewhere. */
  readonly held: readonly HeldHead[];
  /** Looks at what was verified before anything is written; what it throws ends the restore. */
  readonly check?: (verified: VerifiedBackup) => void;
}

export interface Restored extends VerifiedBackup {
  readonly evidence: PlacedEvidence;
}

/**
 * Verifies a back-up and brings it into an empty target: heads, log and evidence; then compares the whole log with the back-up's, event by event.
 *
 * The largest heads that anybody is known to hold are kept in the node's folder before anything else: where they are beyond the log, the node refuses to sign until an
 * epoch is opened.
 * @throws `backup.…`, TargetDiffersError, FolderLockedError, and whatever the stores and the disk say
 */
export async function restoreBackup(request: RestoreRequest): Promise<Restored> {
  const { backup, to, dataDir, evidenceDir, signal, progress } = request;
  const held = [...request.held, ...(await headsIn(signedFolder(dataDir)))];
  const verified = await verifyBackup(backup, { progress, signal, held });
  request.check?.(verified);
  const filling = fillingFrom(request, BigInt(verified.manifest.size));
  if (to.kind === 'sqlite') await fillFolder(to.folder, to.shown, filling);
  else await fillServer(to, filling);
  killPoint('after-restored-log');
  const files = verified.manifest.files.map(({ path: name }) => name);
  const evidence = await placeEvidence({ backup, files, to: evidenceDir, placed: (count) => progress?.('filing', count), signal });
  return { ...verified, evidence };
}

function fillingFrom(request: RestoreRequest, size: bigint): Filling {
  const { backup, to, dataDir, held } = request;
  return {
    prepare: async () => {
      const files = new SignedFiles(signedFolder(dataDir));
      for (const { note } of [...held, ...(await headsIn(path.join(backup, SIGNED)))]) files.keep(signedHead(note));
    },
    // Heads first: whoever serves a log that is only half there finds a head beyond it, and signs nothing.
    bring: (target) =>
      usingFinished(backup, async (source) => {
        await copyHeads(source, target, size, to.shown);
        await copyLog({ ...copyOptions(request), from: source, to: target });
      }),
    compare: (target) =>
      usingFinished(backup, async (source) => {
        const { same, difference } = await compareLogs(source, target, copyOptions(request));
        if (difference) throw errors.error('backup.logDiffers', { same, difference: differenceInWords(difference) });
        await compareHeads(source, target, to.shown);
      }),
  };
}

import { type Checkpoint, openCheckpoint, type LogTree, parseCheckpoint, parseNote, type TrustPolicy } from '#libs/transparency';
import { auditorErrors as errors } from '../errors.js';
import { differenceOf } from '../report/difference.js';
import type { Difference } from '../report/report.js';
import { base64 } from './heads.js';

/** A checkpoint that the auditor kept, and the file that it stands in. */
export interface Held {
  readonly file: string;
  readonly checkpoint: Checkpoint;
}

/**
 * Reads a checkpoint that was kept earlier. Where there is a policy, one of its logs must have signed it; cosignatures were judged when it was kept.
 * @throws what openCheckpoint throws
 */
export function readHeld(file: string, text: Uint8Array, policy: TrustPolicy | undefined): Held {
  const keys = policy?.logs.map(({ verifier }) => verifier);
  return { file, checkpoint: keys ? openCheckpoint(text, keys).checkpoint : parseCheckpoint(parseNote(text).text) };
}

/** A name that the log has had, and how many records the ledger kept of it where it was put back to a back-up. */
export interface Epoch {
  readonly origin: string;
  readonly keptAtEnd?: bigint;
}

/** What the log of a bundle is beside a checkpoint that was kept: its continuation, or what else. `epochs` are those that the log's events tell of. */
export function compareHeld(
  { file, checkpoint: held }: Held,
  tree: LogTree,
  head: Checkpoint,
  epochs: readonly Epoch[],
): Difference | undefined {
  const place = { file };
  const epoch = epochs.find(({ origin }) => origin === held.origin);
  if (!epoch && held.origin !== head.origin) {
    return differenceOf(errors.fault('auditor.heldOrigin', { held: held.origin, bundle: head.origin }), place);
  }
  const kept = epoch?.keptAtEnd;
  if (kept !== undefined && held.size > kept) {
    const sizes = { held: String(held.size), kept: String(kept), lost: String(held.size - kept) };
    return differenceOf(errors.fault('auditor.heldBeyondRestore', sizes), { ...place, index: Number(kept) });
  }
  if (held.size > tree.size) {
    const sizes = { held: String(held.size), bundle: String(tree.size), missing: String(held.size - tree.size) };
    return differenceOf(errors.fault('auditor.heldNewer', sizes), { ...place, index: Number(tree.size) });
  }
  const [expected, found] = [base64(held.root), base64(tree.root(held.size))];
  if (expected === found) return undefined;
  const at = { ...place, from: 0, index: Math.max(0, Number(held.size) - 1) };
  if (held.size === head.size && held.origin === head.origin) {
    const roots = { origin: held.origin, size: String(held.size), one: expected, other: base64(head.root) };
    return differenceOf(errors.fault('auditor.splitView', roots), at, { expected, found: roots.other });
  }
  return differenceOf(errors.fault('auditor.heldDiffers', { size: String(held.size), expected, found }), at, { expected, found });
}

import { CHECKPOINT_PATH, earlierCheckpointPath } from '#libs/audit-bundle';
import {
  type Checkpoint,
  checkPolicy,
  openCheckpoint,
  parseCheckpoint,
  parseNote,
  type PolicyVerdict,
  type TrustPolicy,
} from '#libs/transparency';
import { auditorErrors as errors } from '../errors.js';
import type { Bundle } from '../bundle/bundle.js';
import { differenceOf, isRefusal } from '../report/difference.js';
import type { Difference } from '../report/report.js';

/** A signed head of the bundle, and the file that it stands in. */
export interface Head {
  readonly path: string;
  readonly checkpoint: Checkpoint;
}

export interface HeadsChecked {
  /** The bundle's own head, as read; undefined where it can't be. Whether it may be believed says `verdict`. */
  readonly head?: Checkpoint;
  /** Whose word the head rests on; absent without a trust file and where the policy refuses it. */
  readonly verdict?: PolicyVerdict;
  /** Earlier heads that a trusted log has signed. */
  readonly earlier: readonly Head[];
  /** Earlier heads of a log that the trust file does not name (one of an epoch before a restore). */
  readonly unvouched: number;
  readonly differences: readonly Difference[];
}

/** The bundle's checkpoint against the trust file and the manifest, and the earlier ones against the same logs. Without a policy no signature is judged. */
export async function checkHeads(bundle: Bundle, policy: TrustPolicy | undefined): Promise<HeadsChecked> {
  const differences: Difference[] = [];
  const judged = await ownHead(bundle, policy, differences);
  const earlier: Head[] = [];
  let unvouched = 0;
  for (const { path, holds } of bundle.partsOf('earlierCheckpoint')) {
    try {
      const checkpoint = openedBy(policy, await bundle.text(path));
      if (earlierCheckpointPath(checkpoint.size) !== path) {
        throw errors.error('auditor.headDiffers', { expected: String(holds.size), found: String(checkpoint.size) });
      }
      earlier.push({ path, checkpoint });
    } catch (error) {
      if (!isRefusal(error)) throw error;
      if (isOfAnotherLog(error.code, await bundle.text(path), bundle.manifest.origin)) unvouched++;
      else differences.push(differenceOf(error, { file: path }));
    }
  }
  return { ...judged, earlier, unvouched, differences };
}

async function ownHead(
  bundle: Bundle,
  policy: TrustPolicy | undefined,
  differences: Difference[],
): Promise<Pick<HeadsChecked, 'head' | 'verdict'>> {
  const place = { file: CHECKPOINT_PATH };
  const text = await bundle.text(CHECKPOINT_PATH);
  let head: Checkpoint;
  let verdict: PolicyVerdict | undefined;
  try {
    head = parseCheckpoint(parseNote(text).text);
  } catch (error) {
    if (!isRefusal(error)) throw error;
    differences.push(differenceOf(error, place));
    return {};
  }
  try {
    if (policy) verdict = checkPolicy(policy, text);
  } catch (error) {
    if (!isRefusal(error)) throw error;
    differences.push(differenceOf(error, place));
  }
  const sides = { expected: headText(bundle.manifest), found: headText({ ...head, root: base64(head.root) }) };
  if (sides.expected !== sides.found) differences.push(differenceOf(errors.fault('auditor.headDiffers', sides), place, sides));
  return { head, ...(verdict && { verdict }) };
}

/** A checkpoint that one of the policy's logs has signed; the quorum is asked for the newest head only. */
function openedBy(policy: TrustPolicy | undefined, text: string): Checkpoint {
  if (!policy) return parseCheckpoint(parseNote(text).text);
  const keys = policy.logs.map(({ verifier }) => verifier);
  return openCheckpoint(text, keys).checkpoint;
}

function isOfAnotherLog(code: string, text: string, origin: string): boolean {
  if (code !== 'transparency.noteUnsigned' && code !== 'transparency.logUntrusted') return false;
  return parseCheckpoint(parseNote(text).text).origin !== origin;
}

export const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

const headText = ({ origin, size, root }: { readonly origin: string; readonly size: bigint; readonly root: string }): string =>
  `${origin} ${size} ${root}`;

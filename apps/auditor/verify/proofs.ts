import {
  checkPolicy,
  type Checkpoint,
  parseCheckpoint,
  parseNote,
  parseProofFile,
  type TrustPolicy,
  verifyInclusion,
} from '#libs/transparency';
import { auditorErrors as errors } from '../errors.js';
import type { Bundle } from '../bundle/bundle.js';
import type { BundleLog } from '../bundle/read-log.js';
import { differenceOf, isRefusal } from '../report/difference.js';
import type { Difference } from '../report/report.js';
import { base64 } from './heads.js';

export interface ProofsChecked {
  readonly proofs: number;
  readonly differences: readonly Difference[];
}

/** Every proof file: of an event of the bundle, at its index, in a tree whose checkpoint the policy accepts and which is the bundle's own at that size. */
export async function checkProofs(bundle: Bundle, log: BundleLog, policy: TrustPolicy | undefined): Promise<ProofsChecked> {
  const heads = new Heads(policy);
  const differences: Difference[] = [];
  const parts = bundle.partsOf('proof');
  for (const { path, holds } of parts) {
    try {
      checkProof(await bundle.text(path), holds.eventId, log, heads);
    } catch (error) {
      if (!isRefusal(error)) throw error;
      const place = log.find(holds.eventId);
      differences.push(differenceOf(error, { ...(place ?? {}), eventId: holds.eventId, file: path }));
    }
  }
  return { proofs: parts.length, differences };
}

function checkProof(text: string, eventId: string, log: BundleLog, heads: Heads): void {
  const { index, proof, checkpoint } = parseProofFile(text);
  const found = log.find(eventId);
  if (!found || BigInt(found.index) !== index) {
    throw errors.error('auditor.proofElsewhere', { eventId, index: String(index), found: found ? String(found.index) : null });
  }
  const { size, root } = heads.open(checkpoint);
  const own = size <= log.tree.size ? base64(log.tree.root(size)) : null;
  if (own !== base64(root)) throw errors.error('auditor.proofOtherTree', { size: String(size), expected: own, found: base64(root) });
  verifyInclusion({ leafHash: log.tree.leafHash(index), index, size, root, proof });
}

/** Most proofs of a bundle bear the same checkpoint: it is judged once. */
class Heads {
  readonly #known = new Map<string, Checkpoint>();
  constructor(private readonly policy: TrustPolicy | undefined) {}

  open(text: string): Checkpoint {
    let head = this.#known.get(text);
    if (!head) {
      head = this.policy ? checkPolicy(this.policy, text).checkpoint : parseCheckpoint(parseNote(text).text);
      this.#known.set(text, head);
    }
    return head;
  }
}

import { named } from '#libs/kernel';
import { transparencyErrors } from '../errors.js';
import { HASH_BYTES, type Hash } from '../merkle/hash.js';
import { verifyInclusion } from '../merkle/inclusion.js';
import { MAX_NOTE_BYTES } from '../notes/note.js';
import { checkPolicy, type PolicyVerdict } from '../policy/check.js';
import type { TrustPolicy } from '../policy/policy.js';
import { proofReasons } from '../reasons.js';
import { base64, fromBase64 } from '../text/base64.js';
import { isUint64, parseUint64 } from '../text/decimal.js';
import { hashLines } from '../text/hash-lines.js';
import { plainText, type TextInput } from '../text/text.js';

/** A proof that can be checked without the log (C2SP tlog-proof), as written; nothing of it is verified. Its file ends in `.tlog-proof`. */
export interface ProofFile {
  readonly index: bigint;
  /** The leaf's sibling first. */
  readonly proof: readonly Hash[];
  /** The signed checkpoint, as the log gave it. */
  readonly checkpoint: string;
  /** Whatever the application needs besides. Nobody signs it. */
  readonly extra?: Uint8Array;
}

const HEADER = 'c2sp.org/tlog-proof@v1';
/** A tree of 2^64 leaves has no longer path. */
const MAX_HASHES = 64;
const MAX_BYTES = 2 * MAX_NOTE_BYTES;

/** @throws `transparency.proofFileMalformed`, `transparency.notText`, `transparency.tooLarge` */
export function parseProofFile(input: TextInput): ProofFile {
  const text = plainText(input, MAX_BYTES);
  const split = text.indexOf('\n\n');
  if (split < 0) throw malformed('noEmptyLine');
  const [header, ...lines] = text.slice(0, split).split('\n');
  if (header !== HEADER) throw malformed('badHeader');
  const extra = lines[0]?.startsWith('extra ') ? fromBase64((lines.shift() as string).slice('extra '.length)) : null;
  if (extra === undefined) throw malformed('badExtra');
  const [, digits] = /^index (\d+)$/.exec(lines.shift() ?? '') ?? [];
  const index = digits === undefined ? undefined : parseUint64(digits);
  if (index === undefined) throw malformed('badIndex');
  if (lines.length > MAX_HASHES) throw malformed('tooManyHashes');
  const proof = hashLines(lines);
  if (proof === undefined) throw malformed('badHash');
  return { index, proof, checkpoint: text.slice(split + 2), ...(extra === null ? {} : { extra }) };
}

/** @throws `transparency.proofFileMalformed` for values that would not be read back */
export function formatProofFile({ index, proof, checkpoint, extra }: ProofFile): string {
  if (!isUint64(index)) throw malformed('badIndex');
  if (proof.length > MAX_HASHES) throw malformed('tooManyHashes');
  if (proof.some((hash) => hash.byteLength !== HASH_BYTES)) throw malformed('badHash');
  const head = [HEADER, ...(extra === undefined ? [] : [`extra ${base64(extra)}`]), `index ${index}`, ...proof.map(base64)];
  return `${head.join('\n')}\n\n${checkpoint}`;
}

/**
 * Checks a proof against what the verifier trusts: the checkpoint is signed and witnessed as the policy asks, and the leaf stands in its tree at the index. `leafHash` comes
 * from the record itself, not from the file.
 * @throws what checkPolicy and verifyInclusion throw
 */
export function verifyProofFile({ index, proof, checkpoint }: ProofFile, leafHash: Hash, policy: TrustPolicy): PolicyVerdict {
  const verdict = checkPolicy(policy, checkpoint);
  const { size, root } = verdict.checkpoint;
  verifyInclusion({ leafHash, index, size, root, proof });
  return verdict;
}

function malformed(reason: keyof typeof proofReasons): Error {
  return transparencyErrors.error('transparency.proofFileMalformed', { reason: named(proofReasons, reason) });
}

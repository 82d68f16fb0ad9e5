import { DomainError } from '#libs/kernel';
import { type Checkpoint, type NoteVerifier, openCheckpoint, parseCheckpoint, parseNote } from '#libs/transparency';
import type { Head } from '../expectations.js';
import { Findings } from '../findings.js';
import type { Difference, Place } from '../report.js';

/** A signed checkpoint as it was found somewhere. */
export interface GivenCheckpoint {
  readonly note: string | Uint8Array;
  /** Where it was found, for people: a file, or `checkpoint 12`. */
  readonly where: string;
  readonly place: Place;
  /** It stands in a list in the order of signing: the log never shrinks in it. */
  readonly ordered?: boolean;
}

export interface ReadHeadsOptions {
  /** The log's keys that are trusted. Absent: nobody's signature is looked at, and the heads say only what was written. */
  readonly trusted?: readonly NoteVerifier[];
}

export interface ReadHeads {
  /** The heads that can be held against a log. */
  readonly heads: readonly Head[];
  readonly differences: readonly Difference[];
}

const MOST = 20;

/** Opens checkpoints, and holds them against each other: one signed history has one root at a size, and grows. */
export function readHeads(given: Iterable<GivenCheckpoint>, { trusted }: ReadHeadsOptions = {}): ReadHeads {
  const findings = new Findings(MOST);
  const heads: Head[] = [];
  const known = new Map<string, Checkpoint>();
  const last = new Map<string, bigint>();
  for (const { note, where, place, ordered } of given) {
    const checkpoint = opened(note, trusted, (reason) =>
      findings.add('verification.checkpointInvalid', place, { found: where }, { reason }),
    );
    if (!checkpoint) continue;
    const { origin, size, root } = checkpoint;
    const key = `${origin}\n${size}`;
    const other = known.get(key);
    if (other && Buffer.compare(other.root, root) !== 0) {
      const [expected, found] = [other.root, root].map((hash) => Buffer.from(hash).toString('hex'));
      findings.add('verification.checkpointSplit', place, { expected: String(expected), found: String(found) }, { size: String(size) });
      continue;
    }
    const before = last.get(origin);
    if (ordered && before !== undefined && size < before) {
      findings.add('verification.checkpointShrinks', place, { expected: String(before), found: String(size) });
    }
    if (ordered) last.set(origin, size);
    known.set(key, checkpoint);
    if (!other) heads.push({ origin, size, root });
  }
  return { heads, differences: findings.inOrder() };
}

function opened(
  note: string | Uint8Array,
  trusted: readonly NoteVerifier[] | undefined,
  refuse: (reason: string) => void,
): Checkpoint | undefined {
  try {
    return trusted ? openCheckpoint(note, trusted).checkpoint : parseCheckpoint(parseNote(note).text);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    refuse(error.message);
    return undefined;
  }
}

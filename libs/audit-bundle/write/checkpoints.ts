import { parseCheckpoint, parseNote, type Checkpoint } from '#libs/transparency';
import { writingErrors as errors } from './errors.js';
import type { BundleSources } from './sources.js';
import type { SurveyedYear } from './survey.js';

/** A signed head. */
export interface SignedHead {
  readonly note: string;
  readonly checkpoint: Checkpoint;
}

export const headOf = (note: string): SignedHead => ({ note, checkpoint: parseCheckpoint(parseNote(note).text) });

/** The newest signed checkpoint. @throws `bundle.nothingSigned` */
export async function newestHead(sources: Pick<BundleSources, 'checkpoints'>): Promise<SignedHead> {
  let newest: string | undefined;
  for await (const note of sources.checkpoints()) newest = note;
  if (newest === undefined) throw errors.error('bundle.nothingSigned');
  const head = headOf(newest);
  // An empty log has no ledger to speak of.
  if (head.checkpoint.size === 0n) throw errors.error('bundle.nothingSigned');
  return head;
}

/** A log that is written to slowly is signed after nearly every event: of so many events one checkpoint is enough. */
const ONE_IN = 1_000n;

/**
 * Earlier checkpoints that go along, in order of size: the newest of each thousand events, and the first that covers a finalised edition, for that is the one that was published
 * with it. Where two have one size, the later one. They are passed on as they were signed: whether they fit the log is for the verifier to find.
 */
export async function earlierHeads(
  sources: Pick<BundleSources, 'checkpoints'>,
  newest: Checkpoint,
  years: readonly SurveyedYear[],
): Promise<readonly SignedHead[]> {
  const chosen = new Map<string, SignedHead>();
  const uncovered = new Set(years.flatMap(({ finalised }) => finalised.map(({ event }) => event.index)));
  for await (const note of sources.checkpoints()) {
    const head = headOf(note);
    const { size } = head.checkpoint;
    if (size === 0n || size >= newest.size) continue;
    chosen.set(`thousand ${(size - 1n) / ONE_IN}`, head);
    for (const index of uncovered) {
      if (size <= index) continue;
      chosen.set(`covers ${index}`, head);
      uncovered.delete(index);
    }
  }
  const bySize = new Map([...chosen.values()].map((head) => [head.checkpoint.size, head]));
  return [...bySize.values()].sort((a, b) => (a.checkpoint.size < b.checkpoint.size ? -1 : 1));
}

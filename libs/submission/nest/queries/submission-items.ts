import { setTimeout as pause } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { type ReadDb, ReadModels, VALID_AT } from '#libs/event-sourcing';
import type { SubmissionItemRow } from '../projections/submissions.projection.js';
import type { Applying } from './queries.js';

/** How often the read models are asked for what is new, in milliseconds. */
const LOOK_MS = 100;
/** A stream that has told nothing new for so long ends: a listener asks again by himself, and nobody holds up a node that is to stop. */
const PATIENCE_MS = 10_000;

/** What became of each dossier's part of a submission. */
@Injectable()
export class SubmissionItems {
  constructor(private readonly reads: ReadModels) {}

  of(db: Pick<ReadDb, 'all'>, submission: string, index: number): readonly SubmissionItemRow[] {
    return db.all<SubmissionItemRow>(
      `SELECT * FROM submission_items WHERE submission = ? AND ${VALID_AT} ORDER BY stream`,
      submission,
      index,
      index,
    );
  }

  /** Tells how far a submission is applied, each time that it has come further, until it is through or nobody listens. */
  async follow(submission: string, tell: (applying: Applying) => void, signal: AbortSignal): Promise<void> {
    let told = '';
    for (let quiet = 0; quiet < PATIENCE_MS && !signal.aborted; quiet += LOOK_MS) {
      const { value } = await this.reads.query((db, index) => ({
        items: this.of(db, submission, index),
        open: db.all(`SELECT 1 FROM submissions WHERE submission = ? AND status = 'accepted' AND valid_to IS NULL`, submission).length > 0,
      }));
      const applying = applyingOf(value.items);
      const text = JSON.stringify(applying);
      if (text !== told) [told, quiet] = [text, 0];
      if (quiet === 0) tell(applying);
      if (!value.open) return;
      await pause(LOOK_MS, undefined, { signal }).catch(() => undefined);
    }
  }
}

export function applyingOf(items: readonly SubmissionItemRow[]): Applying {
  const count = (outcome: SubmissionItemRow['outcome']): number => items.filter((item) => item.outcome === outcome).length;
  return { total: items.length, applied: count('applied'), refused: count('refused') };
}

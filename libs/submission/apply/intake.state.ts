import type { Caller } from '#libs/kernel';
import type { ItemKey } from '../stream/submission.commands.js';

/** What became of one item's command: nothing yet, done, or refused. */
export type ItemOutcome = null | 'applied' | { readonly code: string; readonly message: string };

/** One park's year of an accepted submission: the stream that its command goes to. */
export interface TrackedItem extends ItemKey {
  readonly category: 'dossier' | 'park';
  readonly id: string;
  readonly outcome: ItemOutcome;
}

/** An accepted submission that is being applied. */
export interface Track {
  readonly submission: string;
  /** The event of its acceptance: what every command of it answers. */
  readonly cause: string;
  readonly by: Caller;
  readonly items: readonly TrackedItem[];
}

export interface IntakeState {
  /** In the order of acceptance. */
  readonly tracks: readonly Track[];
}

import type { EvaluationState } from './evaluation.state.js';

/** What other contexts may know of an evaluation. */
export interface PublishedEvaluation {
  readonly scheme: { readonly id: string; readonly hash: string };
  /** R44: the facts that the task force verifies are locked. */
  readonly assessmentLocked: boolean;
  /** The attempt at closing that is under way. */
  readonly closing?: { readonly edition: number; readonly attempt: number };
}

/** Undefined where the evaluation was never opened. */
export function publishedEvaluation(state: EvaluationState): PublishedEvaluation | undefined {
  if (state.phase === 'none') return undefined;
  const { scheme, assessmentLocked, edition, attempt } = state;
  return { scheme, assessmentLocked, ...(state.phase === 'closing' ? { closing: { edition, attempt } } : {}) };
}

/** How far collection is: parks declare participation while it is open. The participants are frozen from CollectionClosing on. */
export function collectionProgress(state: EvaluationState): 'notOpen' | 'open' | 'closed' {
  if (state.phase === 'none') return 'notOpen';
  return state.phase === 'collecting' && state.published.length === 0 ? 'open' : 'closed';
}

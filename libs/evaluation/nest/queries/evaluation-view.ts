import { maySeeUnpublished } from '#libs/access';
import type { EvaluationState } from '#libs/evaluation';
import type { Caller } from '#libs/kernel';

/** Whether the proposed result is under notice just as it stands: from then on everybody may read it. */
export function isUnderNotice({ proposed, notice }: Pick<EvaluationState, 'proposed' | 'notice'>): boolean {
  return proposed !== null && notice?.edition === proposed.edition && notice.outcomeHash === proposed.outcomeHash;
}

/**
 * An evaluation as a caller may see it. Until a result is under notice, what tells of it (proposal, ties and their rulings, number of A, failed runs) is for the
 * task force and auditors; a park reads of blockers, objections and site checks its own only, for the list of checks tells who is provisionally A or C.
 */
export function evaluationFor(caller: Caller, state: EvaluationState): EvaluationState {
  if (maySeeUnpublished(caller)) return state;
  const shown = isUnderNotice(state) || state.phase === 'finalised';
  const hidden = { proposed: null, requested: null, failed: null, rulings: [], tierCount: null, approval: null };
  const visible: EvaluationState = shown ? state : { ...state, ...hidden };
  if (caller.role !== 'park') return visible;
  const own = <T extends { readonly park: string }>(list: readonly T[]): readonly T[] => list.filter(({ park }) => park === caller.park);
  const { blockers, objections, siteChecks } = visible;
  return { ...visible, blockers: own(blockers), objections: own(objections), siteChecks: own(siteChecks) };
}

import { blockersOf } from '../blockers.js';
import type { CloseDossier, OpenDossier, ReleaseDossier, ReopenDossier } from '../commands.js';
import { dossierErrors } from '../errors.js';
import type { DossierEvent } from '../events.js';
import { demandTaskForce, opening, type Situation } from '../situation.js';

export function open(_command: OpenDossier, situation: Situation): DossierEvent[] {
  demandTaskForce(situation);
  if (situation.state.opened) throw dossierErrors.error('dossier.alreadyOpen', { park: situation.park, year: situation.year });
  return opening(situation);
}

/**
 * Closes for one attempt of one evaluation, or names everything that is in the way (`dossier.incomplete`), judged by the scheme of the evaluation that closes (for a
 * base it may be another than the dossier's own). The attempt must be the one that the evaluation is in, and not one that was released: a late command comes to
 * nothing. Held already by the same attempt: nothing to do.
 */
export function close(command: CloseDossier, situation: Situation): DossierEvent[] {
  demandProcess(situation);
  const { evaluation, edition, attempt, use } = command;
  const { state, knowledge, park, year } = situation;
  const { closing } = knowledge;
  const isOver = state.over.some((gone) => gone.evaluation === evaluation && !isAfter(command, gone));
  if (closing?.evaluation !== evaluation || closing.edition !== edition || closing.attempt !== attempt || isOver) {
    throw dossierErrors.error('dossier.attemptOver', { evaluation, edition, attempt });
  }
  const held = state.holds.find((hold) => hold.evaluation === evaluation);
  if (held?.edition === edition && held.attempt === attempt && held.use === use) return [];
  const blockers = blockersOf(state, use, closing.scheme, knowledge.clashes);
  if (blockers.length > 0) throw dossierErrors.error('dossier.incomplete', { park, year, count: blockers.length }, { faults: blockers });
  return [...opening(situation), { type: 'DossierClosed', data: { evaluation, edition, attempt, use } }];
}

/** Gives back one attempt's hold; other evaluations keep theirs. */
export function release(command: ReleaseDossier, situation: Situation): DossierEvent[] {
  demandProcess(situation);
  const { evaluation, edition, attempt, reason } = command;
  const held = situation.state.holds.find((hold) => hold.evaluation === evaluation);
  if (!held || held.edition !== edition || held.attempt !== attempt) throw dossierErrors.error('dossier.notClosed', { evaluation });
  return [{ type: 'DossierReopened', data: { evaluation, edition, attempt, reason, released: [evaluation] } }];
}

/** Releases every hold (DESIGN §5 «Closing»): each other evaluation keeps its edition and is told. */
export function reopen(command: ReopenDossier, situation: Situation): DossierEvent[] {
  demandProcess(situation);
  const { evaluation, edition, reason, document } = command;
  const released = situation.state.holds.map((hold) => hold.evaluation).sort((a, b) => a - b);
  if (released.length === 0) throw dossierErrors.error('dossier.notClosed', { evaluation });
  return [{ type: 'DossierReopened', data: { evaluation, edition, reason, ...(document ? { document } : {}), released } }];
}

function isAfter(a: { edition: number; attempt: number }, b: { edition: number; attempt: number }): boolean {
  return a.edition > b.edition || (a.edition === b.edition && a.attempt > b.attempt);
}

function demandProcess({ context }: Situation): void {
  if (context.caller.role !== 'process') throw dossierErrors.error('dossier.processOnly');
}

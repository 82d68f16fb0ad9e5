import { documentFault } from '#libs/evidence';
import type { Department } from '#libs/kernel';
import type { DeclareDossier, ReviewDossier } from '../commands.js';
import { dossierErrors } from '../errors.js';
import type { DossierEvent } from '../events.js';
import { refuseFor } from '../refuse.js';
import { explanationFaults } from '../blockers.js';
import { claimsOnRoad } from '../road.js';
import { demandDepartment, demandNotHeld, demandReason, schemeOf, type Situation } from '../situation.js';

/** The park signs what it claims. It signs again after a review returned it, or after it submitted something new. */
export function declare({ commitment }: DeclareDossier, situation: Situation): DossierEvent[] {
  const { state } = demandOpen(situation);
  const scheme = schemeOf(situation);
  demandDepartment(situation, scheme.road.declaration.who as Department, '申报');
  demandNotHeld(situation);
  if (state.declaration && claimsOnRoad(state, scheme).every((fact) => fact.declared)) throw dossierErrors.error('dossier.alreadyDeclared');
  if (scheme.demands?.commitment && !commitment) throw dossierErrors.error('dossier.commitmentMissing', {}, { where: 'commitment' });
  refuseFor(explanationFaults(state, scheme));
  const fault = commitment && documentFault(commitment, situation.knowledge.evidence, 'commitment');
  refuseFor(fault ? [fault] : []);
  return [{ type: 'DossierDeclared', data: { signedBy: situation.context.caller.account, ...(commitment ? { commitment } : {}) } }];
}

/** 属地初审: passed covers what was declared; returned sends the park back to correct and declare again. */
export function review({ opinion, text }: ReviewDossier, situation: Situation): DossierEvent[] {
  const { declaration, review: before } = demandOpen(situation).state;
  demandDepartment(situation, schemeOf(situation).road.countyReview.who as Department, '初审');
  demandNotHeld(situation);
  const pending = declaration !== undefined && (before === undefined || before.revision < declaration.revision);
  if (!pending) throw dossierErrors.error('dossier.nothingDeclared');
  demandReason(text, 'text');
  return [{ type: 'CountyReviewed', data: { opinion, text } }];
}

function demandOpen(situation: Situation): Situation {
  if (!situation.state.opened) throw dossierErrors.error('dossier.notOpen', { park: situation.park, year: situation.year });
  return situation;
}

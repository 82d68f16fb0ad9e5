import type { Decider } from '#libs/event-sourcing';
import type { DossierCommandInput } from './commands.js';
import { close, open, release, reopen } from './decide/closing.js';
import { decideCorrection, explainChange, requestCorrection } from './decide/corrections.js';
import { declare, review } from './decide/declaration.js';
import { correct, deliver, submit, withdraw } from './decide/delivery.js';
import { freezeRoster, returnFact, verify, verifyAll } from './decide/verification.js';
import { revokeWaiver, waive } from './decide/waiving.js';
import { evolveDossier, noDossier } from './dossier.state.js';
import type { DossierState } from './dossier.types.js';
import type { DossierEvent } from './events.js';
import { type DossierKnowledge, type Situation, situationOf } from './situation.js';

/** Decides on one park's year: every fact with its versions, the road of the claims, and which evaluations hold the dossier closed. */
export const dossierDecider: Decider<DossierState, DossierCommandInput, DossierEvent, DossierKnowledge> = {
  category: 'dossier',
  initial: noDossier,
  evolve: evolveDossier,
  decide: (command, state, context, knowledge) => decide(command, situationOf(state, context, knowledge)),
};

function decide(command: DossierCommandInput, situation: Situation): readonly DossierEvent[] {
  switch (command.type) {
    case 'OpenDossier':
      return open(command, situation);
    case 'SubmitFact':
      return submit(command, situation);
    case 'CorrectFact':
      return correct(command, situation);
    case 'DeliverFacts':
      return deliver(command, situation);
    case 'ExplainChange':
      return explainChange(command, situation);
    case 'RequestCorrection':
      return requestCorrection(command, situation);
    case 'DecideCorrection':
      return decideCorrection(command, situation);
    case 'WithdrawFact':
      return withdraw(command, situation);
    case 'VerifyFact':
      return verify(command, situation);
    case 'VerifyFacts':
      return verifyAll(command, situation);
    case 'ReturnFact':
      return returnFact(command, situation);
    case 'WaiveFact':
      return waive(command, situation);
    case 'RevokeWaiver':
      return revokeWaiver(command, situation);
    case 'FreezeRoster':
      return freezeRoster(command, situation);
    case 'DeclareDossier':
      return declare(command, situation);
    case 'ReviewDossier':
      return review(command, situation);
    case 'CloseDossier':
      return close(command, situation);
    case 'ReleaseDossier':
      return release(command, situation);
    case 'ReopenDossier':
      return reopen(command, situation);
    default:
      return command satisfies never;
  }
}

import type { Decider, DecisionContext } from '#libs/event-sourcing';
import { registryErrors } from '../errors.js';
import { needed } from '../guards.js';
import { decideAccident } from './accidents.decide.js';
import { decideFalseEvidence } from './false-evidence.decide.js';
import { decideNested } from './nested.decide.js';
import type { ParkCommandInput } from './park.commands.js';
import type { ParkEvent } from './park.events.js';
import type { ParkExtra } from './park.extra.js';
import { evolvePark, noPark, type Park, type ParkState } from './park.state.js';
import { decideRecognition } from './recognition.decide.js';
import { amendPark, registerPark } from './registration.decide.js';
import { decideSuccession } from './succession.decide.js';
import { decideTransition } from './transition.decide.js';

/** Decides on a park: registration, succession, recognition, transition and participation, nested parks, accidents, false evidence. */
export const parkDecider: Decider<ParkState, ParkCommandInput, ParkEvent, ParkExtra> = {
  category: 'park',
  initial: noPark,
  evolve: evolvePark,
  decide(command, state, context, extra) {
    if (command.type === 'RegisterPark') return registerPark(command, state, context, needed(extra.zone, 'the zone'));
    const park = existing(state, context);
    switch (command.type) {
      case 'AmendPark':
        return amendPark(command, active(park), context);
      case 'MergePark':
      case 'SplitPark':
        return decideSuccession(command, active(park), context, extra);
      case 'AcknowledgeMerger':
      case 'AcknowledgeSplit':
        return decideSuccession(command, park, context, extra);
      case 'ApplyForRecognition':
      case 'RecognisePark':
      case 'RefuseRecognition':
        return decideRecognition(command, active(park), context, extra);
      case 'WithdrawRecognition':
        return decideRecognition(command, park, context, extra);
      case 'GrantTransition':
      case 'DeclareParticipation':
        return decideTransition(command, active(park), context, extra);
      case 'ReportNestedPark':
      case 'ConfirmNestedPark':
      case 'DismissNestedPark':
      case 'ClearNestedPark':
        return decideNested(command, park, context);
      case 'RecordAccident':
      case 'GradeAccident':
      case 'StrikeAccident':
      case 'StateAccidents':
      case 'DeliverStatement':
        return decideAccident(command, park, context);
      case 'ProveFalseEvidence':
      case 'RevokeFalseEvidence':
        return decideFalseEvidence(command, park, context);
      default:
        return command satisfies never;
    }
  },
};

function existing(state: ParkState, context: DecisionContext): Park {
  if (state.status === 'none') throw registryErrors.error('registry.parkUnknown', { park: context.id });
  return state;
}

/** A park that was merged or split takes nothing new; what bars it, or withdraws its recognition, still can be recorded for its past years. */
function active(park: Park): Park {
  if (park.ended) {
    const { on, successors } = park.ended;
    throw registryErrors.error('registry.parkEnded', { park: park.code, on, successors: successors.join('、') });
  }
  return park;
}

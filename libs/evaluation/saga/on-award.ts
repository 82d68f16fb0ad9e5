import type { Recorded } from '#libs/event-sourcing';
import type { AwardEvent } from '../award/award.events.js';
import { parseAwardId } from '../payload.js';
import type { AwardTrack, SagaState } from './saga.state.js';
import { changeTrack } from './tracks.js';

/** Keeps what the next edition must compare with. */
export function onAward(state: SagaState, id: string, event: Recorded<AwardEvent>): SagaState {
  const { park, year } = parseAwardId(id);
  return changeTrack(state, year, (track) => {
    const known = track.awards.find((award) => award.park === park) ?? { park, amount: '0', held: null, proposal: null };
    const next = evolve(known, event);
    return next === known ? track : { ...track, awards: [...track.awards.filter((award) => award.park !== park), next] };
  });
}

function evolve(award: AwardTrack, event: Recorded<AwardEvent>): AwardTrack {
  switch (event.type) {
    case 'AwardGranted':
      return { ...award, amount: event.data.amount, held: null };
    case 'AwardHeld':
      return { ...award, amount: event.data.amount, held: event.data.reason };
    case 'AwardVoided':
      return { ...award, amount: '0', held: null };
    case 'AwardAdjustmentProposed':
      return { ...award, amount: event.data.from, held: null, proposal: { edition: event.data.edition, to: event.data.to } };
    case 'AwardAdjustmentLapsed':
      return { ...award, proposal: null };
    case 'AwardAdjusted':
      return event.data.decision === 'approved' && award.proposal
        ? { ...award, amount: award.proposal.to, proposal: null }
        : { ...award, proposal: null };
    case 'AwardPaid':
    case 'AwardRecovered':
    case 'AwardUseReported':
      return award;
    default: {
      const unknown: never = event;
      throw new TypeError(`not an event of an award: ${(unknown as AwardEvent).type}`);
    }
  }
}

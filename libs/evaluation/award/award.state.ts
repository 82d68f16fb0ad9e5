import type { Recorded } from '#libs/event-sourcing';
import { inWords, type InWords, sumDecimals } from '#libs/kernel';
import type { AwardEvent } from './award.events.js';

export interface Proposal {
  readonly edition: number;
  readonly kind: 'supplement' | 'recover';
  readonly from: string;
  readonly to: string;
  readonly difference: string;
}

/** One park's award of one year, 万元. */
export interface AwardState {
  readonly exists: boolean;
  /** Newest edition that the award was settled against. */
  readonly edition: number;
  /** What is due: granted, as changed by approved adjustments. */
  readonly amount: string;
  /** An amount that waits for the grading of an accident. */
  readonly held: { readonly amount: string; readonly reason: string } | null;
  readonly proposal: Proposal | null;
  /** Paid less recovered, in total paid and recovered. */
  readonly paid: string;
  readonly recovered: string;
  readonly used: string;
  readonly team: string;
}

export const initialAward: AwardState = {
  exists: false,
  edition: 0,
  amount: '0',
  held: null,
  proposal: null,
  paid: '0',
  recovered: '0',
  used: '0',
  team: '0',
};

/** The use that R41 bounds. */
export const TEAM_USE = 'team';
export const OTHER_USE = 'other';
/** A use as people read it: the scheme's own uses are in words already. */
export const useInWords = (use: string): InWords =>
  inWords(use, use === TEAM_USE ? `奖励运营团队（${TEAM_USE}）` : use === OTHER_USE ? `其他（${OTHER_USE}）` : use);

export function evolveAward(state: AwardState, event: Recorded<AwardEvent>): AwardState {
  switch (event.type) {
    case 'AwardGranted':
      return { ...state, exists: true, edition: event.data.edition, amount: event.data.amount, held: null };
    case 'AwardHeld': {
      const { edition, amount, reason } = event.data;
      return { ...state, exists: true, edition, held: { amount, reason } };
    }
    case 'AwardVoided':
      return { ...state, edition: event.data.edition, held: null };
    case 'AwardAdjustmentProposed': {
      const { edition, kind, from, to, difference } = event.data;
      return { ...state, exists: true, edition, held: null, proposal: { edition, kind, from, to, difference } };
    }
    case 'AwardAdjustmentLapsed':
      return { ...state, edition: event.data.by, proposal: null };
    case 'AwardAdjusted':
      return event.data.decision === 'approved' && state.proposal
        ? { ...state, amount: state.proposal.to, proposal: null }
        : { ...state, proposal: null };
    case 'AwardPaid':
      return { ...state, paid: sumDecimals([state.paid, event.data.amount]) };
    case 'AwardRecovered':
      return { ...state, recovered: sumDecimals([state.recovered, event.data.amount]) };
    case 'AwardUseReported': {
      const team = event.data.uses.filter(({ use }) => use === TEAM_USE).map(({ amount }) => amount);
      return {
        ...state,
        used: sumDecimals([state.used, ...event.data.uses.map(({ amount }) => amount)]),
        team: sumDecimals([state.team, ...team]),
      };
    }
    default: {
      const unknown: never = event;
      throw new TypeError(`not an event of an award: ${(unknown as AwardEvent).type}`);
    }
  }
}

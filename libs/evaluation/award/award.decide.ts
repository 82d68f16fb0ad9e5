import type { Decider, DecisionContext } from '#libs/event-sourcing';
import {
  compareDecimals,
  dayInChina,
  type Fault,
  fraction,
  inWords,
  isDecimalText,
  isIsoDate,
  named,
  roleNames,
  subtractDecimals,
  sumDecimals,
  valueErrors,
  wordsOf,
} from '#libs/kernel';
import { evaluationErrors as errors } from '../errors.js';
import { allow, needed, ownParkOrTaskForce, refuseAll } from '../evaluation/guards.js';
import { type DocumentRef, parseAwardId } from '../payload.js';
import { type AwardEvent, heldInWords } from './award.events.js';
import { type AwardState, evolveAward, initialAward, OTHER_USE, TEAM_USE, useInWords } from './award.state.js';
import { type SettleAward, settleAward } from './settle.js';

/** Decides a proposed 补发 or 追回, one by one (R42). Task force. */
export interface DecideAdjustment {
  readonly type: 'DecideAdjustment';
  readonly edition: number;
  readonly decision: 'approved' | 'rejected';
  readonly ground: string;
  readonly document: DocumentRef;
}

export interface PayAward {
  readonly type: 'PayAward' | 'RecoverAward';
  readonly amount: string;
  readonly on: string;
  readonly document: DocumentRef;
}

/** How an award was used: `team` (bounded), `other` (with a reason), or one of the scheme's uses. The park itself, or the task force. */
export interface ReportUse {
  readonly type: 'ReportUse';
  readonly park: string;
  readonly uses: readonly { readonly use: string; readonly amount: string; readonly reason?: string; readonly document?: DocumentRef }[];
}

export type AwardCommand = SettleAward | DecideAdjustment | PayAward | ReportUse;

/** What of the scheme and of the finalised run a decision needs. */
export interface AwardExtra {
  readonly rules?: { readonly teamShareMax: string; readonly uses: readonly string[] };
  /** What the finalised run of the named edition says of the park; undefined where that edition is not finalised with that run. */
  readonly settled?: { readonly amount: string; readonly rank: number | null; readonly held: string | null };
}

type Events = readonly AwardEvent[];

export function decideAward(command: AwardCommand, state: AwardState, context: DecisionContext, extra: AwardExtra): Events {
  const { park, year } = parseAwardId(context.id);
  if (command.type !== 'SettleAward' && !state.exists) throw errors.error('award.unknown', { park, year });
  switch (command.type) {
    case 'SettleAward':
      allow(context, '授予奖励', 'process');
      return settleAward(command, state, extra.settled, park);
    case 'DecideAdjustment':
      return decideAdjustment(command, state, context);
    case 'PayAward':
      return pay(command, state, context);
    case 'RecoverAward':
      return recover(command, state, context);
    case 'ReportUse':
      return reportUse(command, state, context, extra);
  }
}

function decideAdjustment(command: DecideAdjustment, state: AwardState, context: DecisionContext): Events {
  allow(context, '决定补发或追回', 'taskForce');
  if (state.proposal?.edition !== command.edition) throw errors.error('award.noProposal');
  if (command.ground.trim() === '') throw errors.error('award.groundMissing', {}, { where: 'ground' });
  const { edition, decision, ground, document } = command;
  return [{ type: 'AwardAdjusted', data: { edition, decision, ground, document } }];
}

function demandPayment(command: PayAward, context: DecisionContext): void {
  if (!isDecimalText(command.amount))
    throw valueErrors.error('decimal.malformed', { field: inWords('amount', '金额'), value: command.amount });
  if (compareDecimals(command.amount, '0') <= 0) throw errors.error('award.notPositive', { amount: command.amount }, { where: 'amount' });
  if (!isIsoDate(command.on)) throw errors.error('evaluation.invalidDay', { day: command.on }, { where: 'on' });
  const today = dayInChina(context.at);
  if (command.on > today) throw errors.error('evaluation.futureDate', { day: command.on, today }, { where: 'on' });
}

function pay(command: PayAward, state: AwardState, context: DecisionContext): Events {
  allow(context, '拨付奖励', 'taskForce');
  demandPayment(command, context);
  if (state.held) throw errors.error('award.held', { reason: heldInWords(state.held.reason) });
  if (state.proposal?.kind === 'recover') throw errors.error('award.proposalPending', { edition: state.proposal.edition });
  const total = sumDecimals([subtractDecimals(state.paid, state.recovered), command.amount]);
  if (compareDecimals(total, state.amount) > 0) throw errors.error('award.overpaid', { total, amount: state.amount }, { where: 'amount' });
  return [{ type: 'AwardPaid', data: { amount: command.amount, on: command.on, document: command.document } }];
}

function recover(command: PayAward, state: AwardState, context: DecisionContext): Events {
  allow(context, '收回奖励', 'taskForce');
  demandPayment(command, context);
  const due = subtractDecimals(subtractDecimals(state.paid, state.recovered), state.amount);
  if (compareDecimals(command.amount, due) > 0) {
    const total = sumDecimals([state.recovered, command.amount]);
    throw errors.error('award.overRecovered', { total, due: compareDecimals(due, '0') > 0 ? due : '0' }, { where: 'amount' });
  }
  return [{ type: 'AwardRecovered', data: { amount: command.amount, on: command.on, document: command.document } }];
}

function reportUse(command: ReportUse, state: AwardState, context: DecisionContext, extra: AwardExtra): Events {
  const { caller } = context;
  const own = caller.role === 'park' && context.id.startsWith(`${caller.park}_`) && caller.park === command.park;
  if (!own && caller.role !== 'taskForce') {
    throw errors.error('evaluation.notYours', { role: named(roleNames, caller.role), action: '报告奖励使用', allowed: ownParkOrTaskForce });
  }
  const rules = needed(extra.rules, "the scheme's award rules");
  refuseAll(command.uses.flatMap((use, i) => useFaults(use, `uses[${i}]`, rules.uses)));
  const total = sumDecimals([state.used, ...command.uses.map(({ amount }) => amount)]);
  const paid = subtractDecimals(state.paid, state.recovered);
  if (compareDecimals(total, paid) > 0) throw errors.error('award.useOverPaid', { total, paid });
  const team = sumDecimals([state.team, ...command.uses.filter(({ use }) => use === TEAM_USE).map(({ amount }) => amount)]);
  if (fraction(team).compare(fraction(state.amount).mul(fraction(rules.teamShareMax))) > 0) {
    const most = fraction(state.amount).mul(fraction(rules.teamShareMax)).toString();
    throw errors.error('award.teamShare', { total: team, share: rules.teamShareMax, most });
  }
  const warnings = command.uses
    .filter(({ use }) => use === OTHER_USE)
    .map(({ reason }) => errors.fault('award.otherUse', { reason: reason ?? '' }))
    .map(({ code, message }) => ({ code, message }));
  const uses = command.uses.map(({ use, amount, reason, document }) => ({
    use,
    amount,
    ...(reason === undefined ? {} : { reason }),
    ...(document === undefined ? {} : { document }),
  }));
  return [{ type: 'AwardUseReported', data: { uses, warnings } }];
}

function useFaults(use: ReportUse['uses'][number], where: string, allowed: readonly string[]): Fault[] {
  const faults: Fault[] = [];
  const known = [TEAM_USE, OTHER_USE, ...allowed];
  if (!known.includes(use.use))
    faults.push(errors.fault('award.useUnknown', { use: use.use, allowed: wordsOf(known.map(useInWords)) }, `${where}.use`));
  if (use.use === OTHER_USE && !use.reason?.trim()) faults.push(errors.fault('award.useReason', {}, `${where}.reason`));
  if (!isDecimalText(use.amount) || compareDecimals(use.amount, '0') <= 0) {
    faults.push(errors.fault('award.notPositive', { amount: use.amount }, `${where}.amount`));
  }
  return faults;
}

/** One park's award of one year: `award-{park}_{year}`. */
export const awardDecider: Decider<AwardState, AwardCommand, AwardEvent, AwardExtra> = {
  category: 'award',
  initial: initialAward,
  evolve: evolveAward,
  decide: decideAward,
};

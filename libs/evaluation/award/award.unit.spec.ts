import { givenFor } from '#libs/event-sourcing/testing';
import type { Caller } from '#libs/kernel';
import { awardDecider } from './award.decide.js';
import { type AwardEvent, awardEvents } from './award.events.js';

const document = { hash: 'ab'.repeat(32), title: '文件' };
const process: Caller = { account: 'process:scoring', role: 'process' };
const park: Caller = { account: 'p', role: 'park', department: 'park', park: 'p1' };
const given = givenFor(awardDecider, awardEvents, 'p1_2023');
const granted: AwardEvent = { type: 'AwardGranted', data: { edition: 1, run: 3, rank: 1, amount: '100' } };
const paid = (amount: string): AwardEvent => ({ type: 'AwardPaid', data: { amount, on: '2024-12-01', document } });
const settle = (edition: number, amount: string, held: string | null = null) =>
  ({ type: 'SettleAward', edition, run: 3, rank: 1, amount, held }) as const;
const settled = (amount: string, held: string | null = null) => ({ caller: process, extra: { settled: { amount, rank: 1, held } } });
const adjusted = (decision: 'approved' | 'rejected'): AwardEvent => ({
  type: 'AwardAdjusted',
  data: { edition: 2, decision, ground: '更正', document },
});
const proposal: AwardEvent = {
  type: 'AwardAdjustmentProposed',
  data: { edition: 2, run: 3, kind: 'recover', from: '100', to: '80', difference: '20' },
};

describe('settling an award with an edition', () => {
  it('grants in edition 1, holds for an ungraded accident, grants when it is released', () => {
    given().when(settle(1, '100'), settled('100')).then(granted);
    const held: AwardEvent = { type: 'AwardHeld', data: { edition: 1, run: 3, rank: 1, amount: '100', reason: 'ungradedAccident' } };
    given()
      .when(settle(1, '100', 'ungradedAccident'), settled('100', 'ungradedAccident'))
      .then(held);
    given(held)
      .when(settle(2, '100'), settled('100'))
      .then({ type: 'AwardGranted', data: { edition: 2, run: 3, rank: 1, amount: '100' } });
    given(held)
      .when(settle(2, '0'), settled('0'))
      .then({ type: 'AwardVoided', data: { edition: 2, amount: '100' } });
  });

  it('only proposes what a later edition changes, in decimals', () => {
    given(granted).when(settle(2, '80'), settled('80')).then(proposal);
    given()
      .when(settle(2, '50'), settled('50'))
      .then({ type: 'AwardAdjustmentProposed', data: { edition: 2, run: 3, kind: 'supplement', from: '0', to: '50', difference: '50' } });
    given(granted).when(settle(2, '100'), settled('100')).then();
  });

  it('lets an undecided proposal lapse when the next edition is settled', () => {
    given(granted, proposal)
      .when(settle(3, '100'), settled('100'))
      .then({ type: 'AwardAdjustmentLapsed', data: { edition: 2, by: 3 } });
  });

  it('refuses what the finalised run does not say, whoever asks', () => {
    given().when(settle(1, '100'), settled('80')).refusedWith('award.notOfRun');
    given().when(settle(1, '100'), { caller: process, extra: {} }).refusedWith('award.notOfRun');
    given()
      .when(settle(1, '100'), { extra: { settled: { amount: '100', rank: 1, held: null } } })
      .refusedWith('evaluation.notYours');
  });
});

describe('decisions, payments, use', () => {
  it('changes what is due only by decision, with ground and document', () => {
    const decide = { type: 'DecideAdjustment', edition: 2, decision: 'approved', ground: '更正', document } as const;
    given(granted, proposal).when(decide).then(adjusted('approved'));
    given(granted, proposal)
      .when({ ...decide, ground: ' ' })
      .refusedWith('award.groundMissing');
    given(granted).when(decide).refusedWith('award.noProposal');
    expect(given(granted, proposal, adjusted('rejected')).state.amount).toBe('100');
  });

  it('pays at most what is due, and takes back at most what was paid too much', () => {
    const pay = { type: 'PayAward', amount: '100', on: '2024-12-01', document } as const;
    given(granted).when(pay).then(paid('100'));
    given(granted)
      .when({ ...pay, amount: '100.01' })
      .refusedWith('award.overpaid');
    given(granted, proposal).when(pay).refusedWith('award.proposalPending');
    given(granted, paid('100'), proposal, adjusted('approved'))
      .when({ ...pay, type: 'RecoverAward', amount: '20' })
      .then({ type: 'AwardRecovered', data: { amount: '20', on: '2024-12-01', document } });
    given(granted, paid('100'), proposal, adjusted('approved'))
      .when({ ...pay, type: 'RecoverAward', amount: '20.01' })
      .refusedWith('award.overRecovered');
    given().when(pay).refusedWith('award.unknown');
    given(granted)
      .when({ ...pay, on: '2999-01-01' })
      .refusedWith('evaluation.futureDate');
  });

  it('bounds the team at 20 %, and warns of other uses that give a reason (R41)', () => {
    const options = { caller: park, extra: { rules: { teamShareMax: '0.2', uses: ['房租减免'] } } };
    const use = (...uses: object[]) => ({ type: 'ReportUse', park: 'p1', uses }) as never;
    const scene = given(granted, paid('100'));
    expect(scene.when(use({ use: 'team', amount: '20' }), options).events).toHaveLength(1);
    scene.when(use({ use: 'team', amount: '20.01' }), options).refusedWith('award.teamShare');
    scene.when(use({ use: 'other', amount: '1' }), options).refusedWith('award.useReason');
    scene.when(use({ use: '买车', amount: '1' }), options).refusedWith('award.useUnknown');
    scene.when(use({ use: '房租减免', amount: '100.5' }), options).refusedWith('award.useOverPaid');
    const [event] = scene.when(use({ use: 'other', amount: '1', reason: '绿化' }), options).events;
    expect(event?.data).toMatchObject({ warnings: [{ code: 'award.otherUse' }] });
    scene.when(use({ use: 'team', amount: '1' }), { ...options, caller: { ...park, park: 'p2' } }).refusedWith('evaluation.notYours');
  });
});

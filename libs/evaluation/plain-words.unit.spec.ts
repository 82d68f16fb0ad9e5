import { givenFor } from '#libs/event-sourcing/testing';
import { type Caller, departmentNames, roles } from '#libs/kernel';
import { bareCodes } from '#libs/kernel/testing';
import { type BarReason, barTexts } from '#libs/scoring';
import { awardDecider } from './award/award.decide.js';
import { awardEvents } from './award/award.events.js';
import { evaluationErrors } from './errors.js';
import type { EvaluationExtra } from './evaluation/evaluation.commands.js';
import { evaluationDecider } from './evaluation/evaluation.decide.js';
import { type EvaluationEvent, evaluationEvents } from './evaluation/evaluation.events.js';
import { phaseNames } from './evaluation/evaluation.state.js';
import { everyStep as rules } from './testing/rules.js';

const barReasons = Object.keys(barTexts) as BarReason[];
const hash = 'ab'.repeat(32);
const document = { hash, title: '会议纪要' };
const at = '2024-08-09T02:00:00.000Z';
const taskForce: Caller = { account: 't', role: 'taskForce', department: 'taskForce' };
const county: Caller = { account: 'c', role: 'county', department: 'county', county: '341502' };
const park: Caller = { account: 'p', role: 'park', department: 'park', park: 'p1' };
const given = givenFor(evaluationDecider, evaluationEvents, '2023');
const givenAward = givenFor(awardDecider, awardEvents, 'p1_2023');
const own = [...Object.keys(phaseNames), ...barReasons, 'minutes', 'consent', 'notice', 'number', 'date', 'team', 'other', 'reason', 'by'];

const opened: EvaluationEvent = { type: 'EvaluationOpened', data: { year: 2023, scheme: { id: 'luan', hash } } };
const closing: EvaluationEvent = {
  type: 'CollectionClosing',
  data: { edition: 1, attempt: 1, resultDay: '2024-09-30', participants: ['p1', 'p2'], predecessors: [], exempt: [] },
};
const cause = { kind: 'collectionClosed', park: null, event: null, reason: null } as const;
const closed: EvaluationEvent[] = [
  opened,
  closing,
  { type: 'CollectionClosed', data: { edition: 1, attempt: 1 } },
  { type: 'ScoringRequested', data: { edition: 1, resultDay: '2024-09-30', engineVersion: '1', cause } },
];
const proposed: EvaluationEvent[] = [
  ...closed,
  {
    type: 'ResultsProposed',
    data: { edition: 1, run: 3, resultHash: hash, outcomeHash: hash, ranked: 20, tierA: 10, unresolvedTies: [] },
  },
];
const finalised: EvaluationEvent[] = [
  ...proposed,
  { type: 'ResultsFinalised', data: { edition: 1, run: 3, resultHash: hash, parkRevisions: [] } },
];
const extra: EvaluationExtra = { engineVersion: '1', rules };

describe('what people read of an evaluation', () => {
  it('names who may not, and who may, in Chinese', () => {
    for (const role of roles.filter((known) => known !== 'taskForce')) {
      const refusal = given(opened)
        .when({ type: 'AbandonClosing', reason: 'x' }, { caller: { account: 'a', role }, at, extra })
        .refusal();
      expect(refusal.params).toMatchObject({ role, allowed: 'taskForce' });
      expect(refusal.remedy).toContain(departmentNames.taskForce);
      expect(bareCodes([refusal], own)).toEqual([]);
    }
    const check = {
      type: 'RecordSiteCheck',
      park: 'p1',
      on: '2024-08-01',
      by: ['a', 'b'],
      passed: true,
      findings: '相符',
      form: document,
      photos: [document],
    } as const;
    const refusal = given(...closed)
      .when(check, { caller: park, at, extra })
      .refusal();
    expect(refusal).toMatchObject({
      message: '园区不能办理「登记现场核查」',
      remedy: '请由有权办理的单位办理：专班、县区',
      params: { role: 'park', allowed: 'taskForce、county' },
    });
  });

  it('names the phase in which a thing can not be done', () => {
    const lock = { type: 'LockAssessment' } as const;
    const refusals = [closed, finalised].map((events) =>
      given(...events)
        .when(lock, { caller: taskForce, at, extra })
        .refusal(),
    );
    const early = [[opened], [opened, closing]].map((events) =>
      given(...events)
        .when({ type: 'FinaliseResults', run: 3 }, { caller: taskForce, at, extra })
        .refusal(),
    );
    expect(early.map(({ message }) => message)).toEqual([
      '评价处于「采集」阶段，不能办理「定案」',
      '评价处于「截止办理中」阶段，不能办理「定案」',
    ]);
    expect(refusals.map(({ message }) => message)).toEqual([
      '评价处于「采集已截止」阶段，不能办理「锁定核定」',
      '评价处于「已定案」阶段，不能办理「锁定核定」',
    ]);
    expect(refusals.map(({ params }) => params.phase)).toEqual(['closed', 'finalised']);
    expect(bareCodes([...early, ...refusals], own)).toEqual([]);
  });

  it('names what is missing: a reason, the number of a document, each paper of an approval', () => {
    const by = { caller: taskForce, at, extra };
    const meeting = { type: 'RecordMeeting', held: '2024-08-01', minutes: document, present: [], recused: [], decided: '同意' } as const;
    const approve = { type: 'ApproveResults', run: 3 } as const;
    const consented = { ...approve, consent: document, notice: document, minutes: document };
    const recorded: EvaluationEvent = {
      type: 'MeetingRecorded',
      data: { edition: 1, held: '2024-08-01', minutes: document, present: ['a'], recused: [], decided: '同意' },
    };
    const refusals = [
      given(opened, closing).when({ type: 'AbandonClosing', reason: ' ' }, by).refusal(),
      given(...closed)
        .when(meeting, by)
        .refusal(),
      given(...proposed)
        .when(approve, by)
        .refusal(),
      given(...proposed, recorded)
        .when(consented, by)
        .refusal(),
    ];
    expect(refusals.map(({ message }) => message)).toEqual([
      '没有填写「理由」',
      '没有填写「出席人员」',
      '批准材料缺少「会议纪要」',
      '文件「会议纪要」缺少「文号」',
    ]);
    expect(refusals.map(({ where }) => where)).toEqual(['reason', 'present', undefined, 'consent']);
    expect(refusals[2]?.faults.map(({ where }) => where)).toEqual(['minutes', 'consent', 'notice']);
    expect(bareCodes(refusals, own)).toEqual([]);
  });

  it('says in words why a park is barred, also where the first of several faults speaks for all', () => {
    const parks = [{ park: 'p1', revision: 5, barredSince: [...barReasons], changed: true }];
    const refusal = given(...proposed)
      .when({ type: 'FinaliseResults', run: 3 }, { caller: taskForce, at, extra: { ...extra, parks } })
      .refusal();
    expect(refusal).toMatchObject({
      code: 'evaluation.parkBarredSince',
      message: expect.stringContaining('发生重大安全生产事故') as string,
      params: { reason: barReasons.join('、') },
    });
    expect(bareCodes([refusal], own)).toEqual([]);
  });

  it('names the fact that nobody assessed', () => {
    const unassessed = [{ park: 'p1', metric: { code: 'serviceTypes', name: '引进专业服务' } }];
    const readiness = { participants: ['p1'], predecessors: [], exempt: [], blockers: [], open: [], clashing: [], unassessed };
    const refusal = given(opened)
      .when({ type: 'LockAssessment' }, { caller: taskForce, at, extra: { ...extra, readiness } })
      .refusal();
    expect(refusal.faults).toMatchObject([
      { message: '园区 p1 的「引进专业服务（serviceTypes）」尚未核定', where: 'p1/2023/serviceTypes', params: { metric: 'serviceTypes' } },
    ]);
    expect(bareCodes([refusal], own)).toEqual([]);
  });

  it('says of an award why it waits and for what it may be used', () => {
    const held = { type: 'AwardHeld', data: { edition: 1, run: 3, rank: 1, amount: '100', reason: 'ungradedAccident' } } as const;
    const granted = { type: 'AwardGranted', data: { edition: 1, run: 3, rank: 1, amount: '100' } } as const;
    const pay = { type: 'PayAward', amount: '10', on: '2024-08-01', document } as const;
    const report = { type: 'ReportUse', park: 'p1', uses: [{ use: 'party', amount: '1' }] } as const;
    const told = { rules: { teamShareMax: '0.20', uses: ['房租减免'] } };
    const refusals = [
      givenAward(held).when(pay, { caller: taskForce, at, extra: {} }).refusal(),
      givenAward(granted).when(report, { caller: park, at, extra: told }).refusal(),
      givenAward(granted).when(report, { caller: county, at, extra: told }).refusal(),
    ];
    expect(refusals.map(({ message }) => message)).toEqual([
      '奖励暂缓发放：有事故尚未定级',
      '口径中没有用途「party」',
      '县区不能办理「报告奖励使用」',
    ]);
    expect(refusals[1]?.remedy).toBe('选用：奖励运营团队（team）、其他（other）、房租减免；其他用途须说明理由');
    expect(bareCodes(refusals, own)).toEqual([]);
  });

  it('leaves no code in the texts themselves', () => {
    const texts = Object.values(evaluationErrors.definitions).map(({ zh, remedy }) => ({ message: zh, remedy }));
    const plain = texts.map(({ message, remedy }) => ({
      message: message.replace(/\{\w+\}/g, ''),
      remedy: remedy.replace(/\{\w+\}/g, ''),
    }));
    expect(bareCodes(plain, own).filter((found) => !found.startsWith('asOf'))).toEqual([]);
  });
});

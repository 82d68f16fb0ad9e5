import { givenFor } from '#libs/event-sourcing/testing';
import type { Caller } from '#libs/kernel';
import type { Blocker, EvaluationExtra, Readiness } from './evaluation.commands.js';
import { evaluationDecider } from './evaluation.decide.js';
import { type EvaluationEvent, evaluationEvents } from './evaluation.events.js';
import { planSiteChecks } from './site-checks.js';
import { everyStep as rules } from '../testing/rules.js';

const hash = 'ab'.repeat(32);
const other = 'cd'.repeat(32);
const document = { hash, title: '文件', number: '六政〔2024〕1号', date: '2024-02-01' };
const process: Caller = { account: 'process:scoring', role: 'process' };
const at = '2024-08-09T02:00:00.000Z';
const given = givenFor(evaluationDecider, evaluationEvents, '2023');

const opened: EvaluationEvent = { type: 'EvaluationOpened', data: { year: 2023, scheme: { id: 'luan', hash } } };
const closing: EvaluationEvent = {
  type: 'CollectionClosing',
  data: { edition: 1, attempt: 1, resultDay: '2024-09-30', participants: ['p1', 'p2'], predecessors: [], exempt: [] },
};
const closed: EvaluationEvent = { type: 'CollectionClosed', data: { edition: 1, attempt: 1 } };
const cause = { kind: 'collectionClosed', park: null, event: null, reason: null } as const;
const requested: EvaluationEvent = { type: 'ScoringRequested', data: { edition: 1, resultDay: '2024-09-30', engineVersion: '1', cause } };
const proposal = (change: object = {}): EvaluationEvent => ({
  type: 'ResultsProposed',
  data: { edition: 1, run: 3, resultHash: hash, outcomeHash: hash, ranked: 20, tierA: 10, unresolvedTies: [], ...change },
});
const base = [opened, closing, closed, requested];
const notice = (change: object = {}): EvaluationEvent => ({
  type: 'NoticePublished',
  data: { edition: 1, run: 3, outcomeHash: hash, from: '2024-08-01', workingDays: 5, until: '2024-08-07', document, ...change },
});
const meeting: EvaluationEvent = {
  type: 'MeetingRecorded',
  data: { edition: 1, held: '2024-07-01', minutes: document, present: ['a'], recused: [], decided: '同意' },
};
const approved = (change: object = {}): EvaluationEvent => ({
  type: 'ResultsApproved',
  data: { edition: 1, run: 3, resultHash: hash, minutes: document, consent: document, notice: document, ...change },
});
const readiness = (change: Partial<Readiness> = {}): Readiness => ({
  participants: ['p1', 'p2'],
  predecessors: [],
  exempt: [],
  blockers: [],
  open: [],
  clashing: [],
  unassessed: [],
  ...change,
});
const blocker: Blocker = { park: 'p1', year: 2023, code: 'dossier.metricMissing', metric: 'taxPaid', message: '缺税收', remedy: '补报' };
const parks = [{ park: 'p1', revision: 4, barredSince: [], changed: false }];
const extra: EvaluationExtra = { engineVersion: '1', rules, readiness: readiness(), parks };
const by = (caller: Caller, more: EvaluationExtra = {}) => ({ caller, at, extra: { ...extra, ...more } });
const now = { at, extra };

describe('closing collection', () => {
  const close = { type: 'CloseCollection', resultDay: '2024-09-30' } as const;

  it('lists every blocker and records nothing', () => {
    const blockers = [blocker, { ...blocker, park: 'p2', metric: 'landArea' }];
    const outcome = given(opened).when(close, { at, extra: { ...extra, readiness: readiness({ blockers }) } });
    outcome.refusedWith('evaluation.closingBlocked', { where: ['p1/2023/taxPaid', 'p2/2023/landArea'] });
  });

  it('freezes the participants with what blocks, where that is wanted', () => {
    const frozen = readiness({ blockers: [blocker], exempt: [{ park: 'p9', reason: 'notRecognised' }] });
    given(opened)
      .when({ ...close, evenIfBlocked: true }, { at, extra: { ...extra, readiness: frozen } })
      .then({ ...closing, data: { ...closing.data, exempt: [{ park: 'p9', reason: 'notRecognised' }] } } as EvaluationEvent, {
        type: 'ClosingBlocked',
        data: {
          edition: 1,
          attempt: 1,
          reopen: [],
          blockers: [{ park: 'p1', year: 2023, items: [{ code: 'dossier.metricMissing', metric: 'taxPaid' }] }],
        },
      });
  });

  it('refuses before the year is over, a result day within the year, a second closing, and anybody but the task force', () => {
    given(opened).when(close, { extra, at: '2023-12-31T15:59:59.999Z' }).refusedWith('evaluation.yearNotOver');
    given(opened)
      .when({ ...close, resultDay: '2023-12-31' }, now)
      .refusedWith('evaluation.resultDayTooEarly');
    given(opened, closing).when(close, now).refusedWith('evaluation.wrongPhase');
    given(opened)
      .when(close, by({ account: 'a', role: 'auditor' }))
      .refusedWith('evaluation.notYours');
    given().when(close, now).refusedWith('evaluation.notOpen');
  });

  it('closes, locks the assessment and asks for the first run in one append', () => {
    given(opened, closing)
      .when({ type: 'CompleteClosing', edition: 1, attempt: 1 }, by(process))
      .then(closed, { type: 'AssessmentLocked', data: { edition: 1, ground: 'collectionClosed' } }, requested);
  });

  it('refuses the saga of another attempt, and while a dossier is open', () => {
    given(opened, closing)
      .when({ type: 'CompleteClosing', edition: 1, attempt: 2 }, by(process))
      .refusedWith('evaluation.attemptSuperseded');
    const open = readiness({ open: [{ park: 'p1', year: 2022 }] });
    given(opened, closing)
      .when({ type: 'CompleteClosing', edition: 1, attempt: 1 }, by(process, { readiness: open }))
      .refusedWith('evaluation.dossierOpen');
  });

  it('locks the assessment only when nothing is left to assess', () => {
    const unassessed = [{ park: 'p1', metric: { code: 'serviceTypes', name: '专业服务' } }];
    given(opened)
      .when({ type: 'LockAssessment' }, by({ account: 't', role: 'taskForce' }, { readiness: readiness({ unassessed }) }))
      .refusedWith('evaluation.assessmentIncomplete', { where: ['p1/2023/serviceTypes'] });
    given(opened)
      .when({ type: 'LockAssessment' }, now)
      .thenState((state) => expect(state.unsealed).toBe(true));
  });
});

describe('ties and the number of A', () => {
  const tied = proposal({ unresolvedTies: [{ parks: ['p1', 'p2'], blocks: true }] });
  const rule = { type: 'RuleTie', parks: ['p2', 'p1'], reason: '现场核查', minutes: document, persons: ['a', 'b'] } as const;

  it('takes a ruling on the whole group by two persons and asks for a new run', () => {
    expect(
      given(...base, tied)
        .when(rule, now)
        .events.map(({ type }) => type),
    ).toEqual(['TieRuled', 'ScoringRequested']);
  });

  it('refuses a part of the group, one person twice, and no reason', () => {
    given(...base, tied)
      .when({ ...rule, parks: ['p2', 'p3'] }, now)
      .refusedWith('evaluation.notATie');
    given(...base, tied)
      .when({ ...rule, persons: ['a', 'a'] }, now)
      .refusedWith('evaluation.personsMissing');
    given(...base, tied)
      .when({ ...rule, reason: ' ' }, now)
      .refusedWith('evaluation.reasonMissing');
  });

  it('lets the last ruling on a group stand', () => {
    const ruled: EvaluationEvent = {
      type: 'TieRuled',
      data: { edition: 1, parks: ['p1', 'p2'], reason: '一', minutes: document, persons: ['a', 'b'] },
    };
    given(...base, tied, ruled, proposal())
      .when(rule, now)
      .thenState((state) => expect(state.rulings.at(-1)).toEqual(['p2', 'p1']));
  });

  it('asks for a run where the confirmed number of A is another, and bounds it', () => {
    const few = proposal({ ranked: 19 });
    const confirm = { type: 'ConfirmTierCount', reason: '不足二十', minutes: document } as const;
    expect(given(...base, few).when({ ...confirm, count: 10 }, now).events).toHaveLength(1);
    expect(given(...base, few).when({ ...confirm, count: 6 }, now).events).toHaveLength(2);
    given(...base, few)
      .when({ ...confirm, count: 11 }, now)
      .refusedWith('evaluation.tierCountTooLarge');
    given(...base, proposal({ ranked: 20 }))
      .when({ ...confirm, count: 10 }, now)
      .refusedWith('evaluation.tierCountNotNeeded');
  });
});

describe('notice and objections', () => {
  const publish = { type: 'PublishNotice', run: 3, from: '2024-09-27', document } as const;

  it('runs over five working days with 调休, the first included', () => {
    given(...base, { event: proposal(), at })
      .when(publish, now)
      .then(notice({ from: '2024-09-27', until: '2024-10-09' }));
  });

  it('refuses a year without an official plan, a back-dated notice and a run that is not the newest', () => {
    given(...base, { event: proposal(), at })
      .when({ ...publish, from: '2099-08-03' }, now)
      .refusedWith('calendar.yearUnknown');
    given(...base, { event: proposal(), at })
      .when({ ...publish, from: '2024-08-08' }, now)
      .refusedWith('evaluation.noticeBackdated');
    given(...base, { event: proposal(), at })
      .when({ ...publish, run: 2 }, now)
      .refusedWith('evaluation.staleRun');
    given(...base, proposal(), requested)
      .when(publish, now)
      .refusedWith('evaluation.runPending');
  });

  it('takes objections of the park itself on the days of the notice, with evidence', () => {
    const lodge = { type: 'LodgeObjection', park: 'p1', text: '少计专利', documents: [document] } as const;
    const p1: Caller = { account: 'x', role: 'park', department: 'park', park: 'p1' };
    const onDay = (day: string) => ({ caller: p1, at: `${day}T02:00:00.000Z`, extra });
    const scene = given(...base, proposal(), notice());
    expect(scene.when(lodge, onDay('2024-08-07')).events).toHaveLength(1);
    scene.when(lodge, onDay('2024-08-08')).refusedWith('evaluation.noNoticeRunning');
    scene.when({ ...lodge, documents: [] }, onDay('2024-08-01')).refusedWith('evaluation.objectionUnsigned');
    scene.when(lodge, { ...onDay('2024-08-01'), caller: { ...p1, park: 'p2' } }).refusedWith('evaluation.notYours');
  });
});

describe('finalising', () => {
  const finalise = { type: 'FinaliseResults', run: 3 } as const;
  const ready = [...base, proposal(), meeting, notice(), approved()];

  it('names the run and the park revisions that it read', () => {
    given(...ready)
      .when(finalise, now)
      .then({ type: 'ResultsFinalised', data: { edition: 1, run: 3, resultHash: hash, parkRevisions: [{ park: 'p1', revision: 4 }] } });
  });

  const objection: EvaluationEvent = {
    type: 'ObjectionLodged',
    data: { edition: 1, objection: '6a1c2f0e-7b1d-5c55-9a53-0f3f7f9a2d11', park: 'p1', by: 'x', text: '少计', documents: [document] },
  };
  const planned: EvaluationEvent = {
    type: 'SiteCheckPlanned',
    data: { edition: 1, run: 3, seed: 's', parks: [{ park: 'p1', why: ['sample'] }] },
  };
  const baseYear: EvaluationEvent = {
    type: 'BaseYearReopened',
    data: { dossier: { park: 'p1', year: 2022 }, byEvaluation: 2022, edition: 2 },
  };
  it.each<[string, EvaluationEvent[], string]>([
    ['without a notice', [...base, proposal(), meeting, approved()], 'evaluation.noticeMissing'],
    [
      'with a notice of other ranks',
      [...base, proposal(), meeting, notice({ outcomeHash: other }), approved()],
      'evaluation.noticeOutdated',
    ],
    ['on the last day of the notice', [...base, proposal(), meeting, notice({ until: '2024-08-09' }), approved()], 'evaluation.noticeOpen'],
    ['without a meeting of the task force', [...base, proposal(), notice(), approved()], 'evaluation.meetingMissing'],
    ['without approval', [...base, proposal(), meeting, notice()], 'evaluation.notApproved'],
    [
      'with the approval of another result',
      [...base, proposal(), meeting, notice(), approved({ resultHash: other })],
      'evaluation.approvalOutdated',
    ],
    ['with an open objection', [...ready, objection], 'evaluation.objectionOpen'],
    [
      'with a blocking tie',
      [...base, proposal({ unresolvedTies: [{ parks: ['p1', 'p2'], blocks: true }] }), meeting, notice(), approved()],
      'evaluation.tieUnresolved',
    ],
    ['with few parks unconfirmed', [...base, proposal({ ranked: 19 }), meeting, notice(), approved()], 'evaluation.tierCountUnconfirmed'],
    ['with an open site check', [...ready, planned], 'evaluation.siteCheckOpen'],
    ['with a dossier that another year reopened', [...ready, baseYear], 'evaluation.baseYearOpen'],
    ['while a newer run is under way', [...ready, requested], 'evaluation.runPending'],
  ])('is refused %s', (_what, events, code) => {
    given(...events)
      .when(finalise, now)
      .refusedWith(code);
  });

  it('is refused where a park is barred that the run did not bar, listing everything that stands against it', () => {
    const barred = [{ park: 'p1', revision: 5, barredSince: ['majorAccident' as const], changed: true }];
    given(...base, proposal())
      .when(finalise, { at, extra: { ...extra, parks: barred } })
      .refusedWith('evaluation.parkBarredSince', {
        faults: ['evaluation.parkBarredSince', 'evaluation.noticeMissing', 'evaluation.meetingMissing', 'evaluation.notApproved'],
      });
  });
});

describe('reopening', () => {
  const reopen = { type: 'ReopenEvaluation', reason: '更正', document, dossiers: [{ park: 'p1', year: 2022 }] } as const;
  const finalised: EvaluationEvent = { type: 'ResultsFinalised', data: { edition: 1, run: 3, resultHash: hash, parkRevisions: [] } };

  it('begins edition 2 after a published one, and stays in edition 1 before', () => {
    given(...base, proposal(), finalised)
      .when(reopen, now)
      .thenState((state) => expect(state).toMatchObject({ edition: 2, phase: 'collecting', proposed: null, unsealed: false }));
    given(...base, proposal())
      .when(reopen, now)
      .thenState((state) => expect(state).toMatchObject({ edition: 1, phase: 'collecting' }));
  });

  it('refuses dossiers of other years and parks', () => {
    given(...base)
      .when({ ...reopen, dossiers: [{ park: 'p1', year: 2021 }] }, now)
      .refusedWith('evaluation.notItsDossier');
    given(...base)
      .when({ ...reopen, dossiers: [{ park: 'p9', year: 2023 }] }, now)
      .refusedWith('evaluation.notItsDossier');
  });
});

describe('site checks', () => {
  it('visit provisional A and C, who is within a point of the last A, and a seeded sample that anyone can draw again', () => {
    const standings = Array.from({ length: 20 }, (_, i) => ({
      park: `p${i}`,
      total: `${90 - i / 2}`,
      tier: i < 10 ? ('A' as const) : i > 17 ? ('C' as const) : ('B' as const),
    }));
    const rule = { provisionalA: true, provisionalC: true, margin: '1', sample: '0.2' };
    const plan = planSiteChecks(standings, rule, '种子');
    expect(plan.filter(({ why }) => why.includes('nearLastA')).map(({ park }) => park)).toEqual(['p10', 'p11']);
    expect(plan.filter(({ why }) => why.includes('sample'))).toHaveLength(4);
    expect(planSiteChecks(standings, rule, '种子')).toEqual(plan);
    expect(planSiteChecks(standings, rule, '另一种子')).not.toEqual(plan);
  });
});

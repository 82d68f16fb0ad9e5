import { givenFor } from '#libs/event-sourcing/testing';
import type { Caller } from '#libs/kernel';
import type { EvaluationExtra, EvaluationRules } from './evaluation.commands.js';
import { evaluationDecider } from './evaluation.decide.js';
import { type EvaluationEvent, evaluationEvents } from './evaluation.events.js';
import { everyStep as bare } from '../testing/rules.js';

const hash = 'ab'.repeat(32);
const other = 'cd'.repeat(32);
const document = { hash, title: '文件' };
const photo = { hash: other, title: '现场照片' };
/** Friday; the notice ran until Wednesday the 7th. */
const at = '2024-08-09T02:00:00.000Z';
const given = givenFor(evaluationDecider, evaluationEvents, '2023');

const cause = { kind: 'collectionClosed', park: null, event: null, reason: null } as const;
const proposal = (run: number, resultHash = hash): EvaluationEvent[] => [
  { type: 'ScoringRequested', data: { edition: 1, resultDay: '2024-09-30', engineVersion: '1', cause } },
  { type: 'ResultsProposed', data: { edition: 1, run, resultHash, outcomeHash: hash, ranked: 20, tierA: 10, unresolvedTies: [] } },
];
const collected: EvaluationEvent[] = [
  { type: 'EvaluationOpened', data: { year: 2023, scheme: { id: 'luan', hash } } },
  {
    type: 'CollectionClosing',
    data: { edition: 1, attempt: 1, resultDay: '2024-09-30', participants: ['p1', 'p2'], predecessors: [], exempt: [] },
  },
  { type: 'CollectionClosed', data: { edition: 1, attempt: 1 } },
];
const closed = [...collected, ...proposal(3)];
const planned = (run = 3, ...parks: string[]): EvaluationEvent => ({
  type: 'SiteCheckPlanned',
  data: { edition: 1, run, seed: 's', parks: (parks.length > 0 ? parks : ['p1']).map((park) => ({ park, why: ['sample'] })) },
});
const checked = (park: string, passed: boolean, run = 3): EvaluationEvent => ({
  type: 'SiteCheckRecorded',
  data: { edition: 1, run, park, on: '2024-08-01', by: ['a', 'b'], passed, findings: '情况', form: document, photos: [photo] },
});
const meeting: EvaluationEvent = {
  type: 'MeetingRecorded',
  data: { edition: 1, held: '2024-07-01', minutes: document, present: ['a'], recused: [], decided: '同意' },
};
const notice = (outcomeHash = hash): EvaluationEvent => ({
  type: 'NoticePublished',
  data: { edition: 1, run: 3, outcomeHash, from: '2024-08-01', workingDays: 5, until: '2024-08-07', document },
});
const proof = (on = '2024-08-01'): EvaluationEvent => ({
  type: 'NoticeProofRecorded',
  data: { edition: 1, outcomeHash: hash, where: '市政府网站', on, document },
});
const concluded: EvaluationEvent = {
  type: 'NoticeConcluded',
  data: { edition: 1, outcomeHash: hash, from: '2024-08-01', until: '2024-08-07', objections: 0 },
};
const approved = (run = 3, resultHash = hash): EvaluationEvent => ({
  type: 'ResultsApproved',
  data: { edition: 1, run, resultHash, minutes: document, consent: document, notice: document },
});
const id = '6a1c2f0e-7b1d-5c55-9a53-0f3f7f9a2d11';
const objection: EvaluationEvent = {
  type: 'ObjectionLodged',
  data: { edition: 1, objection: id, park: 'p1', by: 'x', text: '少计', documents: [document] },
};

const rules: EvaluationRules = {
  ...bare,
  demands: { siteChecks: { photos: 1 }, notice: { proof: true, conclusion: true }, objections: { answerWorkingDays: 5 } },
};
const parks = [{ park: 'p1', revision: 4, barredSince: [], changed: false }];
const home = { county: '341502', zone: 'Z1' };
const extra: EvaluationExtra = { engineVersion: '1', rules, parks, home };
const now = { at, extra };
const by = (caller: Caller) => ({ caller, at, extra });
const market: Caller = { account: 'm-1', role: 'department', department: 'market' };

describe('a site check', () => {
  const record = {
    type: 'RecordSiteCheck',
    park: 'p1',
    on: '2024-08-01',
    by: ['a', 'b'],
    passed: true,
    findings: '相符',
    form: document,
    photos: [photo],
  } as const;

  const { type: _type, ...asRecorded } = record;

  it('is made by two persons, with photos, and says for which run', () => {
    given(...closed, planned())
      .when(record, now)
      .then({ type: 'SiteCheckRecorded', data: { ...asRecorded, edition: 1, run: 3, by: ['a', 'b'], photos: [photo] } });
    given(...closed)
      .when({ ...record, by: ['a'], photos: [] }, now)
      .refusedWith('evaluation.checkersMissing', { faults: ['evaluation.checkersMissing', 'evaluation.photosMissing'] });
    given(...closed)
      .when({ ...record, by: ['a', 'a'] }, now)
      .refusedWith('evaluation.personTwice', { faults: ['evaluation.personTwice', 'evaluation.checkersMissing'] });
    given(...closed)
      .when({ ...record, by: ['a'], photos: [] }, { at, extra: { ...extra, rules: bare } })
      .thenState((state) => expect(state.siteChecks).toMatchObject([{ park: 'p1', planned: false, recorded: true, passed: true }]));
  });

  it('of a new edition need not be made again where nothing of the park is corrected', () => {
    const finalised: EvaluationEvent = { type: 'ResultsFinalised', data: { edition: 1, run: 3, resultHash: hash, parkRevisions: [] } };
    const reopened: EvaluationEvent = {
      type: 'EvaluationReopened',
      data: { edition: 2, reason: '更正', document, dossiers: [{ park: 'p2', year: 2023 }] },
    };
    const both = [planned(3, 'p1', 'p2'), checked('p1', true), checked('p2', true)];
    const { siteChecks } = given(...closed, ...both, finalised, reopened).state;
    expect(siteChecks.map(({ park }) => park)).toEqual(['p1']);
  });
});

describe('finalising, where the scheme demands the whole road', () => {
  const done = [planned(), checked('p1', true), meeting, notice(), proof(), concluded, approved()];
  const finalise = { type: 'FinaliseResults', run: 3 } as const;
  const without = (...left: readonly EvaluationEvent[]) => [...closed, ...done.filter((event) => !left.includes(event))];
  const [plan, check, , , proven] = done as [EvaluationEvent, EvaluationEvent, EvaluationEvent, EvaluationEvent, EvaluationEvent];

  it('goes through when every step was taken', () => {
    expect(
      given(...closed, ...done)
        .when(finalise, now)
        .events.map(({ type }) => type),
    ).toEqual(['ResultsFinalised']);
  });

  it.each<[string, readonly EvaluationEvent[], string]>([
    ['no site checks were planned', without(plan, check), 'evaluation.siteChecksUnplanned'],
    ['a planned park was not visited', without(check), 'evaluation.siteCheckOpen'],
    ['a visit found something else than was claimed', [...without(check), checked('p1', false)], 'evaluation.siteCheckFailed'],
    ['nothing proves the notice', without(proven), 'evaluation.noticeProofMissing'],
    ['the notice was shown a day late', [...without(proven), proof('2024-08-02')], 'evaluation.noticeProofMissing'],
    ['nobody said whether objections came', without(concluded), 'evaluation.noticeUnconcluded'],
  ])('is refused where %s', (_what, events, code) => {
    given(...events)
      .when(finalise, now)
      .refusedWith(code);
  });

  it('takes a failed check that was made again, or that a new result has answered', () => {
    given(...without(check), checked('p1', false), checked('p1', true))
      .when(finalise, now)
      .thenState(({ phase }) => expect(phase).toBe('finalised'));
    const corrected = [...without(check), checked('p1', false), ...proposal(12, other)];
    const after = [...corrected, planned(12), approved(12, other)];
    given(...after)
      .when({ ...finalise, run: 12 }, now)
      .thenState(({ phase }) => expect(phase).toBe('finalised'));
    // A run that changes nothing answers nothing.
    given(...without(check), checked('p1', false), ...proposal(12), planned(12), approved(12))
      .when({ ...finalise, run: 12 }, now)
      .refusedWith('evaluation.siteCheckFailed');
  });

  it('asks for a plan by the result that is finalised; parks that were visited stay visited', () => {
    given(...closed, ...done, ...proposal(12, other), approved(12, other))
      .when({ ...finalise, run: 12 }, now)
      .refusedWith('evaluation.siteChecksUnplanned');
    given(...closed, ...done, ...proposal(12, other), planned(12, 'p1', 'p2'), approved(12, other))
      .when({ ...finalise, run: 12 }, now)
      .refusedWith('evaluation.siteCheckOpen', { where: ['p2'] });
  });

  it('asks for none of this under a scheme that demands none of it', () => {
    given(...without(plan, check, proven, concluded))
      .when(finalise, { at, extra: { ...extra, rules: bare } })
      .thenState(({ phase }) => expect(phase).toBe('finalised'));
  });
});

describe('a notice', () => {
  it('is proven by where it was shown and since when, not by a day to come', () => {
    const record = { type: 'RecordNoticeProof', where: '市政府网站', on: '2024-08-01', document } as const;
    given(...closed, notice())
      .when(record, now)
      .then(proof());
    given(...closed)
      .when(record, now)
      .refusedWith('evaluation.noticeMissing');
    given(...closed, notice())
      .when({ ...record, on: '2024-08-10' }, now)
      .refusedWith('evaluation.futureDate');
    given(...closed, notice())
      .when({ ...record, where: ' ' }, now)
      .refusedWith('evaluation.reasonMissing');
    given(...closed, notice())
      .when(record, by(market))
      .refusedWith('evaluation.notYours');
  });

  it('is concluded once, after its last day, with the number of objections, none included', () => {
    const conclude = { type: 'ConcludeNotice' } as const;
    given(...closed, notice())
      .when(conclude, now)
      .then(concluded);
    given(...closed, notice())
      .when(conclude, { extra, at: '2024-08-07T15:00:00.000Z' })
      .refusedWith('evaluation.noticeOpen');
    given(...closed, notice(), concluded)
      .when(conclude, now)
      .refusedWith('evaluation.noticeConcluded');
    given(...closed, notice(), objection)
      .when(conclude, now)
      .refusedWith('evaluation.objectionOpen');
    const resolved: EvaluationEvent = {
      type: 'ObjectionResolved',
      data: { edition: 1, objection: id, upheld: false, answer: '维持', document, changes: [] },
    };
    given(...closed, notice(), objection, resolved)
      .when(conclude, now)
      .thenState((state) => expect(state.notice).toMatchObject({ objections: 1, concluded: true }));
  });

  it('that is published again is proven and concluded again', () => {
    const second = given(...closed, notice(), proof(), concluded, notice(other)).when({ type: 'KeepEdition', reason: 'x', document }, now);
    expect(second.state.notice).toMatchObject({ outcomeHash: other, proofs: [], objections: 0, concluded: false });
  });
});

describe('an objection', () => {
  const lodged = [...closed, notice(), objection];
  const assign = { type: 'AssignObjection', objection: id, office: 'market' } as const;
  const assigned: EvaluationEvent = { type: 'ObjectionAssigned', data: { edition: 1, objection: id, office: 'market', due: '2024-08-16' } };
  const answer = { type: 'AnswerObjection', objection: id, founded: true, answer: '漏计一件专利', document } as const;
  const resolve = { type: 'ResolveObjection', objection: id, upheld: true, answer: '予以采纳', document, changes: [] } as const;

  it('goes to an office, which answers within working days that begin with the next one', () => {
    // Friday the 9th; Monday the 12th is the first of five.
    given(...lodged)
      .when(assign, now)
      .then(assigned);
    given(...lodged)
      .when(assign, { at, extra: { ...extra, rules: bare } })
      .then({ type: 'ObjectionAssigned', data: { edition: 1, objection: id, office: 'market', due: null } });
    given(...lodged)
      .when(assign, { extra, at: '2029-08-09T02:00:00.000Z' })
      .refusedWith('calendar.yearUnknown');
    given(...lodged)
      .when(assign, by(market))
      .refusedWith('evaluation.notYours');
    given(...lodged)
      .when({ ...assign, objection: hash }, now)
      .refusedWith('evaluation.objectionUnknown');
  });

  it('is answered by the office that has it, a county only for its own parks', () => {
    given(...lodged)
      .when(answer, by(market))
      .refusedWith('evaluation.objectionUnassigned');
    const outcome = given(...lodged, assigned).when(answer, by(market));
    expect(outcome.state.objections).toMatchObject([
      { assigned: { office: 'market', due: '2024-08-16' }, answered: { on: '2024-08-09', founded: true } },
    ]);
    given(...lodged, assigned)
      .when(answer, by({ ...market, department: 'tax' }))
      .refusedWith('evaluation.notYours');
    given(...lodged, assigned)
      .when(answer, now)
      .refusedWith('evaluation.notYours');
    const toCounty: EvaluationEvent = { type: 'ObjectionAssigned', data: { edition: 1, objection: id, office: 'county', due: null } };
    const county: Caller = { account: 'c-1', role: 'county', county: '341503' };
    given(...lodged, toCounty)
      .when(answer, by(county))
      .refusedWith('evaluation.notOwnPark');
    given(...lodged, toCounty)
      .when(answer, by({ ...county, county: '341502' }))
      .thenState(({ objections }) => expect(objections[0]?.answered?.office).toBe('county'));
  });

  it('is resolved after that answer, which an assignment to another office takes back', () => {
    const answered: EvaluationEvent = {
      type: 'ObjectionAnswered',
      data: { edition: 1, objection: id, office: 'market', founded: true, answer: '漏计一件专利', document },
    };
    given(...lodged)
      .when(resolve, now)
      .refusedWith('evaluation.objectionUnanswered');
    given(...lodged, assigned)
      .when(resolve, now)
      .refusedWith('evaluation.objectionUnanswered');
    given(...lodged, assigned, answered, assigned)
      .when(resolve, now)
      .refusedWith('evaluation.objectionUnanswered');
    expect(
      given(...lodged, assigned, answered)
        .when(resolve, now)
        .events.map(({ type }) => type),
    ).toEqual(['ObjectionResolved', 'ScoringRequested']);
    given(...lodged)
      .when({ ...resolve, upheld: false }, { at, extra: { ...extra, rules: bare } })
      .thenState(({ objections }) => expect(objections).toMatchObject([{ open: false, resolved: { on: '2024-08-09', upheld: false } }]));
  });
});

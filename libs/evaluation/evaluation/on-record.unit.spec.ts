import { givenFor } from '#libs/event-sourcing/testing';
import { everyStep } from '../testing/rules.js';
import type { EvaluationExtra } from './evaluation.commands.js';
import { evaluationDecider } from './evaluation.decide.js';
import { type EvaluationEvent, evaluationEvents } from './evaluation.events.js';

const hash = 'ab'.repeat(32);
const document = { hash, title: '文件' };
const at = '2024-08-09T02:00:00.000Z';
const given = givenFor(evaluationDecider, evaluationEvents, '2023');

const cause = { kind: 'collectionClosed', park: null, event: null, reason: null } as const;
const closed: EvaluationEvent[] = [
  { type: 'EvaluationOpened', data: { year: 2023, scheme: { id: 'luan', hash } } },
  {
    type: 'CollectionClosing',
    data: {
      edition: 1,
      attempt: 1,
      resultDay: '2024-09-30',
      participants: ['p1'],
      predecessors: [],
      exempt: [{ park: 'p9', reason: '认定未满一年' }],
    },
  },
  { type: 'CollectionClosed', data: { edition: 1, attempt: 1 } },
  { type: 'ScoringRequested', data: { edition: 1, resultDay: '2024-09-30', engineVersion: '1', cause } },
  { type: 'ResultsProposed', data: { edition: 1, run: 3, resultHash: hash, outcomeHash: hash, ranked: 20, tierA: 10, unresolvedTies: [] } },
];
const noticed: EvaluationEvent[] = [
  ...closed,
  {
    type: 'NoticePublished',
    data: { edition: 1, run: 3, outcomeHash: hash, from: '2024-08-05', workingDays: 5, until: '2024-08-09', document },
  },
];
const extra: EvaluationExtra = { engineVersion: '1', rules: everyStep };
const now = { at, extra };

const meeting = {
  type: 'RecordMeeting',
  held: '2024-08-08',
  minutes: document,
  present: ['a', 'b'],
  recused: ['c'],
  decided: '同意',
} as const;
const check = {
  type: 'RecordSiteCheck',
  park: 'p1',
  on: '2024-08-03',
  by: ['a', 'b'],
  passed: true,
  findings: '相符',
  form: document,
  photos: [document],
} as const;
const proof = { type: 'RecordNoticeProof', where: '市政府网站', on: '2024-08-05', document } as const;

describe('who was at a meeting or at a site check', () => {
  it('is written down once each: present or recused', () => {
    const { type: _type, ...data } = meeting;
    given(...closed)
      .when(meeting, now)
      .then({ type: 'MeetingRecorded', data: { ...data, edition: 1, present: ['a', 'b'], recused: ['c'] } });
  });

  it('cannot be present and recused in one', () => {
    const refusal = given(...closed)
      .when({ ...meeting, recused: ['c', 'b'] }, now)
      .refusal();
    expect(refusal).toMatchObject({
      code: 'evaluation.presentAndRecused',
      message: '账号「b」既列为出席人员，又列为回避人员',
      faults: [{ where: 'recused[1]', params: { account: 'b' } }],
    });
  });

  it('cannot be named twice, and every place is told at once', () => {
    const refusal = given(...closed)
      .when({ ...meeting, present: ['a', 'b', 'a', 'a'], recused: ['c', 'c', 'b'] }, now)
      .refusal();
    expect(refusal.faults.map(({ code, where }) => [code, where])).toEqual([
      ['evaluation.personTwice', 'present[2]'],
      ['evaluation.personTwice', 'present[3]'],
      ['evaluation.personTwice', 'recused[1]'],
      ['evaluation.presentAndRecused', 'recused[2]'],
    ]);
    expect(refusal.message).toBe('账号「a」在「出席人员」中重复');
    given(...closed)
      .when({ ...check, by: ['a', 'b', 'a'] }, now)
      .refusedWith('evaluation.personTwice', { where: ['by[2]'] });
  });

  it('stands as it was recorded in meetings and site checks of earlier days', () => {
    const old: EvaluationEvent[] = [
      {
        type: 'MeetingRecorded',
        data: { edition: 1, held: '2024-08-01', minutes: document, present: ['a', 'a'], recused: ['a'], decided: '同意' },
      },
      {
        type: 'SiteCheckRecorded',
        data: {
          edition: 1,
          run: 3,
          park: 'p1',
          on: '2024-08-01',
          by: ['a', 'a'],
          passed: true,
          findings: '相符',
          form: document,
          photos: [],
        },
      },
    ];
    const { meetings, siteChecks } = given(...closed, ...old).state;
    expect(meetings).toEqual([{ edition: 1, minutes: hash }]);
    expect(siteChecks).toMatchObject([{ park: 'p1', passed: true }]);
  });
});

describe('the document that records an act', () => {
  const early = { ...document, date: '2024-08-02' };

  it.each([
    ['the minutes of a meeting', { ...meeting, minutes: early }, 'minutes.date'],
    ['the form of a site check', { ...check, form: early }, 'form.date'],
    ['a photo of a site check', { ...check, photos: [document, early] }, 'photos[1].date'],
    ['the proof of a notice', { ...proof, document: early }, 'document.date'],
  ])('is not older than the act: %s', (_what, command, where) => {
    given(...noticed)
      .when(command, now)
      .refusedWith('evaluation.documentTooEarly', { where: [where] });
  });

  it('may be of the same day or later', () => {
    for (const command of [
      { ...meeting, minutes: { ...document, date: '2024-08-08' } },
      { ...check, form: { ...document, date: '2024-08-06' } },
    ]) {
      given(...noticed)
        .when(command, now)
        .thenState(({ phase }) => expect(phase).toBe('closed'));
    }
  });
});

describe('an objection', () => {
  const id = '6a1c2f0e-7b1d-5c55-9a53-0f3f7f9a2d11';
  const lodged: EvaluationEvent[] = [
    ...noticed,
    { type: 'ObjectionLodged', data: { edition: 1, objection: id, park: 'p1', by: 'x', text: '少计', documents: [document] } },
  ];
  const assigned: EvaluationEvent = { type: 'ObjectionAssigned', data: { edition: 1, objection: id, office: 'market', due: '2024-08-16' } };
  const answered: EvaluationEvent = {
    type: 'ObjectionAnswered',
    data: { edition: 1, objection: id, office: 'market', founded: false, answer: '属实', document },
  };
  const assign = { type: 'AssignObjection', objection: id, office: 'market' } as const;

  it('that waits for an office is not given to it again, which would move its last day', () => {
    const refusal = given(...lodged, assigned)
      .when(assign, now)
      .refusal();
    expect(refusal).toMatchObject({ code: 'evaluation.objectionAssigned', params: { office: 'market' } });
    expect(refusal.message).toContain('市场监管');
  });

  it('goes to another office, or back to the same one after its answer', () => {
    given(...lodged, assigned)
      .when({ ...assign, office: 'tax' }, now)
      .thenState(({ objections }) => expect(objections[0]?.assigned?.office).toBe('tax'));
    given(...lodged, assigned, answered)
      .when(assign, now)
      .thenState(({ objections }) => expect(objections[0]?.answered).toBeNull());
  });

  it('rests on documents of days that were', () => {
    const park = { account: 'x', role: 'park', park: 'p1' } as const;
    given(...noticed)
      .when(
        { type: 'LodgeObjection', park: 'p1', text: '少计', documents: [document, { ...document, date: '2024-08-10' }] },
        { ...now, caller: park },
      )
      .refusedWith('evaluation.futureDate', { where: ['documents[1].date'] });
  });

  it('corrects parks of this evaluation only, ranked or not', () => {
    const resolve = { type: 'ResolveObjection', objection: id, upheld: true, answer: '采纳', document } as const;
    given(...lodged)
      .when(
        {
          ...resolve,
          changes: [
            { park: 'p9', what: '名称' },
            { park: 'p7', what: '名称' },
          ],
        },
        now,
      )
      .refusedWith('evaluation.parkUnknown', { where: ['changes[1].park'] });
    given(...lodged)
      .when({ ...resolve, changes: [{ park: 'p9', what: '名称' }] }, now)
      .thenState(({ objections }) => expect(objections[0]?.open).toBe(false));
  });
});

import { usccCheckCharacter } from '#libs/kernel';
import { parkDecider, parkEvents } from '../index.js';
import { callers, Stream } from '../testing/index.js';
import { document, operator, park, recognisedPark, rules, scheme, zone } from '../testing/samples.js';

const register = { type: 'RegisterPark', name: '金安小微园', zone: 'Z1', operator } as const;
const extra = { zone: zone().state };
const fresh = (id = 'P1') => new Stream(parkDecider, id, parkEvents);

describe('registering a park', () => {
  it('is for the county of its zone or the task force; the park belongs to that county', () => {
    expect(fresh().refusal(register, { by: callers.otherCounty, extra }).code).toBe('registry.notYours');
    expect(fresh().refusal(register, { by: callers.park, extra }).code).toBe('registry.wrongDepartment');
    expect(fresh().refusal(register, { by: { account: 'c', role: 'county', department: 'county' }, extra }).code).toBe('registry.notYours');
    expect(fresh().do(register, { by: callers.county, extra })).toMatchObject([
      { type: 'ParkRegistered', data: { code: 'P1', county: '341502' } },
    ]);
    expect(park().refusal(register, { by: callers.county, extra }).code).toBe('registry.parkExists');
  });

  it('refuses an unknown zone, a wrong check digit, an impossible and a future day', () => {
    const by = callers.taskForce;
    expect(fresh().refusal(register, { by, extra: { zone: { status: 'none' } } }).code).toBe('registry.zoneUnknown');
    const wrong = { ...register, operator: { ...operator, uscc: '91350100M000100Y44' } };
    expect(fresh().refusal(wrong, { by, extra })).toMatchObject({ code: 'uscc.checkDigit', where: 'operator.uscc' });
    const trader = { ...register, operator: { ...operator, uscc: `92341502MA2TX0025${usccCheckCharacter('92341502MA2TX0025')}` } };
    expect(fresh().refusal(trader, { by, extra })).toMatchObject({ code: 'registry.operatorNotLegalPerson', where: 'operator.uscc' });
    expect(fresh().refusal({ ...register, completedOn: '2023-02-29' }, { by, extra }).code).toBe('date.invalid');
    expect(fresh().refusal({ ...register, operatingSince: '2024-06-02' }, { by, extra }).code).toBe('registry.futureDate');
  });

  it('can be amended; the park itself changes its contact only', () => {
    const stream = park();
    const contact = { subject: 'contact:P1', ciphertext: 'A'.repeat(40) };
    stream.do({ type: 'AmendPark', contact, reason: '换人' }, { by: callers.park });
    const rename = { type: 'AmendPark', name: '新名', reason: '更名' } as const;
    expect(stream.refusal(rename, { by: callers.park }).code).toBe('registry.wrongDepartment');
    expect(stream.refusal(rename, { by: callers.otherPark }).code).toBe('registry.wrongDepartment');
    expect(stream.refusal({ type: 'AmendPark', contact, reason: '换人' }, { by: callers.otherPark }).code).toBe('registry.notYours');
    stream.do(rename, { by: callers.county });
    expect(stream.state).toMatchObject({ name: '新名', contact, operator });
    expect(stream.refusal({ type: 'AmendPark', reason: '—' }, { by: callers.county }).code).toBe('registry.nothingGiven');
  });

  it('must come first', () => {
    expect(fresh().refusal({ type: 'AmendPark', name: 'x', reason: 'y' }, { by: callers.county }).code).toBe('registry.parkUnknown');
  });
});

describe('a transition (R36)', () => {
  const days = { completedOn: '2022-03-15', operatingSince: '2022-05-20' };
  const grant = (until: string) => ({ type: 'GrantTransition', until, scheme: scheme.id, document }) as const;
  const by = callers.taskForce;

  it('lasts at most 24 months from completion and operation, the later of the two', () => {
    expect(park('P1', days).do(grant('2024-05-20'), { by, extra: { rules } })).toMatchObject([
      { type: 'TransitionGranted', data: { from: '2022-05-20', until: '2024-05-20', months: 24, scheme: rules.ref } },
    ]);
    expect(park('P1', days).refusal(grant('2024-05-21'), { by, extra: { rules } })).toMatchObject({
      code: 'registry.transitionTooLong',
      params: { from: '2022-05-20', limit: '2024-05-20' },
    });
    expect(park('P1', days).refusal(grant('2022-05-19'), { by, extra: { rules } }).code).toBe('registry.daysOutOfOrder');
    expect(park('P1', days).refusal(grant('2024-02-30'), { by, extra: { rules } }).code).toBe('date.invalid');
    expect(park('P1', days).refusal(grant('2024-05-20'), { by: callers.county, extra: { rules } }).code).toBe('registry.wrongDepartment');
  });

  it('needs both days', () => {
    expect(park('P1', { completedOn: '2022-03-15' }).refusal(grant('2023-01-01'), { by, extra: { rules } }).code).toBe(
      'registry.notCompleted',
    );
    expect(park('P1', { operatingSince: '2022-03-15' }).refusal(grant('2023-01-01'), { by, extra: { rules } }).code).toBe(
      'registry.notCompleted',
    );
  });

  it('is not left standing by a correction of the days that would make it too long', () => {
    const stream = park('P1', days);
    stream.do(grant('2024-05-20'), { by, extra: { rules } });
    const earlier = { type: 'AmendPark', operatingSince: '2022-05-19', reason: '核实' } as const;
    expect(stream.refusal(earlier, { by: callers.county })).toMatchObject({
      code: 'registry.transitionWouldExceed',
      params: { limit: '2024-05-19' },
    });
    stream.do(grant('2024-05-19'), { by, extra: { rules } });
    expect(stream.do(earlier, { by: callers.county })).toHaveLength(1);
  });

  it('lets the park declare, once and for good, whether it takes part, while collection is open', () => {
    const stream = park('P1', days);
    const declare = (year: number, takesPart = true) => ({ type: 'DeclareParticipation', year, takesPart }) as const;
    const open = { collection: 'open' } as const;
    expect(stream.refusal(declare(2023), { by: callers.park, extra: open }).code).toBe('registry.notInTransition');
    stream.do(grant('2024-05-20'), { by, extra: { rules } });
    expect(stream.refusal(declare(2024), { by: callers.park, extra: open }).code).toBe('registry.notInTransition');
    expect(stream.refusal(declare(2021), { by: callers.park, extra: open }).code).toBe('registry.notInTransition');
    expect(stream.refusal(declare(2023), { by: callers.park, extra: { collection: 'closed' } }).code).toBe('registry.collectionClosed');
    expect(stream.refusal(declare(2023), { by: callers.park, extra: { collection: 'notOpen' } }).code).toBe('registry.collectionNotOpen');
    expect(stream.refusal(declare(2023), { by: callers.otherPark, extra: open }).code).toBe('registry.notYours');
    expect(stream.refusal(declare(2023), { by: callers.county, extra: open }).code).toBe('registry.wrongDepartment');
    expect(stream.do(declare(2023), { by: callers.park, extra: open })).toEqual([
      { type: 'ParticipationDeclared', data: { year: 2023, takesPart: true, signedBy: 'park-p1' } },
    ]);
    expect(stream.refusal(declare(2023, false), { by: callers.park, extra: open }).code).toBe('registry.participationDeclared');
    expect(stream.do(declare(2022, false), { by: callers.park, extra: open })).toHaveLength(1);
  });
});

describe('merging and splitting parks', () => {
  const by = callers.taskForce;
  const merge = { type: 'MergePark', into: 'P2', on: '2024-03-01', document } as const;

  it('ends one park and gives the other a predecessor', () => {
    const from = recognisedPark('P1');
    const into = recognisedPark('P2');
    const extra = { successors: [into.state] };
    expect(from.refusal(merge, { by: callers.county, extra }).code).toBe('registry.wrongDepartment');
    expect(from.refusal({ ...merge, into: 'P1' }, { by, extra }).code).toBe('registry.parkSelf');
    expect(from.refusal({ ...merge, on: '2024-06-02' }, { by, extra }).code).toBe('registry.futureDate');
    expect(from.refusal(merge, { by, extra: { successors: [parkDecider.initial] } }).code).toBe('registry.parkUnknown');
    const [merged] = from.do(merge, { by, extra });
    const told = into.do({ type: 'AcknowledgeMerger', from: 'P1', on: '2024-03-01', document }, { by: callers.process });
    expect(told).toEqual([merged]);
    expect(into.do({ type: 'AcknowledgeMerger', from: 'P1', on: '2024-03-01', document }, { by: callers.process })).toEqual([]);
    expect(into.refusal({ type: 'AcknowledgeMerger', from: 'P1', on: '2024-03-01', document }, { by }).code).toBe(
      'registry.wrongDepartment',
    );
    expect(into.state).toMatchObject({ status: 'active', predecessors: [{ park: 'P1', how: 'merged', on: '2024-03-01' }] });
    expect(from.state).toMatchObject({ status: 'ended', ended: { how: 'merged', successors: ['P2'] } });
    expect(from.refusal({ type: 'AmendPark', name: 'x', reason: 'y' }, { by }).code).toBe('registry.parkEnded');
    expect(recognisedPark('P3').refusal({ ...merge, into: 'P1' }, { by, extra: { successors: [from.state] } }).code).toBe(
      'registry.parkEnded',
    );
  });

  it('splits a park into two or more others', () => {
    const from = recognisedPark('P1');
    const parts = [park('P2'), park('P3')];
    const extra = { successors: parts.map((part) => part.state) };
    const split = { type: 'SplitPark', into: ['P2', 'P3'], on: '2024-03-01', document } as const;
    expect(from.refusal({ ...split, into: ['P2'] }, { by, extra }).code).toBe('registry.splitNeedsTwo');
    expect(from.refusal({ ...split, into: ['P2', 'P2'] }, { by, extra }).code).toBe('registry.successorTwice');
    expect(from.refusal({ ...split, into: ['P2', 'P1'] }, { by, extra }).code).toBe('registry.parkSelf');
    from.do(split, { by, extra });
    parts[0]?.do({ type: 'AcknowledgeSplit', from: 'P1', into: ['P2', 'P3'], on: '2024-03-01', document }, { by: callers.process });
    expect(parts[0]?.state).toMatchObject({ predecessors: [{ park: 'P1', how: 'split' }] });
    expect(from.state).toMatchObject({ status: 'ended', ended: { how: 'split', successors: ['P2', 'P3'] } });
  });

  it('still takes what bars a merged park for its past years', () => {
    const from = recognisedPark('P1');
    from.do(merge, { by, extra: { successors: [recognisedPark('P2').state] } });
    expect(from.do({ type: 'RecordAccident', accident: 'A1', date: '2023-08-01', severity: null }, { by: callers.emergency })).toHaveLength(
      1,
    );
    expect(from.do({ type: 'ProveFalseEvidence', year: 2023, document }, { by })).toHaveLength(1);
  });
});

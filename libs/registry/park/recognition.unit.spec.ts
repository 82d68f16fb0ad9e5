import type { RecognitionFacts } from '../index.js';
import { callers } from '../testing/index.js';
import { document, facts, park, recognisedPark, rules, scheme, zone } from '../testing/samples.js';

const extra = { zone: zone().state, rules };
const recognise = { type: 'RecognisePark', on: '2022-06-30', scheme: scheme.id, document } as const;
const refuse = { type: 'RefuseRecognition', on: '2022-06-30', scheme: scheme.id, findings: [] } as const;

function applied(change: Partial<RecognitionFacts> = {}) {
  const stream = park();
  stream.do({ type: 'ApplyForRecognition', facts: { ...facts, ...change } }, { by: callers.county });
  return stream;
}

describe('recognition (认定)', () => {
  it('is applied for by the park’s county or the park itself, and given by the task force when every criterion is met', () => {
    const stream = park();
    const apply = { type: 'ApplyForRecognition', facts } as const;
    expect(stream.refusal(apply, { by: callers.otherCounty }).code).toBe('registry.notYours');
    expect(stream.refusal(apply, { by: callers.otherPark }).code).toBe('registry.notYours');
    expect(stream.refusal(apply, { by: callers.taskForce }).code).toBe('registry.wrongDepartment');
    expect(stream.refusal(recognise, { by: callers.taskForce, extra }).code).toBe('registry.notApplied');
    stream.do(apply, { by: callers.park });
    expect(stream.refusal(recognise, { by: callers.county, extra }).code).toBe('registry.wrongDepartment');
    const [event] = stream.do(recognise, { by: callers.taskForce, extra });
    expect(event).toMatchObject({ type: 'ParkRecognised', data: { on: '2022-06-30', scheme: rules.ref } });
    expect((event?.data as { checks: { passed: boolean }[] }).checks.filter((check) => check.passed)).toHaveLength(11);
    expect(stream.refusal(apply, { by: callers.county }).code).toBe('registry.alreadyRecognised');
  });

  const evidence = [document];
  const failing: [string, Partial<RecognitionFacts>, string][] = [
    ['12 months less a day in operation', { inOperation: { since: '2021-07-01', evidence } }, 'inOperation'],
    ['land of 19.99 亩', { size: { land: { area: '19.99', unit: 'mu' }, evidence } }, 'size'],
    ['land in 亩 is not rounded', { size: { land: { area: '19.999995', unit: 'mu' }, evidence } }, 'size'],
    ['13329.99 m² = 19.994985 亩 rounds to 19.99', { size: { land: { area: '13329.99', unit: 'm2' }, evidence } }, 'size'],
    ['a floor of 19999.99 m²', { size: { floor: '19999.99', evidence } }, 'size'],
    ['neither land nor floor', { size: { evidence } }, 'size'],
    ['69 of 100 tenants small', { smallShare: { small: 69, tenants: 100, evidence } }, 'smallShare'],
    ['no tenants', { smallShare: { small: 0, tenants: 0, evidence }, manufacturers: { count: 0, evidence } }, 'smallShare'],
    ['4 manufacturers', { manufacturers: { count: 4, evidence } }, 'manufacturers'],
    ['an operator in bad credit', { goodCredit: { operator: false, representative: true, evidence } }, 'goodCredit'],
    ['a representative in bad credit', { goodCredit: { operator: true, representative: false, evidence } }, 'goodCredit'],
    ['no leading industry stated', { admissionConditions: { met: true, leadingIndustry: ' ', evidence } }, 'admissionConditions'],
    ['outside the zone', { withinZone: { met: false, evidence } }, 'withinZone'],
    ['not a legal person', { legalPerson: { met: false, evidence } }, 'legalPerson'],
    ['against the plan', { fitsPlan: { met: false, evidence } }, 'fitsPlan'],
    ['without facilities', { publicFacilities: { met: false, evidence } }, 'publicFacilities'],
    ['without an operator', { operator: { met: false, evidence } }, 'operator'],
  ];
  it.each(failing)('fails for %s', (_name, change, criterion) => {
    const refused = applied(change).refusal(recognise, { by: callers.taskForce, extra });
    expect(refused.code).toBe('registry.recognitionChecksFailed');
    expect(refused.faults.map((fault) => fault.where)).toContain(criterion);
  });

  const passing: [string, Partial<RecognitionFacts>][] = [
    ['13333.33 m² of land, 20.00 亩 when rounded', { size: { land: { area: '13333.33', unit: 'm2' }, evidence } }],
    ['13330 m² = 19.995 亩 rounds up to 20.00', { size: { land: { area: '13330', unit: 'm2' }, evidence } }],
    ['20000 m² of floor and little land', { size: { land: { area: '3', unit: 'mu' }, floor: '20000', evidence } }],
    ['70 of 100 tenants small', { smallShare: { small: 70, tenants: 100, evidence } }],
  ];
  it.each(passing)('passes with %s', (_name, change) => {
    expect(applied(change).do(recognise, { by: callers.taskForce, extra })).toMatchObject([{ type: 'ParkRecognised' }]);
  });

  it('needs a zone of province level or above', () => {
    const municipal = { zone: zone('municipal').state, rules };
    expect(applied().refusal(recognise, { by: callers.taskForce, extra: municipal }).faults).toMatchObject([{ where: 'withinZone' }]);
    expect(applied().do(recognise, { by: callers.taskForce, extra: { zone: zone('national').state, rules } })).toHaveLength(1);
  });

  it('is refused with each failed check listed, and not without a ground', () => {
    const stream = applied({ manufacturers: { count: 2, evidence }, operator: { met: false, evidence } });
    const [event] = stream.do(refuse, { by: callers.taskForce, extra });
    expect((event?.data as { failed: { criterion: string }[] }).failed.map((check) => check.criterion)).toEqual([
      'operator',
      'manufacturers',
    ]);
    expect(stream.refusal(recognise, { by: callers.taskForce, extra }).code).toBe('registry.notApplied');
    expect(applied().refusal(refuse, { by: callers.taskForce, extra }).code).toBe('registry.refusalWithoutGround');
    const finding = { criterion: 'publicFacilities', reason: '现场核查未见污水处理设施' } as const;
    expect(applied().do({ ...refuse, findings: [finding] }, { by: callers.taskForce, extra })).toMatchObject([
      { type: 'RecognitionRefused', data: { failed: [], findings: [finding] } },
    ]);
  });

  it('does not believe numbers that contradict each other, days to come, or another day than the registered one', () => {
    const by = callers.county;
    const apply = (change: Partial<RecognitionFacts>) => ({ type: 'ApplyForRecognition', facts: { ...facts, ...change } }) as const;
    const counts = park().refusal(apply({ smallShare: { small: 11, tenants: 10, evidence } }), { by });
    expect(counts).toMatchObject({ code: 'registry.countsContradict', where: 'facts.smallShare.small' });
    const makers = park().refusal(apply({ manufacturers: { count: 11, evidence } }), { by });
    expect(makers).toMatchObject({ code: 'registry.countsContradict', where: 'facts.manufacturers.count' });
    const future = park().refusal(apply({ inOperation: { since: '2024-06-02', evidence } }), { by });
    expect(future.code).toBe('registry.futureDate');
    const other = park('P1', { operatingSince: '2021-01-01' }).refusal(apply({}), { by });
    expect(other.code).toBe('registry.operatingSinceDiffers');
  });

  it('counts the day in China: 1 June there is still 31 May in UTC', () => {
    const stream = applied();
    const soon = { ...recognise, on: '2024-06-01' };
    expect(stream.refusal(soon, { by: callers.taskForce, extra, at: '2024-05-31T15:59:59.999Z' }).code).toBe('registry.futureDate');
    expect(stream.do(soon, { by: callers.taskForce, extra, at: '2024-05-31T16:00:00.000Z' })).toHaveLength(1);
  });

  it('is withdrawn on a ground and a document, and may be given again later', () => {
    const stream = recognisedPark();
    const withdraw = { type: 'WithdrawRecognition', on: '2023-05-01', ground: '改变用途', document } as const;
    expect(stream.refusal({ ...withdraw, on: '2022-06-29' }, { by: callers.taskForce }).code).toBe('registry.beforeRecognition');
    expect(stream.refusal(withdraw, { by: callers.county }).code).toBe('registry.wrongDepartment');
    stream.do(withdraw, { by: callers.taskForce });
    expect(stream.refusal(withdraw, { by: callers.taskForce }).code).toBe('registry.notRecognised');
    stream.do({ type: 'ApplyForRecognition', facts }, { by: callers.county });
    const early = stream.refusal({ ...recognise, on: '2023-04-30' }, { by: callers.taskForce, extra });
    expect(early.code).toBe('registry.daysOutOfOrder');
    expect(stream.do({ ...recognise, on: '2023-12-01' }, { by: callers.taskForce, extra })).toHaveLength(1);
  });
});

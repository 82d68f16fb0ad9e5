import { accidentStatementFor, type Park } from '../index.js';
import { callers } from '../testing/index.js';
import { document, park, report } from '../testing/samples.js';

const safetyOf = (stream: ReturnType<typeof park>) => (stream.state as Park).safety;

describe('厂中厂、园中园 (R39)', () => {
  const tell = { type: 'ReportNestedPark', kind: 'factoryInFactory', on: '2023-04-01' } as const;

  it('is reported by the park’s county and verified by 经信, not by the county itself', () => {
    const stream = park();
    expect(stream.refusal(tell, { by: callers.otherCounty }).code).toBe('registry.notYours');
    expect(stream.refusal(tell, { by: callers.industry }).code).toBe('registry.wrongDepartment');
    stream.do(tell, { by: callers.county });
    const id = safetyOf(stream).nested[0]?.report as string;
    expect(stream.refusal({ type: 'ConfirmNestedPark', report: id }, { by: callers.county }).code).toBe('registry.wrongDepartment');
    expect(stream.refusal({ type: 'ClearNestedPark', report: id, on: '2024-01-01', document }, { by: callers.industry }).code).toBe(
      'registry.nestedDecided',
    );
    expect(stream.do({ type: 'ConfirmNestedPark', report: id }, { by: callers.industry })).toEqual([
      { type: 'NestedParkFound', data: { report: id, kind: 'factoryInFactory', on: '2023-04-01' } },
    ]);
    expect(stream.refusal({ type: 'DismissNestedPark', report: id, reason: '—' }, { by: callers.industry }).code).toBe(
      'registry.nestedDecided',
    );
    const clear = { type: 'ClearNestedPark', report: id, on: '2023-03-31', document } as const;
    expect(stream.refusal(clear, { by: callers.industry }).code).toBe('registry.daysOutOfOrder');
    stream.do({ ...clear, on: '2024-02-01' }, { by: callers.industry });
    expect(safetyOf(stream).nested).toMatchObject([{ state: 'cleared', clearedOn: '2024-02-01' }]);
  });

  it('may be dismissed; an unknown report is refused', () => {
    const stream = park();
    stream.do(tell, { by: callers.county });
    const id = safetyOf(stream).nested[0]?.report as string;
    stream.do({ type: 'DismissNestedPark', report: id, reason: '系同一法人厂房' }, { by: callers.industry });
    expect(safetyOf(stream).nested).toMatchObject([{ state: 'dismissed' }]);
    expect(stream.refusal({ type: 'ConfirmNestedPark', report: 'none' }, { by: callers.industry }).code).toBe('registry.nestedUnknown');
  });
});

describe('a statement that comes with its accidents (R37)', () => {
  const by = callers.emergency;
  const accident = { accident: '应急2023-9', date: '2023-08-01', severity: null } as const;
  const deliver = (...accidents: object[]) => ({ type: 'DeliverStatement', year: 2023, accidents }) as never;
  const types = (events: readonly { readonly type: string }[]) => events.map(({ type }) => type);

  it('records and grades what is news and then states the year, at once; said again it says nothing', () => {
    const stream = park();
    expect(stream.refusal(deliver(), { by: callers.county }).code).toBe('registry.wrongDepartment');
    expect(types(stream.do(deliver(accident), { by }))).toEqual(['AccidentRecorded', 'AccidentStatementMade']);
    expect(stream.do(deliver(accident), { by })).toEqual([]);
    expect(stream.refusal(deliver({ ...accident, severity: 'major' }), { by }).code).toBe('registry.gradingNeedsReport');
    expect(types(stream.do(deliver({ ...accident, severity: 'major', report }), { by }))).toEqual(['AccidentGraded']);
  });

  it('is refused whole where it contradicts what is registered', () => {
    const stream = park();
    stream.do(deliver(accident), { by });
    expect(stream.refusal(deliver({ ...accident, date: '2023-08-02' }), { by }).code).toBe('registry.accidentExists');
    expect(stream.refusal(deliver({ ...accident, accident: '应急2023-10' }), { by }).code).toBe('registry.statementContradicts');
    expect(safetyOf(stream).accidents).toHaveLength(1);
  });
});

describe('accidents (R37, R38)', () => {
  const by = callers.emergency;
  const record = { type: 'RecordAccident', accident: '应急2023-7', date: '2023-08-01', severity: null } as const;

  it('are 应急管理’s to record, graded by the official report only', () => {
    const stream = park();
    expect(stream.refusal(record, { by: callers.taskForce }).code).toBe('registry.wrongDepartment');
    expect(stream.refusal({ ...record, severity: 'major' }, { by }).code).toBe('registry.gradingNeedsReport');
    expect(stream.refusal({ ...record, date: '2024-06-02' }, { by }).code).toBe('registry.futureDate');
    stream.do(record, { by });
    expect(stream.refusal(record, { by }).code).toBe('registry.accidentExists');
    const grade = { type: 'GradeAccident', accident: '应急2023-7', severity: 'serious', report } as const;
    expect(stream.refusal({ ...grade, accident: 'x' }, { by }).code).toBe('registry.accidentUnknown');
    expect(stream.do(grade, { by })).toHaveLength(1);
    expect(stream.do(grade, { by })).toEqual([]);
    stream.do({ ...grade, severity: 'major' }, { by });
    expect(safetyOf(stream).accidents).toMatchObject([{ severity: 'major', date: '2023-08-01' }]);
  });

  it('that were recorded by mistake are struck, and may be recorded rightly', () => {
    const stream = park();
    stream.do(record, { by });
    stream.do({ type: 'StrikeAccident', accident: record.accident, reason: '不属本园', document }, { by });
    expect(stream.refusal({ type: 'GradeAccident', accident: record.accident, severity: 'major', report }, { by }).code).toBe(
      'registry.accidentUnknown',
    );
    stream.do({ ...record, date: '2023-08-02' }, { by });
    expect(safetyOf(stream).accidents).toMatchObject([{ date: '2023-08-02', struck: false }]);
  });

  it('are stated for each year that is over, exactly as recorded', () => {
    const stream = park();
    const state = (year: number, ...accidents: string[]) =>
      ({ type: 'StateAccidents', year, none: accidents.length === 0, accidents }) as const;
    expect(accidentStatementFor(safetyOf(stream), 2023)).toEqual({ state: 'missing' });
    expect(stream.refusal(state(2024), { by }).code).toBe('registry.yearNotOver');
    expect(stream.refusal(state(2023), { by, at: '2023-12-31T15:59:59.999Z' }).code).toBe('registry.yearNotOver');
    expect(stream.refusal(state(2023), { by: callers.county }).code).toBe('registry.wrongDepartment');
    expect(stream.do(state(2023), { by, at: '2023-12-31T16:00:00.000Z' })).toHaveLength(1);
    expect(stream.do(state(2023), { by })).toEqual([]);
    expect(accidentStatementFor(safetyOf(stream), 2023).state).toBe('current');
    stream.do(record, { by });
    expect(accidentStatementFor(safetyOf(stream), 2023).state).toBe('outdated');
    expect(stream.refusal(state(2023), { by }).code).toBe('registry.statementContradicts');
    expect(stream.refusal(state(2022, record.accident), { by }).code).toBe('registry.statementContradicts');
    expect(stream.refusal({ ...state(2023, record.accident), none: true }, { by }).code).toBe('registry.statementContradicts');
    stream.do(state(2023, record.accident), { by });
    expect(accidentStatementFor(safetyOf(stream), 2023)).toMatchObject({ state: 'current', statement: { none: false } });
  });
});

describe('false evidence (R25)', () => {
  it('is proven by a decision of the task force for a year that has begun, and may be revoked once', () => {
    const stream = park();
    const prove = { type: 'ProveFalseEvidence', year: 2023, metric: 'highTechNew', document } as const;
    expect(stream.refusal(prove, { by: callers.county }).code).toBe('registry.wrongDepartment');
    expect(stream.refusal({ ...prove, year: 2025 }, { by: callers.taskForce }).code).toBe('registry.futureDate');
    stream.do(prove, { by: callers.taskForce });
    const finding = safetyOf(stream).falseEvidence[0]?.finding as string;
    const revoke = { type: 'RevokeFalseEvidence', finding, reason: '复议撤销', document } as const;
    expect(stream.refusal({ ...revoke, finding: 'none' }, { by: callers.taskForce }).code).toBe('registry.falseEvidenceUnknown');
    stream.do(revoke, { by: callers.taskForce });
    expect(stream.refusal(revoke, { by: callers.taskForce }).code).toBe('registry.falseEvidenceRevoked');
  });
});

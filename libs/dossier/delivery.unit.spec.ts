import * as city from './testing/city.js';
import { given, go, submit, verify, withRoster } from './testing/road.js';
import { standing } from './dossier.state.js';
import { withoutFloats } from './lines/structure.js';

const [a, b] = city.usccs;
const roster = (lines: readonly unknown[]) => ({ type: 'SubmitFact', metric: 'tenantRoster', lines }) as const;
const land = (...lines: unknown[]) => ({ type: 'SubmitFact', metric: 'landArea', lines }) as const;
const extra = city.knowing();
const fromLand = { caller: city.clerk('landResources'), extra };

describe('submitting a fact', () => {
  it('opens the dossier under the scheme of the evaluation that asks, and keeps the lines with derived ids', () => {
    const { id, hash } = city.knowing().scheme ?? { id: '', hash: '' };
    const line = city.parcel('皖(2020)0001', '13333.33', 'm2');
    given()
      .when(land(line), fromLand)
      .then(
        { type: 'DossierOpened', data: { park: 'P1', year: 2023, evaluation: 2023, scheme: { id, hash } } },
        {
          type: 'FactSubmitted',
          data: { metric: 'landArea', version: 1, lines: [{ ...line, id: '皖(2020)0001' }] as never, warnings: [], documents: [] },
        },
      );
  });

  it('takes an empty list as an empty list, and negative tax', () => {
    const tax = withRoster();
    expect(standing(submit(tax, 'taxPaid', []).state, 'taxPaid')).toMatchObject({ version: 1, lines: [] });
    expect(standing(submit(tax, 'taxPaid', [city.amount(a, '-12.5')]).state, 'taxPaid')?.lines).toMatchObject([{ amount: '-12.5' }]);
  });

  it('refuses an unknown metric, a metric that every object inherits included', () => {
    for (const metric of ['taxes', 'constructor', '__proto__']) {
      given()
        .when({ type: 'SubmitFact', metric, lines: [] }, { caller: city.clerk('tax'), extra })
        .refusedWith('dossier.unknownMetric');
    }
  });

  it('lets only the department that the scheme names submit, and a park only for itself', () => {
    given()
      .when(land(), { caller: city.clerk('tax'), extra })
      .refusedWith('dossier.wrongDepartment');
    given().when(land(), { caller: city.taskForce, extra }).refusedWith('dossier.wrongDepartment');
    given()
      .when(land(), { caller: { account: 'x', role: 'auditor' }, extra })
      .refusedWith('dossier.wrongDepartment');
    given()
      .when(roster([]), { caller: { ...city.park, park: 'P2' }, extra })
      .refusedWith('dossier.notYours');
  });

  it('refuses a park that nobody registered and a year that no evaluation asks for', () => {
    const { park: _park, ...unregistered } = extra;
    const { scheme: _scheme, ...unasked } = extra;
    given()
      .when(land(), { ...fromLand, extra: unregistered })
      .refusedWith('dossier.unknownPark');
    given()
      .when(land(), { ...fromLand, extra: unasked })
      .refusedWith('dossier.noEvaluation');
  });

  it('refuses a second submission: what stands is corrected by its version', () => {
    submit(given(), 'landArea').when(land(), fromLand).refusedWith('dossier.alreadySubmitted');
  });

  it('draws amounts only from a frozen roster, where the year has one', () => {
    const tax = { type: 'SubmitFact', metric: 'taxPaid', lines: [] } as const;
    const caller = city.clerk('tax');
    given().when(tax, { caller, extra }).refusedWith('dossier.rosterNotFrozen');
    submit(given(), 'tenantRoster').when(tax, { caller, extra }).refusedWith('dossier.rosterNotFrozen');
    given()
      .when(tax, { caller, extra: city.knowing({ yearEvaluated: false }) })
      .thenState((state) => expect(standing(state, 'taxPaid')?.roster).toBeUndefined());
    expect(standing(submit(withRoster(), 'taxPaid').state, 'taxPaid')?.roster).toBe(1);
  });
});

describe('wrong lines', () => {
  const refused = (metric: string, line: unknown, code: string, where?: string) =>
    withRoster()
      .when({ type: 'SubmitFact', metric, lines: [withoutFloats(line)] as unknown[] }, { caller: city.deliverer(metric), extra })
      .refusedWith(code, where === undefined ? {} : { where: [where] });
  const assessed = { source: { hash: city.hash, sheet: city.sheet, row: 2 }, assessor: 'x', reason: '在用' };

  it.each([
    ['a JSON number', 'taxPaid', { ...city.amount(a, '1'), amount: 12.5 }, 'decimal.notText', 'lines[0].amount'],
    ['a whole JSON number', 'taxPaid', { ...city.amount(a, '1'), amount: 12 }, 'decimal.notText', 'lines[0].amount'],
    ['float noise', 'taxPaid', city.amount(a, '0.30000000000000004'), 'decimal.tooPrecise', 'lines[0].amount'],
    ['seven decimal places where six are allowed', 'taxPaid', city.amount(a, '1.1234567'), 'decimal.tooPrecise', 'lines[0].amount'],
    ['an exponent', 'taxPaid', city.amount(a, '1e3'), 'decimal.malformed', 'lines[0].amount'],
    ['a thousands separator', 'taxPaid', city.amount(a, '1,000'), 'decimal.malformed', 'lines[0].amount'],
    ['a wrong check digit', 'taxPaid', city.amount('91341502MA2TX00251', '1'), 'uscc.checkDigit', 'lines[0].uscc'],
    ['a code of 17 digits', 'taxPaid', city.amount('9134150200000000A', '1'), 'uscc.malformed', 'lines[0].uscc'],
    ['group figures', 'taxPaid', { ...city.amount(a, '1'), scope: 'consolidated' }, 'dossier.consolidated', 'lines[0].scope'],
    [
      'a share without apportioning',
      'taxPaid',
      { ...city.amount(a, '1'), share: '40' },
      'dossier.shareWithoutApportioning',
      'lines[0].share',
    ],
    [
      'more than the whole',
      'taxPaid',
      { ...city.amount(a, '1'), scope: 'apportioned', share: '100.1' },
      'dossier.shareOutOfRange',
      'lines[0].share',
    ],
    ['a negative area', 'landArea', city.parcel('x', '-20'), 'dossier.areaNotPositive', 'lines[0].area'],
    ['no area', 'landArea', city.parcel('x', '0'), 'dossier.areaNotPositive', 'lines[0].area'],
    ['an unknown unit', 'landArea', city.parcel('x', '20', 'ha' as never), 'dossier.fieldInvalid', 'lines[0].unit'],
    ['a future date', 'inventionPatents', city.patent('ZL1', a, '2025-01-03'), 'dossier.futureDate', 'lines[0].date'],
    ['a day that does not exist', 'inventionPatents', city.patent('ZL1', a, '2023-02-29'), 'date.invalid', 'lines[0].date'],
    ['a date in another form', 'inventionPatents', city.patent('ZL1', a, '2023/02/03'), 'date.invalid', 'lines[0].date'],
    ['an unknown choice', 'clusteringOption', city.choice('both'), 'dossier.unknownCategory', 'lines[0].value'],
    ['a field too many', 'governanceSound', { ...city.flag(true), remark: 'x' }, 'dossier.unknownField', 'lines[0].remark'],
    ['a field missing', 'governanceSound', { source: city.flag(true).source }, 'dossier.fieldMissing', 'lines[0].value'],
    ['no line at all', 'governanceSound', 'yes', 'dossier.lineMalformed', 'lines[0]'],
    ['an id of its own', 'governanceSound', { ...city.flag(true), id: 'x' }, 'dossier.lineIdDiffers', 'lines[0].id'],
    [
      'an unknown file',
      'governanceSound',
      { value: true, source: { hash: 'ee'.repeat(32), sheet: city.sheet, row: 2 } },
      'evidence.unknown',
      'lines[0].source.hash',
    ],
    [
      'an unknown sheet',
      'governanceSound',
      { value: true, source: { hash: city.hash, sheet: 'x.csv', row: 2 } },
      'evidence.noSuchSheet',
      'lines[0].source.sheet',
    ],
    [
      'a row that is not there',
      'governanceSound',
      { value: true, source: { hash: city.hash, sheet: city.sheet, row: 1001 } },
      'evidence.noSuchRow',
      'lines[0].source.row',
    ],
    [
      'the header as a line',
      'governanceSound',
      { value: true, source: { hash: city.hash, sheet: city.sheet, row: 1 } },
      'evidence.noSuchRow',
      'lines[0].source.row',
    ],
  ])('%s', (_what, metric, line, code, where) => refused(metric, line, code, where));

  it('names every fault at once, each with its place', () => {
    const lines = [city.amount('91341502MA2TX00251', '1,000'), city.amount(a, '1.0000001'), city.amount(a, '2'), { nothing: true }];
    withRoster()
      .when({ type: 'SubmitFact', metric: 'taxPaid', lines }, { caller: city.clerk('tax'), extra })
      .refusedWith('dossier.invalid', {
        faults: [
          'decimal.malformed',
          'uscc.checkDigit',
          'decimal.tooPrecise',
          ...Array<string>(4).fill('dossier.fieldMissing'),
          'dossier.unknownField',
          'dossier.duplicateLine',
        ],
      });
  });

  it('one enterprise once a list, one certificate once a list', () => {
    const tax = [city.amount(a, '1'), city.amount(b, '1'), city.amount(a, '2', 3)];
    withRoster()
      .when({ type: 'SubmitFact', metric: 'taxPaid', lines: tax }, { caller: city.clerk('tax'), extra })
      .refusedWith('dossier.duplicateLine', { where: ['lines[2]'] });
    withRoster()
      .when(
        { type: 'SubmitFact', metric: 'inventionPatents', lines: [city.patent('ZL1'), city.patent('ZL1', b)] },
        { caller: city.park, extra },
      )
      .refusedWith('dossier.duplicateLine', { where: ['lines[1]'] });
  });

  it('repeated stays of an enterprise are lines of their own, but may not overlap, not by one day', () => {
    const when = (...lines: unknown[]) => given().when(roster(lines), { caller: city.park, extra });
    when(city.stay(a, '2022-01-01', '2022-06-30'), city.stay(a, '2022-07-01')).thenState((state) => {
      expect(standing(state, 'tenantRoster')?.lines).toHaveLength(2);
    });
    when(city.stay(a, '2022-06-30'), city.stay(a, '2022-01-01', '2022-06-30')).refusedWith('dossier.overlappingStays', {
      where: ['lines[0].from'],
    });
    when(city.stay(a, '2022-01-01'), city.stay(a, '2022-03-01', '2022-04-01'), city.stay(a, '2023-01-01')).refusedWith('dossier.invalid', {
      faults: ['dossier.overlappingStays', 'dossier.overlappingStays'],
    });
    when(city.stay(a, '2022-05-01', '2022-04-30')).refusedWith('dossier.datesReversed');
    when(city.stay(a, '2022-05-01', '2025-01-03')).refusedWith('dossier.futureDate', { where: ['lines[0].to'] });
  });

  it('assessed points are steps of the scale, by enough assessors (R31)', () => {
    const when = (...points: string[]) =>
      given().when(
        {
          type: 'SubmitFact',
          metric: 'digitalAssessed',
          lines: points.map((value, i) => ({ ...assessed, assessor: `a${i}`, points: value })),
        },
        { caller: city.taskForce, extra },
      );
    when('0', '2.5', '4').thenState((state) => expect(standing(state, 'digitalAssessed')?.lines).toHaveLength(3));
    when('2', '2').refusedWith('dossier.tooFewAssessors');
    for (const points of ['4.5', '-0.5', '2.3'])
      when('2', points, '2').refusedWith('dossier.pointsOffScale', { where: ['lines[1].points'] });
  });

  it('an assessor is an account, never a name', () => {
    const lines = ['a1', '王小明', 'a3'].map((assessor) => ({ ...assessed, assessor, points: '2' }));
    given()
      .when({ type: 'SubmitFact', metric: 'digitalAssessed', lines }, { caller: city.taskForce, extra })
      .refusedWith('dossier.assessorNotAccount', { where: ['lines[1].assessor'] });
  });

  it('today is not the future, in China', () => {
    const lines = [city.patent('ZL1', a, '2025-01-03')];
    // 16:00 UTC is midnight in China.
    given()
      .when({ type: 'SubmitFact', metric: 'inventionPatents', lines }, { caller: city.park, extra, at: '2025-01-02T15:59:59.999Z' })
      .refusedWith('dossier.futureDate');
    given()
      .when({ type: 'SubmitFact', metric: 'inventionPatents', lines }, { caller: city.park, extra, at: '2025-01-02T16:00:00.000Z' })
      .thenState((state) => expect(standing(state, 'inventionPatents')?.version).toBe(1));
  });
});

describe('warnings on entry, which hinder nobody', () => {
  const warned = (metric: string, lines: readonly unknown[], knowledge = extra) =>
    withRoster()
      .when({ type: 'SubmitFact', metric, lines }, { caller: city.deliverer(metric), extra: knowledge })
      .events.flatMap((event) => ('warnings' in event.data ? event.data.warnings.map(({ code, where }) => [code, where]) : []));

  it("an enterprise that is not on the roster, a date outside the year, an industry that is not the zone's", () => {
    expect(warned('taxPaid', [city.amount(a, '1'), city.amount(b, '1')])).toEqual([['dossier.notOnRoster', 'lines[1].uscc']]);
    expect(warned('inventionPatents', [city.patent('Z', a, '2022-12-31'), city.patent('Y', a, '2023-12-31')])).toEqual([
      ['dossier.outsideYear', 'lines[0].date'],
    ]);
    const share = { source: city.flag(true).source, industry: '纺织', clear: true, numerator: '101', denominator: '100' };
    expect(warned('leadingIndustryShare', [share]).map(([code]) => code)).toEqual(['dossier.industryNotOfZone', 'dossier.shareAboveWhole']);
  });

  it('a certificate that another park has in the same list (R5), but not its own one', () => {
    const claim = { kind: 'certificate', metric: 'inventionPatents', subject: 'ZL1', line: 'ZL1' } as const;
    const others = (park: string) => city.knowing({ others: [{ park, year: 2023, claims: [claim] }] });
    expect(warned('inventionPatents', [city.patent('ZL0'), city.patent('ZL1')], others('P2'))).toEqual([['dossier.clash', 'lines[1]']]);
    expect(warned('inventionPatents', [city.patent('ZL1')], others('P1'))).toEqual([]);
    expect(warned('designPatents', [city.patent('ZL1')], others('P2'))).toEqual([]);
  });

  it('the differences from the tenancy register that the handler found', () => {
    const note = { code: 'registry.rosterUnknown', message: '没有入园登记' };
    given()
      .when(roster([]), { caller: city.park, extra: city.knowing({ rosterNotes: [note] }) })
      .thenState((state) => expect(standing(state, 'tenantRoster')?.warnings).toEqual([note]));
  });
});

describe('correcting and withdrawing', () => {
  const correction = {
    type: 'CorrectFact',
    metric: 'landArea',
    version: 1,
    lines: [city.parcel('皖(2020)0002', '21')],
    reason: '测绘更正',
    documents: [city.document],
  } as const;

  it('keeps the old version, states reason and evidence, and needs verification again', () => {
    const before = verify(submit(given(), 'landArea'), 'landArea');
    const { state } = go(before, correction, city.clerk('landResources', 'land-9'));
    expect(state.facts['landArea']?.versions).toMatchObject([
      { version: 1, status: 'superseded', lines: [{ certificate: '皖(2020)0001' }], verified: { verdicts: [{ verdict: 'confirmed' }] } },
      {
        version: 2,
        previous: 1,
        status: 'submitted',
        reason: '测绘更正',
        delivered: { account: 'land-9' },
        lines: [{ certificate: '皖(2020)0002' }],
      },
    ]);
    expect(standing(state, 'landArea')?.verified).toBeUndefined();
  });

  it('acts on the version that it names, and on no other', () => {
    const second = go(submit(given(), 'landArea'), correction, city.clerk('landResources'));
    second.when({ ...correction, version: 1 }, fromLand).refusedWith('dossier.staleVersion');
    second.when({ ...correction, version: 3 }, fromLand).refusedWith('dossier.staleVersion');
    second.when({ type: 'WithdrawFact', metric: 'landArea', version: 1, reason: 'x' }, fromLand).refusedWith('dossier.staleVersion');
    given().when(correction, fromLand).refusedWith('dossier.notSubmitted');
  });

  it('asks for reason and evidence, and checks its lines like a submission', () => {
    const first = submit(given(), 'landArea');
    first.when({ ...correction, reason: ' ' }, fromLand).refusedWith('dossier.reasonMissing');
    first.when({ ...correction, documents: [] }, fromLand).refusedWith('dossier.evidenceMissing');
    first
      .when({ ...correction, documents: [{ hash: 'ee'.repeat(32), title: 'x' }] }, fromLand)
      .refusedWith('evidence.unknown', { where: ['documents[0].hash'] });
    first.when({ ...correction, lines: [city.parcel('x', '-1')] }, fromLand).refusedWith('dossier.areaNotPositive');
    first.when(correction, { caller: city.clerk('tax'), extra }).refusedWith('dossier.wrongDepartment');
  });

  it('what was withdrawn can be submitted again, as the next version', () => {
    const withdrawn = go(
      submit(given(), 'landArea'),
      { type: 'WithdrawFact', metric: 'landArea', version: 1, reason: '报错园区' },
      city.clerk('landResources'),
    );
    expect(standing(withdrawn.state, 'landArea')).toBeUndefined();
    withdrawn.when(correction, fromLand).refusedWith('dossier.notSubmitted');
    expect(standing(submit(withdrawn, 'landArea').state, 'landArea')?.version).toBe(2);
    submit(given(), 'landArea')
      .when({ type: 'WithdrawFact', metric: 'landArea', version: 1, reason: '' }, fromLand)
      .refusedWith('dossier.reasonMissing');
  });
});

import { bareCodes } from '#libs/kernel/testing';
import * as city from './testing/city.js';
import { complete, given, go, submit, verify, withRoster } from './testing/road.js';
import { blockersOf } from './blockers.js';
import { clashFault } from './clashes.js';
import { versionStatusNames } from './dossier.types.js';
import { waiverNames } from './events.js';

const extra = city.knowing();
const own = [
  ...city.scheme.metrics.map(({ code }) => code),
  ...city.scheme.industries.list.map(({ code }) => code),
  ...Object.keys(versionStatusNames),
  ...Object.keys(waiverNames),
  ...['entity', 'branch', 'apportioned', 'consolidated', 'national', 'provincial', 'municipal', 'certificate', 'stay', 'share'],
];
const tax = city.clerk('tax');

describe('what a clerk reads', () => {
  it('names offices, metrics and states in Chinese, and machines still get the codes', () => {
    const refusal = given().when({ type: 'SubmitFact', metric: 'landArea', lines: [] }, { caller: tax, extra }).refusal();
    expect(refusal).toMatchObject({
      message: '「占地面积（landArea）」应由自然资源办理，当前账号属于税务',
      params: { metric: 'landArea', expected: 'landResources', department: 'tax' },
    });
    const auditor = { account: 'a', role: 'auditor' } as const;
    expect(given().when({ type: 'DeclareDossier' }, { caller: auditor, extra }).refusal().code).toBe('dossier.notOpen');
    const verified = verify(submit(withRoster(), 'taxPaid', []), 'taxPaid');
    const again = { type: 'VerifyFact', metric: 'taxPaid', version: 1, verdicts: [] } as const;
    expect(verified.when(again, { caller: city.clerk('tax', 'tax-2'), extra }).refusal()).toMatchObject({
      message: '「园内企业税收总额（taxPaid）」第 1 版的状态是「已核实」，不在待核实',
      params: { metric: 'taxPaid', status: 'verified' },
    });
    const waive = { type: 'WaiveFact', metric: 'taxPaid', kind: 'claimed', reason: '无' } as const;
    expect(withRoster().when(waive, { caller: city.taskForce, extra }).refusal()).toMatchObject({
      message: '「园内企业税收总额（taxPaid）」不能豁免为「申报项计为无」',
      params: { kind: 'claimed' },
    });
  });

  it('holds for every blocker, also of a dossier that was never opened', () => {
    const clash = { kind: 'stay', metric: 'tenantRoster', subject: '某企业', places: [] } as const;
    const submitted = submit(withRoster(), 'taxPaid', []);
    const returned = go(complete(), { type: 'ReturnFact', metric: 'taxPaid', version: 1, reason: '口径' }, city.clerk('tax', 'tax-2'));
    const parcel = submit(complete(['landArea']), 'landArea', [city.parcel('x', '21')]);
    const line = verify(parcel, 'landArea', [{ line: 'x', verdict: 'returned', reason: '面积' }]);
    const claimed = submit(complete(['inventionPatents']), 'inventionPatents');
    const unfrozen = verify(submit(given(), 'tenantRoster'), 'tenantRoster');
    const states = [given(), unfrozen, submitted, returned, line, claimed].map(({ state }) => state);
    const blockers = states.flatMap((state) => blockersOf(state, 'year', city.scheme, [clash]));
    expect([...new Set(blockers.map(({ code }) => code))].sort()).toEqual([
      'dossier.clash',
      'dossier.factReturned',
      'dossier.landNotPositive',
      'dossier.linesReturned',
      'dossier.metricMissing',
      'dossier.notDeclared',
      'dossier.notReviewed',
      'dossier.notVerified',
      'dossier.rosterUnfrozen',
    ]);
    expect(bareCodes(blockers, own)).toEqual([]);
    // R45: a park's claim may be waived, what a department submits for the year may not.
    expect(blockers.find(({ metric }) => metric === 'highTechNew')?.remedy).toBe('由园区提交，或由专班依规豁免');
    expect(blockers.find(({ metric, code }) => metric === 'operatingRevenue' && code === 'dossier.metricMissing')).toMatchObject({
      message: '「园内企业总营业收入（operatingRevenue）」未提交',
      remedy: '由税务提交',
      params: { metric: 'operatingRevenue', department: 'tax' },
    });
    for (const kind of ['certificate', 'share', 'stay'] as const) {
      const fault = clashFault({ ...clash, kind }, city.scheme);
      expect(fault.params).toMatchObject({ kind, metric: 'tenantRoster' });
      expect(bareCodes([fault], own)).toEqual([]);
    }
  });

  it('holds for every fault of a list, its fields by their names in the list', () => {
    const [a] = city.usccs;
    const at = { source: { hash: city.hash, sheet: city.sheet, row: 2 } };
    const faulty = {
      taxPaid: [
        { ...city.amount(a, '1.2345678'), scope: 'entity', share: '120' },
        { ...city.amount(a, 'x'), scope: 'other', more: 1 },
        { ...city.amount('91341502MA2TX00251', '1'), scope: 'consolidated' },
        { uscc: 1 },
      ],
      tenantRoster: [city.stay(a, '2023-02-30'), city.stay(a, '2099-01-01'), city.stay(a, '2022-02-01', '2022-01-01')],
      clusteringOption: [city.choice('neither')],
      innovationRecognitions: [{ ...at, level: 'global', certificate: 'c', date: '2023-01-01' }],
      leadingIndustryShare: [{ ...at, industry: 'newMaterials', clear: true, numerator: '-1', denominator: '0' }],
    };
    for (const [metric, lines] of Object.entries(faulty)) {
      const dossier = metric === 'tenantRoster' ? given() : withRoster();
      const refusal = dossier.when({ type: 'SubmitFact', metric, lines }, { caller: city.deliverer(metric), extra }).refusal();
      const bare = bareCodes([refusal], own).filter((found) => !/^(other|neither|global|more):/.test(found));
      expect(bare).toEqual([]);
    }
    const refusal = withRoster()
      .when({ type: 'SubmitFact', metric: 'taxPaid', lines: [city.amount(a, 'x')] }, { caller: tax, extra })
      .refusal();
    expect(refusal).toMatchObject({ message: '「金额（amount）」不是十进制数：x', where: 'lines[0].amount', params: { field: 'amount' } });
  });

  it('holds for warnings: an industry by its name', () => {
    const industry = { source: { hash: city.hash, sheet: city.sheet, row: 2 }, clear: true, numerator: '60', denominator: '100' };
    const lines = [{ ...industry, industry: 'newMaterials' }];
    const park = { county: '341502', zone: 'Z1', leadingIndustries: ['highEndEquipment'] };
    const command = { type: 'SubmitFact', metric: 'leadingIndustryShare', lines } as const;
    const { events } = withRoster().when(command, { caller: city.park, extra: city.knowing({ park }) });
    expect(events).toMatchObject([
      { data: { warnings: [{ message: '「新材料（newMaterials）」不在开发区的主导产业之列：高端装备（highEndEquipment）' }] } },
    ]);
  });
});

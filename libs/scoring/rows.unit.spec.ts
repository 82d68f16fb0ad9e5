import { park, rowOf, run, scheme, termOf, type Values } from './city.testing.js';
import type { ReadingOverrides, RowCode } from '#libs/scheme';

const scoreOf = (row: RowCode, values: Values, readings: ReadingOverrides = {}): string =>
  rowOf(run([park('P1', values)], readings), 'P1', row);

describe('主导产业集聚度 (R15, R16, R17)', () => {
  it.each([
    ['49.999999', '0.0000', '0.0000'],
    ['50', '5.0000', '5.0000'],
    ['59.99', '5.0000', '5.9990'],
    ['60', '6.0000', '6.0000'],
    ['72.61', '7.0000', '7.2610'],
    ['99.999', '9.0000', '9.9999'],
    ['100', '10.0000', '10.0000'],
    ['260', '10.0000', '10.0000'],
    ['179/3', '5.0000', '5.9667'],
  ])('a leading industry of %s %% earns %s by steps and %s in proportion', (leadingIndustryShare, steps, linear) => {
    expect(scoreOf('industryCluster', { leadingIndustryShare })).toBe(steps);
    expect(scoreOf('industryCluster', { leadingIndustryShare }, { clusteringSteps: 'linear' })).toBe(linear);
  });

  it.each([
    [9, '0.0000', '0.0000'],
    [10, '5.0000', '5.0000'],
    [14, '5.0000', '5.8000'],
    [15, '6.0000', '6.0000'],
    [34, '9.0000', '9.8000'],
    [35, '10.0000', '10.0000'],
    [80, '10.0000', '10.0000'],
  ])('%d suppliers of a chain leader earn %s by steps and %s in proportion', (chainSupportEnterprises, steps, linear) => {
    const values = { clusteringOption: 'chainSupport', chainSupportEnterprises };
    expect(scoreOf('industryCluster', values)).toBe(steps);
    expect(scoreOf('industryCluster', values, { clusteringSteps: 'linear' })).toBe(linear);
  });

  it('counts the declared option even if the other is worth more, and shows both', () => {
    const values = { clusteringOption: 'leadingIndustryShare', leadingIndustryShare: '50', chainSupportEnterprises: 35 };
    expect(scoreOf('industryCluster', values)).toBe('5.0000');
    expect(scoreOf('industryCluster', values, { clusteringSelection: 'best' })).toBe('10.0000');
    const choice = termOf(run([park('P1', values)]), 'P1', 'industryCluster', 'choice');
    expect(choice.flags).toEqual(['declared']);
    expect(choice.terms?.map((term) => [term.code, term.value, term.flags])).toEqual([
      ['leadingIndustryShare', '5', ['chosen']],
      ['chainSupport', '10', undefined],
    ]);
  });

  it('takes the first option in the scheme where both are worth the same', () => {
    const values = { clusteringOption: undefined, leadingIndustryShare: '60', chainSupportEnterprises: 15 };
    const choice = termOf(run([park('P1', values)]), 'P1', 'industryCluster', 'choice');
    expect(choice).toMatchObject({ value: '6', flags: ['notDeclared'], terms: [{ flags: ['chosen'] }, {}] });
    expect(choice.terms?.[1]?.flags).toBeUndefined();
  });

  it('earns nothing where the declared option was waived, and the higher where nothing was declared', () => {
    const other = { leadingIndustryShare: undefined, chainSupportEnterprises: 20 };
    expect(scoreOf('industryCluster', other)).toBe('0.0000');
    expect(scoreOf('industryCluster', { ...other, clusteringOption: undefined })).toBe('7.0000');
    expect(
      scoreOf('industryCluster', { clusteringOption: undefined, leadingIndustryShare: undefined, chainSupportEnterprises: undefined }),
    ).toBe('0.0000');
  });
});

describe('优质企业培育 and 专利 (R22, R23)', () => {
  const none = { aboveScaleStock: 0, aboveScaleNew: 0, provincialSrdiNew: 0, highTechNew: 0, littleGiantNew: 0 };
  it.each<[Values, string]>([
    [none, '0.0000'],
    [{ ...none, aboveScaleStock: 9 }, '4.5000'],
    [{ ...none, aboveScaleStock: 10 }, '5.0000'],
    [{ ...none, aboveScaleStock: 11 }, '5.0000'],
    [{ ...none, aboveScaleNew: 10 }, '10.0000'],
    [{ ...none, aboveScaleNew: 11 }, '10.0000'],
    [{ ...none, provincialSrdiNew: 1, highTechNew: 2, littleGiantNew: 1 }, '7.5000'],
    [{ ...none, highTechNew: 7 }, '10.0000'],
    [{ ...none, littleGiantNew: 4 }, '10.0000'],
    [{ aboveScaleStock: 99, aboveScaleNew: 99, provincialSrdiNew: 99, highTechNew: 99, littleGiantNew: 99 }, '25.0000'],
    [{ ...none, aboveScaleStock: 40, littleGiantNew: undefined }, '5.0000'],
  ])('quality enterprises %j earn %s, each cap on its own', (values, expected) => {
    expect(scoreOf('qualityEnterprises', values)).toBe(expected);
  });

  const noPatents = { inventionPatents: 0, utilityModelPatents: 0, designPatents: 0, softwareCopyrights: 0 };
  it.each<[Values, string]>([
    [{ ...noPatents, inventionPatents: 3 }, '3.0000'],
    [{ ...noPatents, utilityModelPatents: 3 }, '1.5000'],
    [{ ...noPatents, designPatents: 3 }, '1.5000'],
    [{ ...noPatents, softwareCopyrights: 3 }, '1.5000'],
    [{ inventionPatents: 9, utilityModelPatents: 1, designPatents: 0, softwareCopyrights: 0 }, '9.5000'],
    [{ inventionPatents: 9, utilityModelPatents: 1, designPatents: 1, softwareCopyrights: 1 }, '10.0000'],
    [{ inventionPatents: undefined, utilityModelPatents: undefined, designPatents: undefined, softwareCopyrights: 5 }, '2.5000'],
  ])('patents %j earn %s', (values, expected) => {
    expect(scoreOf('patents', values)).toBe(expected);
  });

  it('flags a group at its cap only where something was cut off', () => {
    const flags = (count: number) =>
      termOf(run([park('P1', { ...none, aboveScaleNew: count })]), 'P1', 'qualityEnterprises', 'aboveScaleNew').flags;
    expect(flags(10)).toBeUndefined();
    expect(flags(11)).toEqual(['capped']);
  });
});

describe('专业化运营服务 (R29)', () => {
  const services = ['政务代办', '政策咨询', '创业辅导', '人才招聘', '融资担保', '检验检测', '其他'];
  it.each<[Values, string]>([
    [{ governanceSound: false, admissionMechanism: false, serviceTypes: [] }, '0.0000'],
    [{ governanceSound: true, admissionMechanism: false, serviceTypes: [] }, '2.0000'],
    [{ governanceSound: false, admissionMechanism: true, serviceTypes: [] }, '2.0000'],
    [{ serviceTypes: services.slice(0, 1) }, '5.0000'],
    [{ serviceTypes: ['其他', '其他', '政务代办'] }, '6.0000'],
    [{ serviceTypes: services.slice(0, 6) }, '10.0000'],
    [{ serviceTypes: services }, '10.0000'],
    [{ governanceSound: undefined, admissionMechanism: undefined, serviceTypes: undefined }, '0.0000'],
  ])('%j earns %s', (values, expected) => {
    expect(scoreOf('operations', values)).toBe(expected);
  });
});

describe('公共基础设施 (R30, R31)', () => {
  const none: Values = {
    propertyManagement: false,
    publicPlatforms: [],
    logisticsCentre: false,
    supportingFacilities: [],
    digitalManagement: [],
  };
  const facilities = ['宿舍', '食堂', '办公楼', '集中污水处理'];
  const digital = ['信息网络', '管理平台', '人流', '物流', '用能', '消防安全', '环境保护', '企业生产经营'];
  const infrastructure = (values: Values, readings: ReadingOverrides = {}) => scoreOf('infrastructure', { ...none, ...values }, readings);

  it('adds one point each for property management and a logistics centre', () => {
    expect(infrastructure({ propertyManagement: true })).toBe('1.0000');
    expect(infrastructure({ logisticsCentre: true })).toBe('1.0000');
  });

  it('counts each platform, or each kind of platform, up to two points', () => {
    const publicPlatforms = ['检验检测', '检验检测', '设备共享'];
    expect(infrastructure({ publicPlatforms })).toBe('1.5000');
    expect(infrastructure({ publicPlatforms }, { platforms: 'type' })).toBe('1.0000');
    const many = ['检验检测', '实验试验', '质量控制', '设备共享', '其他'];
    expect(infrastructure({ publicPlatforms: many })).toBe('2.0000');
    expect(infrastructure({ publicPlatforms: many }, { platforms: 'type' })).toBe('2.0000');
  });

  it('counts each facility, or all of them or none', () => {
    expect(infrastructure({ supportingFacilities: facilities.slice(1) })).toBe('1.5000');
    expect(infrastructure({ supportingFacilities: facilities.slice(1) }, { facilities: 'all' })).toBe('0.0000');
    expect(infrastructure({ supportingFacilities: facilities }, { facilities: 'all' })).toBe('2.0000');
    expect(infrastructure({ supportingFacilities: [...facilities, '宿舍'] })).toBe('2.0000');
  });

  it('counts digital items, or takes the assessed points and then only these', () => {
    expect(infrastructure({ digitalManagement: digital })).toBe('4.0000');
    expect(infrastructure({ digitalManagement: digital.slice(0, 3), digitalAssessed: '4.0' })).toBe('1.5000');
    expect(infrastructure({ digitalManagement: digital, digitalAssessed: '2.5' }, { digitalManagement: 'assessed' })).toBe('2.5000');
    expect(infrastructure({ digitalManagement: digital }, { digitalManagement: 'assessed' })).toBe('0.0000');
    expect(infrastructure({ digitalAssessed: '4.5' }, { digitalManagement: 'assessed' })).toBe('4.0000');
  });

  it('reaches ten points and no more', () => {
    const all = {
      propertyManagement: true,
      publicPlatforms: ['其他', '其他', '其他', '其他', '其他'],
      logisticsCentre: true,
      supportingFacilities: facilities,
      digitalManagement: digital,
    };
    expect(infrastructure(all)).toBe('10.0000');
  });
});

describe('加分指标 (R32, R33)', () => {
  const recognised = (level: string, ...dates: string[]) => ({ innovationRecognitions: dates.map((date) => ({ level, date })) });
  it('counts recognitions of the three years that end with Y', () => {
    expect(scoreOf('bonus', recognised('national', '2021-12-31'))).toBe('0.0000');
    expect(scoreOf('bonus', recognised('national', '2022-01-01'))).toBe('2.0000');
    expect(scoreOf('bonus', recognised('provincial', '2024-12-31'))).toBe('1.0000');
    expect(scoreOf('bonus', recognised('national', '2025-01-01'))).toBe('0.0000');
  });

  it('takes another window and table', () => {
    const bonus = { recognition: { national: '1.25' }, talent: {}, window: 1 };
    expect(scoreOf('bonus', recognised('national', '2023-12-31', '2024-01-01'), { bonus })).toBe('1.2500');
    expect(scoreOf('bonus', recognised('provincial', '2024-01-01'), { bonus })).toBe('0.0000');
    expect(scoreOf('bonus', { talentTeams: [{ level: 'national' }] }, { bonus })).toBe('0.0000');
  });

  it('adds talent teams by level, five points at most', () => {
    const talentTeams = ['national', 'provincial', 'municipal'].map((level) => ({ level }));
    expect(scoreOf('bonus', { talentTeams })).toBe('3.5000');
    expect(scoreOf('bonus', { talentTeams, ...recognised('provincial', '2024-05-05') })).toBe('4.5000');
    expect(scoreOf('bonus', { talentTeams, ...recognised('national', '2024-05-05') })).toBe('5.0000');
    expect(scoreOf('bonus', { talentTeams: undefined, innovationRecognitions: undefined })).toBe('0.0000');
  });

  it('cites clause and readings from the scheme', () => {
    const [sheet] = run([park('P1')]).sheets;
    expect(sheet?.indicators.map((each) => [each.row, each.rule, each.cites])).toEqual(
      scheme.rows.map((row) => [row.code, row.rule.kind, row.readings]),
    );
  });
});

describe('rounding (R3)', () => {
  it('sums rounded rows, or rounds the exact sum once', () => {
    // with 7 : 4 : 10, P2's tax row is 6 + 4 × (0.6 + 0.4 × f), f = 1/2; places 0 makes rows 9.2 → 9, quality 7.5 → 8, patents 3.5 → 4 …
    const parks = [
      park('P1', { taxPaid: '10' }, { taxPaid: '10' }),
      park('P2', { taxPaid: '20', aboveScaleNew: 2 }, { taxPaid: '20' }),
      park('P3', { taxPaid: '30' }, { taxPaid: '30' }),
    ];
    const total = (readings: ReadingOverrides) => run(parks, readings).parks.find((each) => each.park === 'P2');
    expect(total({ places: 0 })).toMatchObject({
      scores: { taxPerMu: '9', qualityEnterprises: '7', patents: '4', infrastructure: '4' },
      total: '56',
    });
    // 9.2 + 10 + 10 + 6 + 7 + 3.5 + 6 + 3.5 = 55.2
    expect(total({ places: 0, rounding: 'total' })).toMatchObject({ scores: { taxPerMu: '9', patents: '4' }, total: '55' });
    expect(total({ places: 4 })).toMatchObject({ total: '55.2000' });
  });
});

import { people } from '../../support/client.js';
import type { ParkOf, YearFacts } from '../../support/parks.js';
import { county, type Line, type Town } from '../../support/town.js';
import { createdBy, posting } from './cast.js';

/** Every metric that a park may claim, each kind of line in it, with the values that count and those that do not. */
export function everyClaim(town: Town, park: ParkOf, year: number, tenants: number): Map<string, readonly Line[]> {
  const day = `${year}-05-20`;
  const period = { from: `${year}-01-01`, to: `${year}-12-31` };
  const certificate = (n: number, more: object): Line => ({ uscc: park.tenant(n), certificate: town.certificate(), date: day, ...more });
  const item = (name: string): Line => ({ item: name });
  return new Map<string, readonly Line[]>([
    [
      'tenantRoster',
      Array.from({ length: tenants }, (_none, n) => ({
        uscc: park.tenant(n),
        from: `${year - 2}-01-01`,
        to: n === 3 ? `${year}-10-31` : null,
      })),
    ],
    ['clusteringOption', [{ value: 'chainSupport' }]],
    ['leadingIndustryShare', [{ industry: 'highEndEquipment', clear: true, numerator: '812.5', denominator: '1250' }]],
    [
      'chainSupportEnterprises',
      Array.from({ length: 12 }, (_none, n) => ({
        uscc: park.tenant(n),
        chainLeader: park.tenant(tenants + 1),
        proof: n % 2 === 0 ? 'contract' : 'invoice',
        date: `${year}-03-01`,
      })),
    ],
    [
      'aboveScale',
      [
        { uscc: park.tenant(0), batch: `${year - 1}-06-01`, left: null, relocated: false },
        { uscc: park.tenant(1), batch: `${year}-02-01`, left: null, relocated: false },
        { uscc: park.tenant(2), batch: `${year}-03-01`, left: null, relocated: true },
        { uscc: park.tenant(3), batch: `${year - 1}-03-01`, left: `${year}-11-01`, relocated: false },
      ],
    ],
    ['provincialSrdiNew', [certificate(0, { issue: 'first' })]],
    ['highTechNew', [certificate(1, { issue: 'renewed' }), certificate(2, { issue: 'afterLapse' })]],
    ['littleGiantNew', []],
    ['inventionPatents', [certificate(0, { origin: 'original' }), certificate(1, { origin: 'transferred' })]],
    ['utilityModelPatents', [certificate(2, { origin: 'original' })]],
    ['designPatents', [certificate(2, { origin: 'original' })]],
    ['softwareCopyrights', [certificate(0, { origin: 'original' })]],
    ['governanceSound', [{ value: true }]],
    ['admissionMechanism', [{ value: false }]],
    ['serviceTypes', [{ category: '政务代办', institution: '示例服务机构', contract: town.certificate(), ...period }]],
    ['propertyManagement', [{ value: true }]],
    ['publicPlatforms', [{ kind: '检验检测', name: '示例检测平台', owner: '示例机构' }]],
    ['logisticsCentre', [{ value: true }]],
    ['supportingFacilities', [item('宿舍'), item('食堂')]],
    ['digitalManagement', [item('信息网络'), item('用能')]],
    ['innovationRecognitions', [{ level: 'provincial', certificate: town.certificate(), date: `${year - 1}-09-01` }]],
    ['talentTeams', [{ level: 'municipal', certificate: town.certificate(), date: day }]],
  ]);
}

/** What tax and land resources draw, in every scope and unit. */
export function everyAmount(town: Town, park: ParkOf): Map<string, readonly Line[]> {
  const amounts = (entity: string, branch: string, part: string): Line[] => [
    { uscc: park.tenant(0), amount: entity, scope: 'entity' },
    { uscc: park.tenant(1), amount: branch, scope: 'branch' },
    { uscc: park.tenant(2), amount: part, scope: 'apportioned', share: '37.5' },
    { uscc: park.tenant(3), amount: '-0.37', scope: 'apportioned' },
  ];
  return new Map([
    ['taxPaid', amounts('480.25', '120', '66.6667')],
    ['operatingRevenue', amounts('9000', '2100.5', '700')],
    ['rdExpense', amounts('310', '0', '12.34')],
    [
      'landArea',
      [
        { certificate: town.certificate(), area: '60.5', unit: 'mu' },
        { certificate: town.certificate(), area: '13333.33', unit: 'm2', share: '50' },
      ],
    ],
  ]);
}

/**
 * A park that claims everything there is. `assessed`: its digital management is assessed by the task force, not claimed (R31), and every list is delivered a second time
 * before anybody judges it.
 */
export async function deliverEverything(town: Town, park: ParkOf, year: number, assessed: boolean): Promise<void> {
  const claims = everyClaim(town, park, year, 13);
  if (assessed) claims.delete('digitalManagement');
  const deliver = async (metric: string, lines: readonly Line[]): Promise<void> => {
    await park.submit(year, metric, lines);
    if (assessed) await park.correct(year, metric, 1, lines, `${year}-12-31`);
  };
  const version = assessed ? 2 : 1;
  for (const [metric, lines] of claims) await deliver(metric, lines);
  await park.declare(year);
  for (const metric of claims.keys()) await park.verify(year, metric, version);
  await town.api.post(`${park.dossier(year)}/roster-freeze`, people.taskForce, {}, { ifMatch: version });
  for (const [metric, lines] of everyAmount(town, park)) {
    await deliver(metric, lines);
    await park.verify(year, metric, version);
  }
  if (!assessed) return;
  const points = ['2.5', '3', '3.5'].map((value, n) => ({ assessor: `assessor-${n + 1}`, points: value, reason: '现场评估' }));
  await deliver('digitalAssessed', points);
  await park.verify(year, 'digitalAssessed', version);
  await park.waive(year, 'digitalManagement', 'claimed');
}

/** A year on which everything is done twice: withdrawn, returned by the county, returned by the verifier, a line struck, a waiver revoked. `foreign`: a certificate of another park, which it lists at last. */
export async function deliverWithDetours(town: Town, park: ParkOf, year: number, facts: YearFacts, foreign: string): Promise<void> {
  const post = posting(town);
  const claims = park.claims(year, { ...facts, patents: 2 });
  for (const [metric, lines] of claims) await park.submit(year, metric, lines);
  await town.api.post(`${park.fact(year, 'governanceSound')}/withdrawal`, park.person, { reason: '误报' }, { ifMatch: 1 });
  await park.submit(year, 'governanceSound', [{ value: false }]);
  await town.api.post(
    `${park.fact(year, 'inventionPatents')}/explanation`,
    park.person,
    { text: '新引进研发企业', documents: [town.document('2024-01-04', '入驻协议')] },
    { ifMatch: 1 },
  );
  await post(`${park.dossier(year)}/declaration`, park.person, { commitment: town.document('2024-01-04', '承诺书') });
  await post(`${park.dossier(year)}/county-review`, county, { opinion: 'returned', text: '专利清单不全' });
  await park.correct(year, 'inventionPatents', 1, claims.get('inventionPatents') ?? [], '2024-01-04');
  await park.declare(year);

  await returnShare(town, park, year);
  await strikeSecondPatent(town, park, year, foreign);
  for (const [metric, version] of [
    ['tenantRoster', 1],
    ['clusteringOption', 1],
    ['governanceSound', 2],
  ] as const)
    await park.verify(year, metric, version);
  await town.api.post(`${park.dossier(year)}/roster-freeze`, county, {}, { ifMatch: 1 });
  for (const [metric, lines] of park.amounts(facts)) {
    await park.submit(year, metric, lines);
    await park.verify(year, metric);
  }
  await correctLate(town, park, year, facts);
  await post(`${park.fact(year, 'talentTeams')}/waiver`, people.taskForce, {
    kind: 'claimed',
    reason: '园区未申报',
    document: town.document('2024-01-04'),
  });
  await post(`${park.fact(year, 'talentTeams')}/waiver-revocation`, people.taskForce, { kind: 'claimed', reason: '园区要求补报' });
  const given = new Set([...claims.keys(), ...park.amounts(facts).keys()]);
  for (const { code, submits } of town.scheme.metrics) {
    if ((submits === 'park' || submits === 'taskForce') && !given.has(code)) await park.waive(year, code, 'claimed');
  }
}

/** 税务 corrects behind its due day: declined once, then by leave of the task force. */
async function correctLate(town: Town, park: ParkOf, year: number, facts: YearFacts): Promise<void> {
  const metric = 'taxPaid';
  for (const granted of [false, true]) await askToCorrect(town, park, year, metric, 1, { granted });
  await park.correct(year, metric, 1, park.amounts(facts).get(metric) ?? [], '2024-01-04');
  await park.verify(year, metric, 2);
}

async function returnShare(town: Town, park: ParkOf, year: number): Promise<void> {
  const metric = 'leadingIndustryShare';
  await town.api.post(`${park.fact(year, metric)}/return`, park.verifier(metric), { reason: '分母有误' }, { ifMatch: 1 });
  await park.correct(year, metric, 1, [{ industry: 'newMaterials', clear: true, numerator: '60', denominator: '99.9' }], '2024-01-04');
  await park.verify(year, metric, 2);
}

async function strikeSecondPatent(town: Town, park: ParkOf, year: number, foreign: string): Promise<void> {
  const path = park.fact(year, 'inventionPatents');
  const verifier = park.verifier('inventionPatents');
  const { data } = await town.api.get<{ versions: readonly { lines: readonly { id: string }[] }[] }>(path, verifier);
  const [first, second] = data.versions[1]?.lines ?? [];
  if (!first || !second) throw new Error('the second version has two patents');
  const verdicts = [
    { line: first.id, verdict: 'returned', reason: '证书看不清' },
    { line: second.id, verdict: 'struck', reason: '受让取得' },
  ];
  await town.api.post(`${path}/verification`, verifier, { verdicts }, { ifMatch: 2 });
  await park.correct(
    year,
    'inventionPatents',
    2,
    [{ uscc: park.tenant(0), certificate: foreign, date: `${year}-06-01`, origin: 'original' }],
    '2024-01-04',
  );
  await park.verify(year, 'inventionPatents', 3);
}

/** Leave to correct a version, asked for by who delivered it and decided on by the task force. */
export async function askToCorrect(
  town: Town,
  park: ParkOf,
  year: number,
  metric: string,
  version: number,
  decision: { readonly granted: boolean; readonly reopens?: number },
): Promise<void> {
  const document = town.document('2024-01-04');
  const asking = { reason: '重新核对口径', documents: [document] };
  const asked = await town.api.post(`${park.fact(year, metric)}/correction-request`, park.deliverer(metric), asking, { ifMatch: version });
  const path = `${park.dossier(year)}/correction-requests/${createdBy(asked, 'request')}/decision`;
  await town.api.post(path, people.taskForce, { ...decision, reason: '经专班研究', document });
}

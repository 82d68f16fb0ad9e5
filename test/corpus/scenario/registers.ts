import { usccCheckCharacter } from '#libs/kernel';
import { people } from '../../support/client.js';
import { ParkOf, recognitionFacts } from '../../support/parks.js';
import { COUNTY, county, type Town, ZONE } from '../../support/town.js';
import { createdBy, posting } from './cast.js';

const market = people.of('market');
const emergency = people.of('emergency');
const industry = people.of('industry');

/** The n-th 统一社会信用代码 of a 个体工商户, whose name is a person's. */
export function naturalPerson(n: number): string {
  const first17 = `923415000000000${String(n).padStart(2, '0')}`;
  return first17 + (usccCheckCharacter(first17) ?? '');
}

/** What happens to zones, enterprises, tenants and parks beside the evaluations. January 2024. */
export async function keepRegisters(town: Town): Promise<void> {
  await amendZones(town);
  await keepParks(town);
  const enterprise = await keepEnterprises(town);
  await settleTenants(town, enterprise);
}

async function amendZones(town: Town): Promise<void> {
  const post = posting(town);
  await post(`/zones/${ZONE}/amendment`, county, { level: 'national', reason: '升级为国家级', document: town.document('2023-12-28') });
  await post(`/zones/${ZONE}/amendment`, county, { name: '示例经济技术开发区', reason: '更名' });
  const industries = ['highEndEquipment', 'newMaterials'];
  await post(`/zones/${ZONE}/leading-industries`, people.taskForce, {
    industries,
    scheme: town.scheme.id,
    document: town.document('2023-12-28'),
  });
  const level = 'municipal';
  await post('/zones', county, { code: 'ZONE-2', name: '示例工业集中区', county: COUNTY, level, document: town.document('2023-12-28') });
}

async function keepParks(town: Town): Promise<void> {
  const post = posting(town);
  const document = town.document('2023-12-29');
  const [old, north, south] = ['P-20', 'P-21', 'P-22'].map((code) => new ParkOf(town, code)) as [ParkOf, ParkOf, ParkOf];
  await post('/parks', county, {
    code: old.id,
    name: '示例老园',
    zone: ZONE,
    operator: { name: '示例老园运营公司', uscc: town.enterprise() },
    contact: '某某 0564-0000000',
    document,
  });
  await post(`${old.path}/amendment`, old.person, { contact: '某某某 0564-0000001', reason: '联系人变更' });
  const operator = { name: '示例运营（集团）公司', uscc: town.enterprise() };
  const found = { name: '示例老工业园', operator, completedOn: '2012-09-30', operatingSince: '2013-03-01' };
  await post(`${old.path}/amendment`, county, { ...found, reason: '登记册核对', document });
  await north.register({ zone: 'ZONE-2' });
  await south.register();

  const nested = await post(`${old.path}/nested-reports`, county, { kind: 'factoryInFactory', on: '2023-05-01', document });
  await post(`${old.path}/nested-reports/${createdBy(nested, 'report')}/confirmation`, industry, {
    kind: 'parkInPark',
    on: '2023-05-02',
    document,
  });
  await post(`${old.path}/nested-reports/${createdBy(nested, 'report')}/clearance`, industry, { on: '2023-11-01', document });
  const rumour = await post(`${south.path}/nested-reports`, county, { kind: 'parkInPark', on: '2023-06-01' });
  await post(`${south.path}/nested-reports/${createdBy(rumour, 'report')}/dismissal`, industry, { reason: '不属实', document });

  await post(`${south.path}/accidents`, emergency, { accident: 'SG-2023-9', date: '2023-07-01', severity: 'ordinary', report: document });
  await post(`${south.path}/accidents/SG-2023-9/strike`, emergency, { reason: '登记到了别的园区', document });

  // Every criterion is met but the zone's level, which the applicant does not state.
  const met = recognitionFacts('2022-03-01', document);
  const facts = { ...met, size: { land: { area: '13333.33', unit: 'm2' }, floor: '24000.5', evidence: [document] } };
  await post(`${north.path}/recognition/application`, north.person, { facts, document });
  const findings = [{ criterion: 'fitsPlan', reason: '不符合规划' }];
  await post(`${north.path}/recognition/refusal`, people.taskForce, { on: '2024-01-04', scheme: town.scheme.id, findings, document });
  await post(`${old.path}/split`, people.taskForce, { into: [north.id, south.id], on: '2023-12-29', document });
}

/** Registers enterprises, natural persons' among them. Answers with those that are in order. */
async function keepEnterprises(town: Town): Promise<{ id: string; uscc: string }[]> {
  const post = posting(town);
  const document = town.document('2023-12-29');
  await keepNaturalPersons(town);
  const mistyped = await post('/enterprises', market, { uscc: town.enterprise(), name: '示例精密有限公司', industry: '高端装备' });
  await post(`/enterprises/${mistyped.id}/uscc-correction`, market, { uscc: town.enterprise(), reason: '录入有误', document });
  await post(`/enterprises/${mistyped.id}/renaming`, county, { name: '示例精密制造有限公司', on: '2023-12-01', document });
  await post(`/enterprises/${mistyped.id}/classification`, industry, {
    industry: '新材料',
    kinds: ['smallMicro', 'manufacturing'],
    document,
  });

  const found: { id: string; uscc: string }[] = [];
  for (let n = 1; n <= 5; n++) {
    const uscc = town.enterprise();
    const { id } = await post('/enterprises', people.taskForce, { uscc, name: `示例企业 ${n}` });
    found.push({ id, uscc });
  }
  return found;
}

/** A shop that changes its name and becomes a company, and a company that was a shop all along: its owner is asked about later. */
async function keepNaturalPersons(town: Town): Promise<void> {
  const post = posting(town);
  const document = town.document('2023-12-29');
  const shop = await post('/enterprises', market, { uscc: naturalPerson(10), name: '某某加工店', kinds: ['smallMicro'] });
  await post(`/enterprises/${shop.id}/renaming`, market, { name: '某某精工店', on: '2023-10-01' });
  const company = { uscc: town.enterprise(), name: '示例精工有限公司', reason: '个体工商户转为企业', document };
  await post(`/enterprises/${shop.id}/uscc-correction`, market, company);
  const mistaken = await post('/enterprises', market, { uscc: town.enterprise(), name: '示例模具有限公司' });
  await post(`/enterprises/${mistaken.id}/uscc-correction`, market, {
    uscc: naturalPerson(11),
    name: '某某模具店',
    reason: '主体类型登记有误',
  });
}

/** Every way in and out of a park. */
async function settleTenants(town: Town, enterprises: readonly { id: string; uscc: string }[]): Promise<void> {
  const post = posting(town);
  const document = town.document('2023-12-29');
  const stay = async (n: number, from?: string): Promise<string> => {
    const { id, uscc } = enterprises[n] as { id: string; uscc: string };
    const { id: tenancy } = await post('/tenancies', people.park('P-22'), { park: 'P-22', enterprise: id, uscc, document });
    if (from !== undefined) await post(`/tenancies/${tenancy}/admission`, county, { from, document });
    return `/tenancies/${tenancy}`;
  };
  const refused = await stay(0);
  await post(`${refused}/refusal`, county, { reason: '不符合产业定位', document });

  const cleared = await stay(1, '2023-03-01');
  await post(`${cleared}/admission-correction`, county, { from: '2023-03-02', reason: '录入有误', document });
  const order = { grounds: ['safety', 'environment'], due: '2024-01-20', note: '消防通道堵塞', document };
  const ordered = await post(`${cleared}/rectifications`, county, order);
  await post(`${cleared}/rectifications/${createdBy(ordered, 'order')}/clearance`, county, { on: '2024-01-04', document });

  const left = await stay(2, '2022-01-01');
  await post(`${left}/departure`, people.park('P-22'), { on: '2023-12-31', reason: '租约期满', document });
  const grown = await stay(3, '2022-01-01');
  await post(`${grown}/graduation`, people.park('P-22'), { on: '2023-12-31', to: 'aboveScale', document });

  const removed = await stay(4, '2022-01-01');
  await post(`${removed}/rectifications`, county, { grounds: ['benefitPerMu'], due: '2024-01-05' });
  await town.until('2024-01-08T01:00:00.000Z');
  await post(`${removed}/removal`, county, { on: '2024-01-08', reason: '限期未整改', document });
}

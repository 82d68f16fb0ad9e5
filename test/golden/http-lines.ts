import { usccCheckCharacter } from '#libs/kernel';
import type { CaseFacts } from './case-form.js';

/** A line as it is delivered, without its source. */
type Line = Readonly<Record<string, unknown>>;

/** Makes up enterprises and certificates: each number once in a whole ledger, so that no two parks clash (R5). */
export class MadeUp {
  private enterprises = 0;
  private certificates = 0;

  /** A valid 统一社会信用代码 that nobody else in this ledger has. */
  uscc(): string {
    const first17 = `91341500${(this.enterprises++).toString().padStart(9, '0')}`;
    return first17 + (usccCheckCharacter(first17) ?? '');
  }

  certificate(): string {
    return `证${(++this.certificates).toString().padStart(8, '0')}`;
  }
}

/** The amounts of a year's facts, each metric with the lines that give exactly that measure. A metric that the case does not give is absent. */
export type Delivery = ReadonlyMap<string, readonly Line[]>;

/** What a park delivers so that its measures of the year are those of the case. `tenants` grows to as many as the longest list needs. */
export function deliveryOf(facts: CaseFacts, year: number, tenants: Tenants, madeUp: MadeUp): Delivery {
  const lines = new Map<string, readonly Line[]>();
  for (const metric of ['taxPaid', 'operatingRevenue', 'rdExpense'] as const) {
    const amount = facts[metric];
    if (amount !== undefined) lines.set(metric, [{ uscc: tenants.at(0), amount, scope: 'entity' }]);
  }
  // R13: base land that is not positive can't be delivered; it is waived as non-existent, which is what it means.
  if (facts.landArea !== undefined && !/^-|^0(?:\.0*)?$/.test(facts.landArea)) {
    lines.set('landArea', [{ certificate: madeUp.certificate(), area: facts.landArea, unit: 'mu' }]);
  }
  deliverCluster(facts, year, tenants, madeUp, lines);
  deliverCertificates(facts, year, tenants, madeUp, lines);
  deliverOwn(facts, year, madeUp, lines);
  return lines;
}

/** A park's enterprises, made up as they are needed. */
export class Tenants {
  private readonly codes: string[] = [];
  constructor(private readonly madeUp: MadeUp) {}

  at(index: number): string {
    while (this.codes.length <= index) this.codes.push(this.madeUp.uscc());
    return this.codes[index] as string;
  }

  /** The roster: everybody has been there since long before the year. */
  roster(year: number): readonly Line[] {
    return this.codes.map((uscc) => ({ uscc, from: `${year - 5}-01-01`, to: null }));
  }
}

type Lines = Map<string, readonly Line[]>;

function deliverCluster(facts: CaseFacts, year: number, tenants: Tenants, madeUp: MadeUp, lines: Lines): void {
  if (facts.clusteringOption !== undefined) lines.set('clusteringOption', [{ value: facts.clusteringOption }]);
  if (facts.leadingIndustryShare !== undefined) {
    const share = { industry: '高端装备', clear: true, numerator: facts.leadingIndustryShare, denominator: '100' };
    lines.set('leadingIndustryShare', [share]);
  }
  if (facts.chainSupportEnterprises !== undefined) {
    const chainLeader = madeUp.uscc();
    const supplier = (i: number): Line => ({ uscc: tenants.at(i), chainLeader, proof: 'contract', date: `${year}-03-01` });
    lines.set('chainSupportEnterprises', times(facts.chainSupportEnterprises, supplier));
  }
  const { aboveScaleStock: stock, aboveScaleNew: added } = facts;
  if (stock !== undefined || added !== undefined) {
    const member =
      (batch: string) =>
      (i: number): Line => ({ uscc: tenants.at(i), batch, left: null, relocated: false });
    const old = times(stock ?? 0, member(`${year - 1}-06-01`));
    lines.set('aboveScale', [...old, ...times(added ?? 0, (i) => member(`${year}-06-01`)(i + old.length))]);
  }
}

function deliverCertificates(facts: CaseFacts, year: number, tenants: Tenants, madeUp: MadeUp, lines: Lines): void {
  const date = `${year}-05-20`;
  for (const metric of ['provincialSrdiNew', 'highTechNew', 'littleGiantNew'] as const) {
    const count = facts[metric];
    if (count === undefined) continue;
    lines.set(
      metric,
      times(count, () => ({ uscc: tenants.at(0), certificate: madeUp.certificate(), date, issue: 'first' })),
    );
  }
  for (const metric of ['inventionPatents', 'utilityModelPatents', 'designPatents', 'softwareCopyrights'] as const) {
    const count = facts[metric];
    if (count === undefined) continue;
    lines.set(
      metric,
      times(count, () => ({ uscc: tenants.at(0), certificate: madeUp.certificate(), date, origin: 'original' })),
    );
  }
}

/** What the park itself has: flags, services, platforms, sets, recognitions, teams; and the task force's assessment. */
function deliverOwn(facts: CaseFacts, year: number, madeUp: MadeUp, lines: Lines): void {
  for (const metric of ['governanceSound', 'admissionMechanism', 'propertyManagement', 'logisticsCentre'] as const) {
    const value = facts[metric];
    if (value !== undefined) lines.set(metric, [{ value }]);
  }
  const { serviceTypes, publicPlatforms, digitalAssessed, innovationRecognitions, talentTeams } = facts;
  if (serviceTypes) {
    const period = { from: `${year}-01-01`, to: `${year}-12-31` };
    lines.set(
      'serviceTypes',
      serviceTypes.map((category) => ({ category, institution: '示例服务机构', contract: madeUp.certificate(), ...period })),
    );
  }
  if (publicPlatforms) {
    lines.set(
      'publicPlatforms',
      publicPlatforms.map((kind) => ({ kind, name: madeUp.certificate(), owner: '示例园区' })),
    );
  }
  for (const metric of ['supportingFacilities', 'digitalManagement'] as const) {
    const items = facts[metric];
    if (items)
      lines.set(
        metric,
        [...new Set(items)].map((item) => ({ item })),
      );
  }
  if (digitalAssessed !== undefined) {
    const assessors = ['assessor-1', 'assessor-2', 'assessor-3'];
    lines.set(
      'digitalAssessed',
      assessors.map((assessor) => ({ assessor, points: digitalAssessed, reason: '现场评估' })),
    );
  }
  if (innovationRecognitions) {
    lines.set(
      'innovationRecognitions',
      innovationRecognitions.map(({ level, date }) => ({ level, certificate: madeUp.certificate(), date })),
    );
  }
  if (talentTeams) {
    lines.set(
      'talentTeams',
      talentTeams.map(({ level }) => ({ level, certificate: madeUp.certificate(), date: `${year}-05-20` })),
    );
  }
}

function times(count: number, make: (i: number) => Line): Line[] {
  return Array.from({ length: count }, (_none, i) => make(i));
}

import { people, type Person } from './client.js';
import { county, type Line, type Town, ZONE } from './town.js';

/** What a park's enterprises and the park itself bring to a year. Amounts are 万元, one for each tenant. */
export interface YearFacts {
  readonly tax: readonly string[];
  readonly revenue: readonly string[];
  readonly rd: readonly string[];
  /** 亩. */
  readonly land: string;
  readonly patents?: number;
}

/** A park of a town and its people: registered, recognised, its year delivered step by step as the scheme's road asks. */
export class ParkOf {
  private readonly tenants: string[] = [];

  constructor(
    private readonly town: Town,
    readonly id: string,
  ) {}

  get person(): Person {
    return people.park(this.id);
  }

  get path(): string {
    return `/parks/${this.id}`;
  }

  dossier(year: number): string {
    return `/dossiers/${this.id}/${year}`;
  }

  fact(year: number, metric: string): string {
    return `${this.dossier(year)}/facts/${metric}`;
  }

  /** The park's n-th tenant; it exists from the moment when it is asked for. */
  tenant(n: number): string {
    while (this.tenants.length <= n) this.tenants.push(this.town.enterprise());
    return this.tenants[n] as string;
  }

  async register({ since = '2022-03-01', zone = ZONE } = {}): Promise<void> {
    const { api } = this.town;
    await api.post('/parks', people.taskForce, {
      code: this.id,
      name: `示例园 ${this.id}`,
      zone,
      operator: { name: '示例运营公司', uscc: this.town.enterprise() },
      completedOn: since,
      operatingSince: since,
    });
  }

  async recognise(on: string, { since = '2022-03-01' } = {}): Promise<void> {
    const { api, scheme } = this.town;
    const document = this.town.document(on);
    await api.post(`${this.path}/recognition/application`, county, { facts: recognitionFacts(since, document) });
    await api.post(`${this.path}/recognition`, people.taskForce, { on, scheme: scheme.id, document });
  }

  /** Emergency management's statement on a year: these accidents, or none. */
  async stateAccidents(year: number, accidents: readonly string[] = []): Promise<void> {
    const statement = { year, none: accidents.length === 0, accidents };
    await this.town.api.post(`${this.path}/accident-statements`, people.of('emergency'), statement);
  }

  /**
   * A whole year as the road asks: roster and claims, declared and reviewed, verified; amounts and land on the frozen roster; the rest waived. Claims in `unverified`
   * are left so.
   */
  async deliverYear(year: number, facts: YearFacts, unverified: readonly string[] = []): Promise<void> {
    const claims = this.claims(year, facts);
    for (const [metric, lines] of claims) await this.submit(year, metric, lines);
    await this.declare(year);
    for (const metric of claims.keys()) if (!unverified.includes(metric)) await this.verify(year, metric);
    await this.town.api.post(`${this.dossier(year)}/roster-freeze`, people.taskForce, {}, { ifMatch: 1 });
    await this.deliverAmounts(year, facts);
    const given = new Set([...claims.keys(), ...this.amounts(facts).keys()]);
    const missing = this.town.scheme.metrics.filter(({ code, submits }) => submits === 'park' && !given.has(code));
    for (const { code } of missing) await this.waive(year, code, 'claimed');
  }

  /** A year that is only the base of the next: tax, revenue, R&D and land, but for what is `missing`. */
  async deliverBase(year: number, facts: YearFacts, missing: readonly string[] = []): Promise<void> {
    await this.deliverAmounts(year, facts, missing);
  }

  async waive(year: number, metric: string, kind: 'claimed' | 'baseNonExistent'): Promise<void> {
    await this.town.api.post(`${this.fact(year, metric)}/waiver`, people.taskForce, { kind, reason: '园区未申报' });
  }

  private async deliverAmounts(year: number, facts: YearFacts, missing: readonly string[] = []): Promise<void> {
    for (const [metric, lines] of this.amounts(facts)) {
      if (missing.includes(metric)) continue;
      await this.submit(year, metric, lines);
      await this.verify(year, metric);
    }
  }

  /** The lines that tax and land resources draw. */
  amounts({ tax, revenue, rd, land }: YearFacts): Map<string, readonly Line[]> {
    const lines = (amounts: readonly string[]): Line[] => amounts.map((amount, i) => ({ uscc: this.tenant(i), amount, scope: 'entity' }));
    return new Map([
      ['taxPaid', lines(tax)],
      ['operatingRevenue', lines(revenue)],
      ['rdExpense', lines(rd)],
      ['landArea', [{ certificate: this.town.certificate(), area: land, unit: 'mu' }]],
    ]);
  }

  /** The lines that the park claims. */
  claims(year: number, { tax, patents = 0 }: YearFacts): Map<string, readonly Line[]> {
    const from = `${year - 2}-01-01`;
    const patent = (): Line => ({
      uscc: this.tenant(0),
      certificate: this.town.certificate(),
      date: `${year}-05-20`,
      origin: 'original',
    });
    return new Map<string, readonly Line[]>([
      ['tenantRoster', tax.map((_amount, i) => ({ uscc: this.tenant(i), from, to: null }))],
      ['clusteringOption', [{ value: 'leadingIndustryShare' }]],
      ['leadingIndustryShare', [{ industry: '高端装备', clear: true, numerator: '60', denominator: '100' }]],
      ['inventionPatents', Array.from({ length: patents }, patent)],
      ['governanceSound', [{ value: true }]],
    ]);
  }

  /** Submits a metric by whom the scheme names. */
  async submit(year: number, metric: string, lines: readonly Line[]) {
    const who = this.deliverer(metric);
    return this.town.api.post(`${this.fact(year, metric)}/submission`, who, { lines: await this.town.sourced(who, lines) });
  }

  async correct(year: number, metric: string, version: number, lines: readonly Line[], date: string) {
    const who = this.deliverer(metric);
    const correction = { lines: await this.town.sourced(who, lines), reason: '原数有误', documents: [this.town.document(date)] };
    return this.town.api.post(`${this.fact(year, metric)}/correction`, who, correction, { ifMatch: version });
  }

  /** Confirms every line of a metric's version, by another person of whom the scheme names. */
  async verify(year: number, metric: string, version = 1) {
    const who = this.verifier(metric);
    const { data } = await this.town.api.get<{ versions: readonly { lines: readonly { id: string }[] }[] }>(this.fact(year, metric), who);
    const verdicts = (data.versions[version - 1]?.lines ?? []).map(({ id }) => ({ line: id, verdict: 'confirmed' }));
    return this.town.api.post(`${this.fact(year, metric)}/verification`, who, { verdicts }, { ifMatch: version });
  }

  /** The park signs its 承诺书, the county passes. */
  async declare(year: number): Promise<void> {
    const commitment = this.town.document(`${year}-12-31`, '承诺书');
    await this.town.api.post(`${this.dossier(year)}/declaration`, this.person, { commitment });
    await this.town.api.post(`${this.dossier(year)}/county-review`, county, { opinion: 'passed', text: '初审通过' });
  }

  deliverer(metric: string): Person {
    const { submits } = this.rule(metric);
    return submits === 'park' ? this.person : people.of(submits, 1);
  }

  verifier(metric: string): Person {
    const { verifies } = this.rule(metric);
    return verifies === 'county' ? county : people.of(verifies, 2);
  }

  private rule(metric: string) {
    const found = this.town.scheme.metrics.find(({ code }) => code === metric);
    if (!found) throw new Error(`the scheme has no metric ${metric}`);
    return found;
  }
}

/** The facts of an application for recognition: every criterion met, each with the same evidence. */
export function recognitionFacts(since: string, document: object): object {
  const evidence = [document];
  const met = { met: true, evidence };
  return {
    withinZone: met,
    legalPerson: met,
    goodCredit: { operator: true, representative: true, evidence },
    inOperation: { since, evidence },
    fitsPlan: met,
    publicFacilities: met,
    operator: met,
    size: { land: { area: '20', unit: 'mu' }, evidence },
    admissionConditions: { met: true, leadingIndustry: '高端装备', evidence },
    smallShare: { small: 7, tenants: 10, evidence },
    manufacturers: { count: 5, evidence },
  };
}

import type { Metric, Scheme } from '#libs/scheme';
import { type ApiClient, people, type Person } from '../support/client.js';
import type { CaseFacts, GoldenCase } from './case-form.js';
import { deliveryOf, MadeUp, Tenants } from './http-lines.js';

type Park = GoldenCase['parks'][number];

const ZONE = 'ZONE';
const COUNTY = '341502';
const county: Person = { ...people.of('county'), county: COUNTY };
const SHEET = 'delivery.csv';

/** A city made of a case: everything that people would have to do before collection closes, by the documented commands and by whom the scheme names. */
export class CaseCity {
  private readonly madeUp = new MadeUp();
  private evidence = '';
  private readonly year: number;

  constructor(
    private readonly api: ApiClient,
    private readonly golden: GoldenCase,
    private readonly scheme: Scheme,
  ) {
    this.year = golden.year;
  }

  /** A document of the case: it is all one file here. */
  get document(): { hash: string; title: string; number: string; date: string } {
    return { hash: this.evidence, title: '示例文件', number: '示例〔1〕号', date: `${this.year + 1}-01-05` };
  }

  async open(): Promise<void> {
    const rows = ['行', ...Array.from({ length: 400 }, (_none, i) => String(i + 2))].join('\n');
    const stored = await this.api.post<{ hash: string }>('/evidence', people.taskForce, `${rows}\n`, {
      contentType: 'text/csv',
      query: `?name=${SHEET}`,
    });
    this.evidence = stored.hash;
    await this.letAccidentsHappen();
    await this.adopt();
    await this.api.post(`/evaluations/${this.year}/opening`, people.taskForce, { scheme: this.scheme.id });
    await this.api.post('/zones', people.taskForce, { code: ZONE, name: '示例开发区', county: COUNTY, level: 'provincial' });
    for (const group of chunks(this.golden.parks, 8)) await Promise.all(group.map((park) => this.prepare(park)));
  }

  /** What has not happened can't be recorded: where the case has a later accident, the sample's clock is moved on. */
  private async letAccidentsHappen(): Promise<void> {
    const days = this.golden.parks.flatMap(({ status }) => (status?.accidents ?? []).map(({ date }) => date)).sort();
    const last = days.at(-1);
    if (last === undefined || last <= `${this.year + 1}-12-31`) return;
    await this.api.post('/sample/clock', people.admin, { to: `${last}T08:00:00.000Z` });
  }

  private async adopt(): Promise<void> {
    const { id } = this.scheme;
    await this.api.post('/schemes', people.taskForce, { content: this.scheme });
    const { data } = await this.api.get<{ hash: string; confirmationsNeeded: readonly { code: string }[] }>(
      `/schemes/${id}`,
      people.taskForce,
    );
    const confirmations = data.confirmationsNeeded.map(({ code }) => ({ code, reason: '专班会议议定' }));
    if (confirmations.length > 0) {
      await this.api.post(`/schemes/${id}/confirmations`, people.of('taskForce', 2), { hash: data.hash, confirmations });
    }
    await this.api.post(`/schemes/${id}/adoption`, people.taskForce, { hash: data.hash, basis: this.document });
  }

  private async prepare(park: Park): Promise<void> {
    await this.register(park);
    const tenants = new Tenants(this.madeUp);
    const current = deliveryOf(park.facts[this.year] ?? {}, this.year, tenants, this.madeUp);
    const base = deliveryOf(park.facts[this.year - 1] ?? {}, this.year - 1, tenants, this.madeUp);
    await this.deliverYear(park, current, tenants);
    await this.deliverBase(park, base);
  }

  private async register({ id, status = {} }: Park): Promise<void> {
    const { year } = this;
    const path = `/parks/${encodeURIComponent(id)}`;
    const { document } = this;
    await this.api.post('/parks', people.taskForce, {
      code: id,
      name: `示例园 ${id}`,
      zone: ZONE,
      operator: { name: '示例运营公司', uscc: this.madeUp.uscc() },
      completedOn: `${year - 1}-03-01`,
      operatingSince: `${year - 1}-03-01`,
    });
    if (status.recognised !== false) {
      await this.api.post(`${path}/recognition/application`, county, { facts: this.recognitionFacts() });
      await this.api.post(`${path}/recognition`, people.taskForce, { on: `${year}-06-01`, scheme: this.scheme.id, document });
    }
    if (status.transition) {
      await this.api.post(`${path}/transition`, people.taskForce, { until: `${year + 1}-02-28`, scheme: this.scheme.id, document });
      await this.api.post(`${path}/participation`, people.park(id), { year, takesPart: status.optsIn === true });
    }
    if (status.parkWithinPark) {
      const reported = await this.api.post(`${path}/nested-reports`, county, { kind: 'parkInPark', on: `${year}-05-01`, document });
      const { report } = reported.events[0]?.data as { report: string };
      await this.api.post(`${path}/nested-reports/${report}/confirmation`, people.of('industry'), {});
    }
    await this.recordAccidents(path, status.accidents ?? []);
  }

  private async recordAccidents(path: string, accidents: NonNullable<NonNullable<Park['status']>['accidents']>): Promise<void> {
    const emergency = people.of('emergency');
    const recorded: string[] = [];
    for (const [i, { severity, date }] of accidents.entries()) {
      const accident = `SG-${i + 1}`;
      const graded = severity === null ? {} : { severity, report: this.document };
      await this.api.post(`${path}/accidents`, emergency, { accident, date, ...graded });
      if (date.startsWith(`${this.year}-`)) recorded.push(accident);
    }
    await this.api.post(`${path}/accident-statements`, emergency, { year: this.year, none: recorded.length === 0, accidents: recorded });
  }

  private async deliverYear(park: Park, delivery: ReadonlyMap<string, readonly object[]>, tenants: Tenants): Promise<void> {
    const path = this.dossier(park, this.year);
    tenants.at(0);
    const roster = new Map([['tenantRoster', tenants.roster(this.year)]]);
    const claims = this.scheme.metrics.filter((metric) => metric.submits === 'park');
    const others = this.scheme.metrics.filter((metric) => metric.submits !== 'park');
    await this.submitAll(path, park, claims, new Map([...delivery, ...roster]));
    await this.api.post(`${path}/declaration`, people.park(park.id), { commitment: this.document });
    await this.api.post(`${path}/county-review`, county, { opinion: 'passed', text: '初审通过' });
    await this.verifyAll(park, this.year, claims, new Map([...delivery, ...roster]));
    await this.api.post(`${path}/roster-freeze`, people.taskForce, {}, { ifMatch: 1 });
    await this.submitAll(path, park, others, delivery);
    await this.verifyAll(park, this.year, others, delivery);
    for (const { code, submits } of this.scheme.metrics) {
      if (delivery.has(code) || roster.has(code) || !(submits === 'park' || submits === 'taskForce')) continue;
      await this.api.post(`${path}/facts/${code}/waiver`, people.taskForce, { kind: 'claimed', reason: '园区未申报' });
    }
  }

  private async deliverBase(park: Park, delivery: ReadonlyMap<string, readonly object[]>): Promise<void> {
    const path = this.dossier(park, this.year - 1);
    const metrics = this.scheme.metrics.filter((metric) => metric.base);
    await this.submitAll(path, park, metrics, delivery);
    await this.verifyAll(park, this.year - 1, metrics, delivery);
    for (const { code } of metrics) {
      if (delivery.has(code)) continue;
      await this.api.post(`${path}/facts/${code}/waiver`, people.taskForce, { kind: 'baseNonExistent', reason: '上年尚未建成' });
    }
  }

  private async submitAll(
    path: string,
    park: Park,
    metrics: readonly Metric[],
    delivery: ReadonlyMap<string, readonly object[]>,
  ): Promise<void> {
    for (const { code, submits } of metrics) {
      const lines = delivery.get(code);
      if (!lines) continue;
      const who = submits === 'park' ? people.park(park.id) : people.of(submits, 1);
      const sourced = lines.map((line, i) => ({ ...line, source: { hash: this.evidence, sheet: SHEET, row: (i % 400) + 2 } }));
      await this.api.post(`${path}/facts/${code}/submission`, who, { lines: sourced });
    }
  }

  /** Each office confirms what it verifies of a park's year, in one list. */
  private async verifyAll(
    park: Park,
    year: number,
    metrics: readonly Metric[],
    delivery: ReadonlyMap<string, readonly object[]>,
  ): Promise<void> {
    const delivered = metrics.filter(({ code }) => delivery.has(code));
    for (const office of new Set(delivered.map(({ verifies }) => verifies))) {
      const who = office === 'county' ? county : people.of(office, 2);
      const decisions = delivered
        .filter(({ verifies }) => verifies === office)
        .map(({ code }) => ({ park: park.id, year, metric: code, version: 1, confirmAll: true }));
      const answer = await this.api.post<{ readonly refused: number }>(`/desk/${this.year}/decisions`, who, { decisions });
      if (answer.refused > 0) throw new Error(`not verified: ${JSON.stringify(answer)}`);
    }
  }

  private dossier({ id }: Park, year: number): string {
    return `/dossiers/${encodeURIComponent(id)}/${year}`;
  }

  private recognitionFacts(): object {
    const evidence = [this.document];
    const met = { met: true, evidence };
    return {
      withinZone: met,
      legalPerson: met,
      goodCredit: { operator: true, representative: true, evidence },
      inOperation: { since: `${this.year - 1}-03-01`, evidence },
      fitsPlan: met,
      publicFacilities: met,
      operator: met,
      size: { land: { area: '20', unit: 'mu' }, evidence },
      admissionConditions: { met: true, leadingIndustry: '高端装备', evidence },
      smallShare: { small: 7, tenants: 10, evidence },
      manufacturers: { count: 5, evidence },
    };
  }
}

/** Facts of a case that the form allows but a year need not have. */
export type { CaseFacts };

function chunks<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_none, i) => items.slice(i * size, (i + 1) * size));
}

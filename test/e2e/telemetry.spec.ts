import { memoryTelemetry, valueOf } from '#libs/telemetry/testing';
import { usccCheckCharacter } from '#libs/kernel';
import { people } from '../support/client.js';
import { ParkOf } from '../support/parks.js';
import { Road } from '../support/road.js';
import { Town } from '../support/town.js';

/** What somebody sends in one place or another of a request, and no line, metric or span may ever hold. */
const marks = {
  amount: '98765.4321',
  company: '绝密机械有限公司',
  individual: '张某某小吃店',
  park: 'GEHEIM7',
  parkName: '机密示例园',
  reason: '不足为外人道',
  file: 'confidential-file',
  row: '仅限专班',
  key: 'key-that-is-nobodys-business',
  account: 'acc-of-somebody',
  query: 'asked-for-secretly',
  header: 'Bearer-of-a-token',
  path: 'hidden-in-a-path',
  broken: 'text-that-is-no-json',
} as const;

describe('What the whole system tells of itself', () => {
  const told = memoryTelemetry();
  let town: Town;
  let metrics: string;

  beforeAll(async () => {
    town = await Town.found('2024-01-05T01:00:00.000Z', undefined, told.options);
    const { api } = town;
    const somebody = { ...people.taskForce, account: marks.account };
    await api.post('/evidence', somebody, `${marks.row}\n`, { contentType: 'text/csv', query: `?name=${marks.file}.csv` });
    await api.post('/enterprises', somebody, { uscc: town.enterprise(), name: marks.company }, { key: marks.key });
    const first17 = `92341500${'MA2ABCDE1'}`;
    await api.post('/enterprises', somebody, { uscc: first17 + (usccCheckCharacter(first17) ?? ''), name: marks.individual });
    await new Road(town, 2023).open();
    const park = new ParkOf(town, marks.park);
    await park.register();
    await api.post('/parks', people.taskForce, { code: 'P2', name: marks.parkName, zone: 'nowhere', operator: {} }).catch(() => undefined);
    await park.recognise('2023-10-01');
    await park.deliverBase(2022, { tax: [marks.amount], revenue: [marks.amount], rd: ['1'], land: '5' });
    await api
      .post(`${park.fact(2022, 'taxPaid')}/return`, people.of('tax', 2), { reason: marks.reason }, { ifMatch: 1 })
      .catch(() => undefined);
    await park.submit(2022, 'taxPaid', [{ uscc: park.tenant(0), amount: marks.amount, scope: 'entity' }]).catch(() => undefined);
    await api.get(`/enterprises?uscc=${marks.query}`, somebody).catch(() => undefined);
    const headers = { 'x-account': marks.account, 'x-role': 'auditor', authorization: marks.header, 'x-correlation-id': marks.header };
    await api.raw('GET', `/parks/${marks.path}`, headers);
    await api.raw('GET', `/${marks.path}`, headers);
    await api.raw('POST', '/zones', { ...headers, 'content-type': 'application/json' }, `{${marks.broken}`);
    await town.settled();
    metrics = (await api.raw('GET', '/metrics', {})).text;
    await town.dispose();
  }, 60_000);
  afterAll(() => town.dispose());

  it('is a good deal', () => {
    expect(told.lines.filter(({ event }) => event === 'http.request').length).toBeGreaterThan(20);
    expect(told.spans.length).toBeGreaterThan(60);
    expect(valueOf(metrics, 'parkledger_commands_total', { command: 'SubmitFact', outcome: 'done' })).toBe(4);
    expect(valueOf(metrics, 'parkledger_commands_total', { outcome: 'refused' })).toBeGreaterThan(0);
    expect(valueOf(metrics, 'parkledger_follower_lag_events', { follower: 'process:scoring' })).toBeDefined();
  });

  it.each(Object.entries(marks))('and never a payload, a path, a header or a person: %s', (_what, mark) => {
    expect(told.everything()).not.toContain(mark);
    expect(metrics).not.toContain(mark);
  });

  it('ends every request’s line with a correlation id, its route and no more than that', () => {
    for (const line of told.lines.filter(({ event }) => event === 'http.request')) {
      expect(line.correlationId).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/);
      expect(line.route === 'other' || /^\/[a-z:/A-Z-]*$/.test(line.route as string)).toBe(true);
    }
  });

  it('shows commands and projections in the same traces', () => {
    const tracesOf = (name: RegExp) => new Set(told.spans.filter((span) => name.test(span.name)).map((span) => span.spanContext().traceId));
    const projected = tracesOf(/^project reads$/);
    const commanded = [...tracesOf(/^append dossier$/)];
    expect(commanded.length).toBeGreaterThan(3);
    expect(commanded.filter((trace) => !projected.has(trace))).toEqual([]);
  });
});

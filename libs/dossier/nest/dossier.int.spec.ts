import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DynamicModule, INestApplication } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { Test } from '@nestjs/testing';
import request from 'supertest';
import { AccessModule } from '#libs/access/nest';
import { dossierEvents } from '#libs/dossier';
import { CommandRunner, Ledger, ReadModels } from '#libs/event-sourcing';
import { openReadModels, type SqliteReadModels } from '#libs/event-sourcing/sqlite';
import { type TestLedger, testLedger } from '#libs/event-sourcing/testing';
import { EvidenceModule } from '#libs/evidence/nest';
import { ProblemFilter, requestValidation } from '#libs/http';
import { type ParkEvent, parkEvents, zoneEvents } from '#libs/registry';
import { schemeEvents } from '#libs/rulebook';
import { RulebookModule, schemeProjection } from '#libs/rulebook/nest';
import { confirmationsNeeded, parseScheme, schemeHash } from '#libs/scheme';
import { DossierCommand, DossierModule, dossierProjection, DossierSources, type EvaluationForDossier } from './index.js';

type Headers = Record<string, string>;
const taskForce: Headers = { 'X-Account': 'tf-1', 'X-Role': 'taskForce' };
const county: Headers = { 'X-Account': 'county-1', 'X-Role': 'county', 'X-County': '341502' };
const park = (code: string): Headers => ({ 'X-Account': `park-${code}`, 'X-Role': 'park', 'X-Park': code });
const clerk = (department: string, n = 1): Headers => ({
  'X-Account': `${department}-${n}`,
  'X-Role': 'department',
  'X-Department': department,
});
const yaml = readFileSync('seeds/schemes/luan-2023.yaml', 'utf8');
const scheme = parseScheme(yaml);
const [a, b] = ['91341502MA2TX00250', '91350100M000100Y43'] as const;

describe('dossiers over HTTP, under a scheme of the rulebook, with files of the evidence store', () => {
  let folder: string;
  let test: TestLedger;
  let models: SqliteReadModels;
  let app: INestApplication;
  let evaluation: EvaluationForDossier | undefined;
  let keys = 0;
  let position: string | undefined;
  let file: string;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'parkledger-dossier-'));
    position = undefined;
    test = await testLedger([schemeEvents, zoneEvents, parkEvents, dossierEvents], { start: '2024-06-01T02:00:00.000Z' });
    models = await openReadModels({
      folder: join(folder, 'reads'),
      store: test.store,
      registry: test.registry,
      projections: [schemeProjection, dossierProjection],
    });
    const surroundings: DynamicModule = {
      module: class Surroundings {},
      global: true,
      providers: [
        { provide: CommandRunner, useValue: test.runner },
        { provide: ReadModels, useValue: models },
        { provide: Ledger, useValue: test.ledger },
      ],
      exports: [CommandRunner, ReadModels, Ledger],
    };
    const sources: DossierSources = { evaluationOf: async (year) => (year === 2023 ? evaluation : undefined), rosterNotes: async () => [] };
    const module = await Test.createTestingModule({
      imports: [
        AccessModule,
        surroundings,
        EvidenceModule.forRoot({ folder: join(folder, 'evidence') }),
        RulebookModule,
        DossierModule.forRoot({ sources: { provide: DossierSources, useValue: sources } }),
      ],
    }).compile();
    app = module.createNestApplication({ logger: false });
    app.useGlobalPipes(requestValidation());
    app.useGlobalFilters(new ProblemFilter());
    await app.init();
    for (const code of ['P1', 'P2']) await registerPark(code);
    file = await upload(clerk('tax'), 'a,b\n1,2\n3,4\n', '清单.csv');
    await adopt();
  });
  afterEach(async () => {
    await app.close();
    await models.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const registerPark = (code: string) =>
    test.runner.execute({
      decider: {
        category: 'park',
        initial: {},
        evolve: (state: object) => state,
        decide: () => [
          {
            type: 'ParkRegistered',
            data: { code, name: code, zone: 'Z1', county: '341502', operator: { name: '运营公司', uscc: a } },
          } as ParkEvent,
        ],
      },
      id: code,
      command: { type: 'Register' },
      caller: { account: 'x', role: 'taskForce' },
      key: `register ${code}`,
      extra: () => Promise.resolve(undefined),
    });
  const send = (path: string, by: Headers, body: object = {}, more: Headers = {}) =>
    request(app.getHttpServer()).post(path).set(by).set('Idempotency-Key', `k${keys++}`).set(more).send(body);
  const done = async (path: string, by: Headers, body: object = {}, version?: number) => {
    const answer = await send(path, by, body, version === undefined ? {} : { 'If-Match': `"${version}"` });
    if (answer.status >= 300) throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    position = answer.body.position;
    return answer.body;
  };
  const refused = async (path: string, by: Headers, body: object, version?: number) => {
    const answer = await send(path, by, body, version === undefined ? {} : { 'If-Match': `"${version}"` });
    return [answer.status, answer.body.code];
  };
  const get = async (path: string, by: Headers, query: object = { atLeast: position }) =>
    request(app.getHttpServer()).get(path).set(by).query(query);
  const upload = async (by: Headers, content: string, name: string): Promise<string> => {
    const answer = await request(app.getHttpServer())
      .post('/evidence')
      .query({ name })
      .set(by)
      .set('Content-Type', 'text/csv')
      .send(content);
    expect([answer.status, answer.body]).toMatchObject([200, { size: content.length }]);
    return answer.body.hash;
  };
  async function adopt(): Promise<void> {
    const hash = schemeHash(scheme);
    await done('/schemes', taskForce, { yaml });
    const confirmations = confirmationsNeeded(scheme).map(({ code }) => ({ code, reason: '专班会议确认' }));
    await done(`/schemes/${scheme.id}/confirmations`, taskForce, { hash, confirmations });
    await done(`/schemes/${scheme.id}/adoption`, taskForce, { hash, basis: { hash: file, title: '会议纪要' } });
    evaluation = { scheme: { id: scheme.id, hash }, assessmentLocked: false };
  }
  const source = (row = 2) => ({ hash: file, sheet: '清单.csv', row });
  const dossier = (code = 'P1') => `/dossiers/${code}/2023`;
  const withRoster = async (code = 'P1', usccs: readonly string[] = [a, b]) => {
    const lines = usccs.map((uscc) => ({ uscc, from: '2022-01-01', to: null, source: source() }));
    await done(`${dossier(code)}/facts/tenantRoster/submission`, park(code), { lines });
    const verdicts = usccs.map((uscc) => ({ line: `${uscc}@2022-01-01`, verdict: 'confirmed' }));
    await done(`${dossier(code)}/facts/tenantRoster/verification`, county, { verdicts }, 1);
    await done(`${dossier(code)}/roster-freeze`, county, {}, 1);
  };
  const tax = (amount: unknown = '12.5') => ({ lines: [{ uscc: a, amount, scope: 'entity', source: source() }] });

  it('takes a fact from its file to a verified version, and shows its way back', async () => {
    await withRoster();
    const answer = await done(`${dossier()}/facts/taxPaid/submission`, clerk('tax'), tax());
    expect(answer.events.map((event: { type: string }) => event.type)).toEqual(['FactSubmitted']);
    await done(`${dossier()}/facts/taxPaid/verification`, clerk('tax', 2), { verdicts: [{ line: a, verdict: 'confirmed' }] }, 1);
    const before = position;
    const correction = { ...tax('13'), reason: '更正申报', documents: [{ hash: file, title: '更正申报表' }] };
    await done(`${dossier()}/facts/taxPaid/correction`, clerk('tax'), correction, 1);
    const { body } = await get(`${dossier()}/facts/taxPaid`, clerk('tax'));
    expect(body.data).toMatchObject({ metric: 'taxPaid', state: 'submitted', drawnFromOlderRoster: false });
    expect(body.data.versions).toMatchObject([
      {
        version: 1,
        status: 'superseded',
        verified: { account: 'tax-2' },
        lines: [{ amount: '12.5', verdict: 'confirmed', source: source() }],
        total: '12.5',
      },
      { version: 2, previous: 1, status: 'submitted', reason: '更正申报', lines: [{ amount: '13', verdict: null }] },
    ]);
    expect(Object.keys(body)).toEqual(expect.arrayContaining(['index', 'effectiveAt', 'position']));
    const earlier = await get(`${dossier()}/facts/taxPaid`, clerk('tax'), { asOf: String(body.index - 1) });
    expect(earlier.body).toMatchObject({
      index: body.index - 1,
      position: before,
      data: { state: 'verified', versions: [{ version: 1, status: 'verified' }] },
    });
  });

  it('answers each wrong input with its own code and status, and records nothing', async () => {
    await withRoster();
    const head = await test.store.head();
    const path = `${dossier()}/facts/taxPaid/submission`;
    const by = clerk('tax');
    expect(await refused(path, by, tax(12.5))).toEqual([400, 'decimal.notText']);
    expect(await refused(path, by, tax('0.30000000000000004'))).toEqual([400, 'decimal.tooPrecise']);
    expect(await refused(path, by, { lines: [{ ...tax().lines[0], uscc: '91341502MA2TX00251' }] })).toEqual([400, 'uscc.checkDigit']);
    expect(await refused(path, by, { lines: [{ ...tax().lines[0], source: source(4) }] })).toEqual([400, 'evidence.noSuchRow']);
    expect(await refused(path, clerk('science'), tax())).toEqual([403, 'dossier.wrongDepartment']);
    expect(await refused(`${dossier()}/facts/taxes/submission`, by, tax())).toEqual([404, 'dossier.unknownMetric']);
    expect(await refused('/dossiers/P9/2023/facts/taxPaid/submission', by, tax())).toEqual([404, 'dossier.unknownPark']);
    expect(await refused('/dossiers/P1/2021/facts/taxPaid/submission', by, tax())).toEqual([409, 'dossier.noEvaluation']);
    const parcel = { certificate: 'x', area: '-20', unit: 'mu', source: source() };
    expect(await refused(`${dossier()}/facts/landArea/submission`, clerk('landResources'), { lines: [parcel] })).toEqual([
      400,
      'dossier.areaNotPositive',
    ]);
    const verification = `${dossier()}/facts/tenantRoster/verification`;
    expect(await refused(verification, county, { verdicts: [] })).toEqual([400, 'request.ifMatchMissing']);
    expect(await refused(verification, county, { verdicts: [] }, 7)).toEqual([412, 'dossier.staleVersion']);
    expect(await refused(path, by, { ...tax(), surprise: 1 })).toEqual([400, 'request.unknownField']);
    expect(await test.store.head()).toBe(head);
  });

  it('the same command twice is one effect with one answer; a dry run appends nothing', async () => {
    await withRoster();
    const path = `${dossier()}/facts/taxPaid/submission`;
    const head = await test.store.head();
    const dry = await send(`${path}?dryRun=true`, clerk('tax'), tax());
    expect([dry.status, dry.body.dryRun, await test.store.head()]).toEqual([200, true, head]);
    const again = () => send(path, clerk('tax'), tax(), { 'Idempotency-Key': 'once' });
    const [first, second] = [await again(), await again()];
    expect(second.body).toEqual(first.body);
    const other = await send(path, clerk('tax'), tax('13'), { 'Idempotency-Key': 'once' });
    expect([other.status, other.body.code]).toEqual([422, 'command.keyReused']);
  });

  it('shows per-enterprise amounts to whom they concern only', async () => {
    await withRoster();
    await done(`${dossier()}/facts/taxPaid/submission`, clerk('tax'), tax());
    const current = async (by: Headers) => {
      const { body } = await get(dossier(), by);
      return body.data?.facts.find((fact: { metric: string }) => fact.metric === 'taxPaid').current;
    };
    expect(await current(taskForce)).toMatchObject({ lines: [{ amount: '12.5' }] });
    const ofPark = await current(park('P1'));
    expect(ofPark).toMatchObject({ lineCount: 1, total: null });
    for (const by of [park('P1'), county, clerk('science')]) expect(JSON.stringify(await current(by))).not.toMatch(/12\.5|"lines"/);
    expect((await get(dossier(), park('P2'))).body.code).toBe('dossier.notYours');
    expect((await get(`/evidence/${file}`, clerk('science'))).body.code).toBe('evidence.notYours');
    expect((await get(`/evidence/${file}`, taskForce)).status).toBe(200);
    expect((await get(`/evidence/${file}/rows/3`, taskForce, { sheet: '清单.csv' })).body).toMatchObject({
      header: ['a', 'b'],
      cells: ['3', '4'],
    });
  });

  it('warns of a certificate that another park claims, lists the clash, and closing names it among the blockers', async () => {
    const patent = { lines: [{ uscc: a, certificate: 'ZL1', date: '2023-05-01', origin: 'original', source: source() }] };
    await withRoster('P1', [a]);
    await withRoster('P2', [b]);
    await done(`${dossier('P1')}/facts/inventionPatents/submission`, park('P1'), patent);
    await get('/progress/2023', taskForce);
    const second = await done(`${dossier('P2')}/facts/inventionPatents/submission`, park('P2'), patent);
    const { warnings } = second.events[0].data;
    expect(warnings.map((warning: { code: string }) => warning.code)).toEqual(['dossier.notOnRoster', 'dossier.clash']);
    const clashes = await get('/clashes/2023', taskForce);
    expect(clashes.body.data).toMatchObject([{ kind: 'certificate', subject: 'ZL1', places: [{ park: 'P1' }, { park: 'P2' }] }]);
    const before = await get('/clashes/2023', taskForce, { asOf: String(clashes.body.index - 1) });
    expect(before.body.data).toEqual([]);
    expect((await get('/clashes/2023', park('P1'))).status).toBe(403);
    const { body } = await get(`${dossier('P1')}/blockers`, park('P1'));
    expect(body.data.blockers.map((blocker: { code: string }) => blocker.code)).toContain('dossier.clash');
    evaluation = { ...(evaluation as EvaluationForDossier), closing: { edition: 1, attempt: 1 } };
    const close = { type: 'CloseDossier', evaluation: 2023, edition: 1, attempt: 1, use: 'year' } as const;
    const closing = app
      .get(CommandBus)
      .execute(new DossierCommand({ id: 'P1_2023', command: close, caller: { account: 'scoring', role: 'process' }, key: 'c' }));
    const refusal = await closing.then(
      () => undefined,
      (error: { code: string; faults: { code: string }[] }) => error,
    );
    expect(refusal?.code).toBe('dossier.incomplete');
    expect(refusal?.faults.map((fault) => fault.code).sort()).toEqual(
      body.data.blockers.map((blocker: { code: string }) => blocker.code).sort(),
    );
  });

  it('gives the matrix of the year as of any moment, and measures from verified lines', async () => {
    await withRoster();
    await done(`${dossier()}/facts/taxPaid/submission`, clerk('tax'), tax());
    const progress = await get('/progress/2023', taskForce);
    expect(progress.body.data.parks).toMatchObject([
      {
        park: 'P1',
        facts: [
          { metric: 'taxPaid', state: 'submitted' },
          { metric: 'tenantRoster', state: 'verified' },
        ],
      },
    ]);
    const earlier = await get('/progress/2023', taskForce, { asOf: String(progress.body.index - 1) });
    expect(earlier.body.data.parks[0].facts.map((fact: { metric: string }) => fact.metric)).toEqual(['tenantRoster']);
    expect((await get('/progress/2023', park('P2'))).body.data.parks).toEqual([]);
    const measured = async (by: Headers) => (await get(`${dossier()}/measures`, by)).body.data.measures;
    expect(await measured(taskForce)).toEqual([]);
    await done(`${dossier()}/facts/taxPaid/verification`, clerk('tax', 2), { verdicts: [{ line: a, verdict: 'confirmed' }] }, 1);
    expect(await measured(taskForce)).toMatchObject([{ measure: 'taxPaid', result: { value: '25/2' } }]);
    expect(await measured(park('P1'))).toEqual([{ measure: 'taxPaid', metric: 'taxPaid', result: null }]);
  });

  it('lists schemes, and a faulty one with line and column of each fault', async () => {
    const { body } = await get(`/schemes/${scheme.id}`, taskForce);
    expect(body.data).toMatchObject({ status: 'adopted', hash: schemeHash(scheme), confirmationsNeeded: { length: 3 } });
    expect((await get('/schemes', taskForce)).body.data).toMatchObject([{ id: scheme.id, status: 'adopted', title: scheme.title }]);
    const answer = await send('/schemes', taskForce, { yaml: `${yaml}\nsurprise: 1\n` });
    expect([answer.status, answer.body.code]).toEqual([400, 'scheme.unknownKey']);
    expect(answer.body.faults[0]).toMatchObject({ code: 'scheme.unknownKey', params: { line: expect.any(Number) } });
  });
});

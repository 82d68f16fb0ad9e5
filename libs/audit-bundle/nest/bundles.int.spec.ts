import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { INestApplication } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { Test } from '@nestjs/testing';
import request from 'supertest';
import { AccessModule } from '#libs/access/nest';
import { ProblemFilter } from '#libs/http';
import { cityOf, corpusEvents, unzip } from '../testing/index.js';
import { parseManifest } from '../index.js';
import { BundlesController } from './bundles.controller.js';
import { BUNDLE_SOURCES } from './tokens.js';
import { Workplace } from './workplace.js';

const roles = {
  taskForce: { 'X-Account': 'tf-1', 'X-Role': 'taskForce' },
  auditor: { 'X-Account': 'au-1', 'X-Role': 'auditor' },
  department: { 'X-Account': 'tax-1', 'X-Role': 'department', 'X-Department': 'tax' },
  county: { 'X-Account': 'c-1', 'X-Role': 'county' },
  park: { 'X-Account': 'p-1', 'X-Role': 'park', 'X-Park': 'P-01' },
  admin: { 'X-Account': 'ad-1', 'X-Role': 'admin' },
} as const;
type Role = keyof typeof roles;

describe('GET /audit-bundles/{years}', () => {
  let app: INestApplication;
  let city: Awaited<ReturnType<typeof cityOf>>;
  const get = (path: string, role: Role) => request(app.getHttpServer()).get(`/audit-bundles/${path}`).set(roles[role]);

  beforeAll(async () => {
    city = await cityOf(corpusEvents());
    const module = await Test.createTestingModule({
      imports: [AccessModule],
      controllers: [BundlesController],
      providers: [Workplace, { provide: BUNDLE_SOURCES, useValue: city.sources }, { provide: APP_FILTER, useClass: ProblemFilter }],
    }).compile();
    app = await module.createNestApplication({ logger: false }).init();
  });
  afterAll(() => app.close());

  async function download(path: string, role: Role) {
    const answer = await get(path, role)
      .buffer(true)
      .parse((response, done) => void buffer(response as unknown as Readable).then((all) => done(null, all)));
    return { status: answer.status, headers: answer.headers, files: await unzip(answer.body as Buffer) };
  }

  it('sends the whole bundle to the task force and to auditors', async () => {
    const { headers, files } = await download('2023?kind=whole', 'auditor');
    expect(headers).toMatchObject({
      'content-type': 'application/zip',
      'content-disposition': `attachment; filename="parkledger-2023-whole-${city.tree.size}.zip"`,
      'cache-control': 'no-store',
    });
    expect(parseManifest(files.get('manifest.json') as Buffer)).toMatchObject({ kind: 'whole', years: [2023] });
    expect((await get('2031?kind=whole', 'taskForce')).status).toBe(404);
  });

  it.each(['department', 'county', 'park', 'admin'] as const)('keeps the whole one from a %s', async (role) => {
    const refused = await get('2023?kind=whole', role);
    expect([refused.status, refused.body.code]).toEqual([403, 'access.forbidden']);
    expect((await get('2031', role)).status).toBe(404);
  });

  it('sends the public one to whoever may read results, and where no kind is named', async () => {
    const { status, files } = await download('all', 'park');
    expect([status, parseManifest(files.get('manifest.json') as Buffer)]).toEqual([
      200,
      expect.objectContaining({ kind: 'public', years: 'all' }),
    ]);
  });

  it.each([
    ['2031', 404, 'bundle.yearUnknown'],
    ['2024', 409, 'bundle.notPublished'],
    ['20x3', 400, 'bundle.yearsMalformed'],
    ['2023?kind=secret', 400, 'bundle.kindMalformed'],
  ])('answers %s with %i', async (path, status, code) => {
    const answer = await get(path, 'taskForce');
    expect([answer.status, answer.body.code]).toEqual([status, code]);
  });

  it('makes two at a time, and the next one as soon as one of them is sent or given up', async () => {
    const workplace = app.get(Workplace);
    const held = await Promise.all(
      [1, 2].map(() => workplace.stream(async () => ({ fileName: 'x', size: 1n, writeTo: () => new Promise(() => undefined) }))),
    );
    const refused = await get('2023', 'park');
    expect([refused.status, refused.body.code]).toEqual([503, 'bundle.tooMany']);
    const [first, second] = held.map(({ stream }) => stream) as [Readable, Readable];
    first.destroy();
    await once(first, 'close');
    expect((await get('2031', 'park')).status).toBe(404);
    second.destroy();
  });
});

import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { type AddressInfo, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DynamicModule, INestApplication } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import request from 'supertest';
import { AccessModule } from '#libs/access/nest';
import { EventStoreToken } from '#libs/event-sourcing/nest';
import { MemoryEventStore } from '#libs/event-store/memory';
import { ProblemFilter, requestValidation } from '#libs/http';
import { writeWorkbook } from '#libs/spreadsheets/write';
import { EvidenceCheckModule, EvidenceModule } from './index.js';

const MEGABYTE = 1024 * 1024;
const park = { 'X-Account': 'park-1', 'X-Role': 'park', 'X-Park': 'P-01' };
const taskForce = { 'X-Account': 'tf-1', 'X-Role': 'taskForce' };

describe('Delivered files over HTTP', () => {
  let folder: string;
  let app: INestApplication;
  const store = new MemoryEventStore();

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'parkledger-evidence-'));
    const log: DynamicModule = {
      module: class Log {},
      global: true,
      providers: [{ provide: EventStoreToken, useValue: store }],
      exports: [EventStoreToken],
    };
    const imports = [AccessModule, log, EvidenceModule.forRoot({ folder, maxBytes: 2 * MEGABYTE }), EvidenceCheckModule];
    app = (await Test.createTestingModule({ imports }).compile()).createNestApplication({ logger: false });
    app.useGlobalPipes(requestValidation());
    app.useGlobalFilters(new ProblemFilter());
    await app.listen(0);
  });
  afterAll(async () => {
    await app.close();
    rmSync(folder, { recursive: true });
  });

  const upload = (content: Buffer | string, name: string, type = 'application/octet-stream') =>
    request(app.getHttpServer()).post('/evidence').query({ name }).set(park).set('Content-Type', type).send(content);
  const get = (path: string, by: Record<string, string> = park) => request(app.getHttpServer()).get(path).set(by);

  it('come back byte by byte, as what their content is, to be saved and run by nobody', async () => {
    const page = '<script>alert(1)</script>,甲\n';
    const put = await upload(page, '清单.csv', 'text/html');
    expect([put.status, put.body]).toMatchObject([
      200,
      { sm3: expect.stringMatching(/^[0-9a-f]{64}$/), size: Buffer.byteLength(page), new: true },
    ]);
    const got = await get(`/evidence/${put.body.hash}`);
    expect(got.text).toBe(page);
    expect(got.headers).toMatchObject({
      'content-type': 'text/csv',
      'content-length': String(Buffer.byteLength(page)),
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent('清单.csv')}`,
      'content-security-policy': "sandbox; default-src 'none'",
      'cross-origin-resource-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-store',
    });
  });

  it('are taken in as workbooks, whose rows can be looked up', async () => {
    const content = await writeWorkbook({
      sheets: [{ name: '税收', columns: [{ header: '代码', kind: 'code' }, { header: '税额' }], rows: [['91341502MA2TX00250', '12.5']] }],
    });
    const { hash } = (await upload(content, '税收.xlsx')).body;
    expect((await get(`/evidence/${hash}/description`)).body).toMatchObject({
      deliveries: [{ mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' }],
      sheets: [{ name: '税收', header: ['代码', '税额'], rows: 2 }],
    });
    expect((await get(`/evidence/${hash}/rows/2?sheet=${encodeURIComponent('税收')}`)).body.cells).toEqual(['91341502MA2TX00250', '12.5']);
  });

  it.each<[string, Buffer | string, string, string, number, string]>([
    ['the extension of another format', '%PDF-1.7\n', '批文.xlsx', 'application/pdf', 400, 'evidence.wrongType'],
    ['an extension that is not taken', 'MZ', '程序.exe', 'application/octet-stream', 400, 'evidence.mediaType'],
    ['a form around it', '{}', '清单.csv', 'application/json', 400, 'evidence.notRaw'],
    ['more bytes than are taken', Buffer.alloc(3 * MEGABYTE, 'a'), '清单.csv', 'text/csv', 413, 'evidence.tooLarge'],
    ['nothing in it', '', '清单.csv', 'text/csv', 400, 'evidence.empty'],
  ])('are refused with %s, and leave nothing', async (_what, content, name, type, status, code) => {
    const before = readdirSync(folder).length;
    const { body, ...answer } = await upload(content, name, type);
    expect([answer.status, body.code]).toEqual([status, code]);
    expect([readdirSync(folder).length, readdirSync(join(folder, 'incoming'))]).toEqual([before, []]);
  });

  it('that turn out too large on the way are refused in words, not by a broken connection', async () => {
    const { port } = app.getHttpServer().address() as AddressInfo;
    const piece = Buffer.alloc(MEGABYTE / 4, 'a');
    const socket = new Socket().connect(port, '127.0.0.1');
    const answer = (async () => {
      let text = '';
      for await (const chunk of socket) text += String(chunk);
      return text;
    })();
    socket.write(
      'POST /evidence?name=a.csv HTTP/1.1\r\nHost: x\r\nConnection: close\r\nX-Account: park-1\r\nX-Role: park\r\nX-Park: P-01\r\nTransfer-Encoding: chunked\r\n\r\n',
    );
    for (let n = 0; n < 12; n++) socket.write(Buffer.concat([Buffer.from(`${piece.length.toString(16)}\r\n`), piece, Buffer.from('\r\n')]));
    socket.write('0\r\n\r\n');
    expect(await answer).toMatch(/^HTTP\/1\.1 413 [^]*evidence\.tooLarge/);
  });

  it('are held against the log for who keeps it in order, and for nobody else', async () => {
    const { hash } = (await upload('%PDF-1.7\nscan', '批文.pdf')).body;
    const data = JSON.stringify({
      documents: [
        { hash, title: '批文' },
        { hash: 'ab'.repeat(32), title: '丢失' },
      ],
    });
    await store.append('park-P-01', 'noStream', [{ id: 'a', type: 'ParkRegistered', data, metadata: '{}' }]);
    expect((await get('/evidence-check')).status).toBe(403);
    expect((await get('/evidence-check?contents=1', taskForce)).body).toMatchObject({ code: 'request.boolean', where: 'contents' });
    const { body } = await get('/evidence-check?contents=true', taskForce);
    expect(body).toMatchObject({
      ok: false,
      index: 0,
      files: 3,
      referred: 2,
      counts: { orphans: 2, missing: 1, changed: 0, keyMissing: 0, notYetErased: 0, unfinished: 0 },
      missing: [{ hash: 'ab'.repeat(32), reference: { index: 0, stream: 'park-P-01', type: 'ParkRegistered' } }],
    });
    const named = (answer: { orphans: { deliveries: object[] }[] }): object[] => answer.orphans.flatMap(({ deliveries }) => deliveries);
    expect(named(body)).toContainEqual(expect.objectContaining({ name: '税收.xlsx', park: 'P-01' }));
    const forAdmin = await get('/evidence-check', { 'X-Account': 'admin-1', 'X-Role': 'admin' });
    expect(named(forAdmin.body)).toEqual([expect.not.objectContaining({ name: expect.anything() }), expect.anything()]);
  });
});

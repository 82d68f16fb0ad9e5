import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type LoopbackServer, startLoopback } from '#libs/event-store/testing';
import { ApiNode } from '../support/api-node.js';
import { headersOf, people, type Problem } from '../support/client.js';
import { freePort } from '../support/free-port.js';

interface Ledger {
  readonly sample: boolean;
  readonly events: number;
}

describe('A node whose EventStoreDB is not there', () => {
  let folder: string;
  let node: ApiNode;
  let database: LoopbackServer | undefined;

  const nodeOn = (address: string): Promise<ApiNode> =>
    ApiNode.at({ dataDir: path.join(folder, 'node'), args: ['--empty'], env: { EVENT_STORE: address } });
  const ask = (route: string): Promise<Response> => fetch(node.url + route, { headers: headersOf(people.auditor) });

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'parkledger-nothing-'));
  });
  afterEach(async () => {
    await node.end();
    await database?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('says in one line where it looks, is alive, turns everybody away for a while, and ends when it is told to', async () => {
    node = await nodeOn('esdb://127.0.0.1:1?tls=false');
    const program = node.start();
    await program.complains(/\n/);

    expect((await ask('/health/live')).status).toBe(200);
    const readiness = await node.readiness();
    expect(readiness).toMatchObject({ status: 503, data: { ready: false, code: 'server.starting' } });
    expect(readiness?.data.reason).toContain('127.0.0.1:1');
    expect(Number(readiness?.retryAfter)).toBeGreaterThan(0);
    for (const route of ['/ledger', '/parks', '/health', '/api', '/no-such-route']) {
      const answer = await ask(route);
      const problem = (await answer.json()) as Problem;
      expect([route, answer.status, problem.code]).toEqual([route, 503, 'server.starting']);
      expect(problem.title).toContain('127.0.0.1:1');
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    }

    expect(await node.stop()).toBe(0);
    const lines = program.err.trimEnd().split('\n');
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain('127.0.0.1:1');
    expect(program.out).toBe('');
  }, 60_000);

  it('opens the ledger and serves as soon as the server is there', async () => {
    const port = await freePort();
    node = await nodeOn(`esdb://127.0.0.1:${port}?tls=false`);
    const program = node.start();
    await program.complains(new RegExp(`127\\.0\\.0\\.1:${port}`));

    database = await startLoopback({ port });
    await node.serving();
    await node.ready();
    const { data } = await node.api.get<Ledger>('/ledger', people.auditor);
    expect(data).toMatchObject({ sample: false, events: 1 });
    expect(program.err.trimEnd().split('\n')).toHaveLength(1);
    expect(await node.stop()).toBe(0);
  }, 60_000);
});

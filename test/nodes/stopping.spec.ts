import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type LoopbackServer, startLoopback } from '#libs/event-store/testing';
import type { CommandAnswerDto } from '#libs/http';
import { ApiNode } from '../support/api-node.js';
import { headersOf, people } from '../support/client.js';
import { eventually } from '../support/eventually.js';
import { logOfDatabase, metadataOf } from '../support/stored-log.js';
import { usccOf } from '../support/uscc.js';

const GRACE_SECONDS = 1;

describe('A node that is told to stop', () => {
  let folder: string;
  let database: LoopbackServer;
  let node: ApiNode;

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'parkledger-stopping-'));
    database = await startLoopback();
    node = await ApiNode.at({ dataDir: path.join(folder, 'node'), args: ['--empty'], env: { EVENT_STORE: database.url } });
  });
  afterAll(async () => {
    await node.end();
    await database.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const enter = (n: number): Promise<CommandAnswerDto> =>
    node.api.post<CommandAnswerDto>('/enterprises', people.of('market'), { uscc: usccOf(n), name: `示例企业${n}` }, { key: `enter ${n}` });
  const ask = (route: string): Promise<Response> => fetch(node.url + route, { headers: headersOf(people.auditor) });
  /** Until it turns people away. */
  const stopping = (): Promise<Response> =>
    eventually('it to be stopping', async () => {
      const answer = await ask('/ledger');
      return answer.status === 503 ? answer : undefined;
    });

  it('finishes what it has accepted, turns away who comes then, and ends well', async () => {
    node.start();
    await node.ready();
    const held = database.faults.hold('append', { times: 1 });
    const accepted = enter(1);
    await held.reached();
    const ended = node.stop();
    const turnedAway = await stopping();
    expect(((await turnedAway.json()) as { code: string }).code).toBe('server.stopping');
    expect(Number(turnedAway.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(turnedAway.headers.get('connection')).toBe('close');
    expect((await ask('/health/live')).status).toBe(200);
    expect(await node.readiness()).toMatchObject({ status: 503, data: { ready: false, code: 'server.stopping' } });

    held.lift();
    const answer = await accepted;
    expect(await ended).toBe(0);
    const found = (await logOfDatabase(database.url)).filter((event) => metadataOf(event).commandId === answer.commandId);
    expect(found.map(({ id, type }) => [id, type])).toEqual([[answer.events[0]?.id, 'EnterpriseRegistered']]);
  }, 60_000);

  it('waits no longer than it was told to for what never ends', async () => {
    node.start({ STOP_GRACE_SECONDS: String(GRACE_SECONDS) });
    await node.ready();
    const held = database.faults.hold('append');
    const silent = [held];
    const cutOff = enter(2).then(
      () => 'answered',
      () => 'cut off',
    );
    await held.reached();
    silent.push(database.faults.hold('readStream'));
    const from = performance.now();
    expect(await node.stop()).toBe(0);
    const seconds = (performance.now() - from) / 1000;
    expect(await cutOff).toBe('cut off');
    expect(seconds).toBeGreaterThanOrEqual(GRACE_SECONDS);
    // The store alone would take five seconds for each question that nobody answers.
    expect(seconds).toBeLessThan(GRACE_SECONDS + 4);
    for (const hold of silent) hold.lift();
  }, 60_000);
});

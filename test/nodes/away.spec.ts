import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { LoopbackLog, type LoopbackServer, startLoopback } from '#libs/event-store/testing';
import type { CommandAnswerDto } from '#libs/http';
import { ApiNode, type ReadyAnswer } from '../support/api-node.js';
import { people } from '../support/client.js';
import { eventually } from '../support/eventually.js';
import { usccOf } from '../support/uscc.js';

const READY_LAG = 20;

/** Each node has a server of its own over the one log, so that a fault meets one node alone. */
describe('A node that was away', () => {
  let folder: string;
  let servers: readonly [LoopbackServer, LoopbackServer];
  let here: ApiNode;
  let away: ApiNode;
  let entered = 0;

  const nodeOn = ({ url }: LoopbackServer, name: string): Promise<ApiNode> => {
    const at = (file: string): string => path.join(folder, file);
    const env = { EVENT_STORE: url, LEDGER_KEYS: at('keys.json'), EVIDENCE_DIR: at('evidence'), READY_LAG: String(READY_LAG) };
    return ApiNode.at({ dataDir: at(name), args: ['--empty'], env });
  };
  /** Others go on: so many enterprises are entered on the other node. */
  const write = async (count: number): Promise<CommandAnswerDto> => {
    const enter = (): Promise<CommandAnswerDto> => {
      const uscc = usccOf(entered++);
      return here.api.post('/enterprises', people.of('market'), { uscc, name: `示例企业${uscc}` });
    };
    let last = await enter();
    for (let n = 1; n < count; n++) last = await enter();
    return last;
  };
  const lives = async (): Promise<boolean> => (await fetch(`${away.url}/health/live`)).status === 200;
  const indexOf = async (node: ApiNode, query = ''): Promise<number> => (await node.api.get(`/ledger${query}`, people.auditor)).index;

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'parkledger-away-'));
    const log = new LoopbackLog();
    servers = [await startLoopback({ log }), await startLoopback({ log })];
    here = await nodeOn(servers[0], 'here');
    away = await nodeOn(servers[1], 'away');
    for (const node of [here, away]) node.start();
    await Promise.all([here.ready(), away.ready()]);
  }, 120_000);
  afterAll(async () => {
    await Promise.all([here.end(), away.end()]);
    await Promise.all(servers.map((server) => server.stop()));
    rmSync(folder, { recursive: true, force: true });
  });

  it('cut off from what others write: is alive, says how far it is behind, and is ready again as soon as it has caught up', async () => {
    let looking = false;
    let mend: () => void = () => undefined;
    const cut = new Promise<void>((resolve) => (mend = resolve));
    const fault = servers[1].faults.delay('readAll', () => (looking ? Promise.resolve() : cut));
    const before = await indexOf(away);
    const { position } = await write(READY_LAG + 1);
    const behind = await eventually('it to be behind', async () => {
      looking = true;
      const answer = await away.readiness().finally(() => (looking = false));
      return answer?.status === 503 ? answer : undefined;
    });
    expect(behind.data).toMatchObject({ ready: false, code: 'server.behind', lag: READY_LAG, more: true });
    expect(behind.data.reason).toContain(String(READY_LAG));
    expect(Number(behind.retryAfter)).toBeGreaterThan(0);
    expect(await lives()).toBe(true);
    expect(await indexOf(away)).toBe(before);

    fault.lift();
    mend();
    await away.ready();
    expect(await indexOf(away, `?atLeast=${position}`)).toBe(before + READY_LAG + 1);
  }, 60_000);

  it('stopped while others wrote: is alive from the first moment, and ready only where it is not too far behind', async () => {
    expect(await away.stop()).toBe(0);
    await write(3 * READY_LAG);
    const head = await indexOf(here);
    away.start();
    const before: ReadyAnswer[] = [];
    await eventually('it to be ready', async () => {
      const answer = await away.readiness();
      if (answer?.status === 200) return answer;
      if (answer) before.push(answer);
      if (answer) expect(await lives()).toBe(true);
      return undefined;
    });
    expect(await indexOf(away)).toBeGreaterThanOrEqual(head - READY_LAG);
    expect(before.length).toBeGreaterThan(0);
    for (const { status, retryAfter, data } of before) {
      expect(status).toBe(503);
      expect(Number(retryAfter)).toBeGreaterThan(0);
      expect(['server.starting', 'reads.building', 'server.behind']).toContain(data.code);
    }
  }, 60_000);
});

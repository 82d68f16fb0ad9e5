import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { people } from '../support/client.js';
import { eventually } from '../support/eventually.js';
import { type Ending, Program } from '../support/program.js';
import { startReal, type TestServer } from '../support/server.js';

const { taskForce, auditor } = people;

interface Ended {
  readonly ending: Ending;
  readonly out: string;
  readonly err: string;
}

describe('A city’s ledger, backed up while it is served and put back', () => {
  let folder: string;
  let document: { hash: string; title: string };
  const at = (...names: string[]): string => path.join(folder, ...names);
  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'parkledger-back-up-'));
  });
  const started: TestServer[] = [];
  const serve = async (name: string): Promise<TestServer> => {
    const server = await startReal(at(name));
    started.push(server);
    return server;
  };
  afterAll(async () => {
    for (const server of started) await server.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const run = async (program: string, args: readonly string[], killAt?: string): Promise<Ended> => {
    const running = new Program(`apps/operator/${program}.ts`, args, killAt === undefined ? {} : { PARKLEDGER_KILL_AT: killAt });
    const ending = await running.ended;
    return { ending, out: running.out, err: running.err };
  };
  const backup = (more: readonly string[], killAt?: string): Promise<Ended> =>
    run('backup', ['--from', `sqlite:${at('old')}`, '--to', at('shelf'), ...more], killAt);
  const restore = (killAt?: string): Promise<Ended> => {
    const [name] = readdirSync(at('shelf')).filter((one) => one.endsWith('Z'));
    const args = ['--from', at('shelf', name as string), '--to', `sqlite:${at('new')}`, '--held', at('largest.checkpoint')];
    return run('restore', [...args, '--keys', at('old', 'keys', 'ledger-keys.json')], killAt);
  };
  const zone = (server: TestServer, code: string): Promise<unknown> =>
    server.api.post('/zones', taskForce, { code, name: `${code}开发区`, county: '341502', level: 'provincial', document });
  /** What readers see of a ledger up to the size at which it was backed up. */
  const reads = async ({ api }: TestServer, size: number): Promise<unknown> => {
    const paths = ['/ledger/events', '/zones', '/streams/ledger-main'].map((route) => `${route}?asOf=${size - 1}`);
    const answers = await Promise.all(paths.map((route) => api.get<unknown>(route, auditor)));
    const { text } = await api.raw('GET', `/evidence/${document.hash}`, { 'x-account': 'a', 'x-role': 'auditor' });
    return [...answers.map(({ data, index }) => ({ data, index })), text];
  };
  const plain = async ({ api }: TestServer, route: string): Promise<string> => (await api.raw('GET', route, {})).text;

  it('answers the same, refuses to sign what contradicts what was signed, and signs again in a new epoch', async () => {
    const old = await serve('old');
    const put = { contentType: 'text/csv', query: '?name=basis.csv' };
    document = { hash: (await old.api.post<{ hash: string }>('/evidence', taskForce, '批文', put)).hash, title: '批文' };
    for (const code of ['A', 'B', 'C']) await zone(old, code);

    // While it is served: killed just before the end, then whole.
    expect((await backup([], 'before-finish')).ending).toBe('SIGKILL');
    expect(readdirSync(at('shelf')).filter((name) => name.startsWith('2'))).toEqual([expect.stringMatching(/Z\.part$/)]);
    const made = await backup(['--with-keys', at('safe')]);
    expect(made).toMatchObject({ ending: 0, err: '', out: expect.stringContaining('共 4 个事件') });
    const [name, ...others] = readdirSync(at('shelf')).filter((one) => one.startsWith('2'));
    expect([name, others]).toEqual([expect.stringMatching(/Z$/), []]);
    const keys = readdirSync(at('safe', name as string), { recursive: true, encoding: 'utf8' }).sort();
    expect(keys).toEqual(expect.arrayContaining(['ledger-keys.json', 'log-key.pem']));
    expect(keys.map((key) => statSync(at('safe', name as string, key)).mode & 0o077)).toEqual(keys.map(() => 0));
    const before = await reads(old, 4);

    for (const code of ['D', 'E']) await zone(old, code);
    await old.stop();
    const [signed] = readdirSync(at('old', 'proof', 'signed'));
    cpSync(at('old', 'proof', 'signed', signed as string), at('largest.checkpoint'));
    expect(readFileSync(at('largest.checkpoint'), 'utf8')).toMatch(/\n6\n/);

    expect((await restore('before-restored-file')).ending).toBe('SIGKILL');
    expect(existsSync(at('new', 'ledger.db'))).toBe(false);
    const restored = await restore();
    expect(restored).toMatchObject({ ending: 3, out: expect.stringContaining('正是这本账的') });
    expect(restored.err).toMatch(/^已知签署过 6 条.*恢复的只有 4 条：日志序号 4 至 5 .*npm run epoch:open[^\n]*\n$/);

    cpSync(at('safe', name as string), at('new', 'keys'), { recursive: true });
    const refusing = await serve('new');
    expect(await reads(refusing, 4)).toEqual(before);
    await eventually('the refusal in /health', async () =>
      JSON.stringify(await plain(refusing, '/health')).includes('sealing.rolledBack') ? true : undefined,
    );
    await refusing.stop();

    writeFileSync(at('批示.pdf'), '同意恢复');
    const grounds = ['--reason', '磁盘损坏', '--document', at('批示.pdf'), '--title', '关于恢复账本的批示', '--account', 'admin-1'];
    const opened = await run('epoch-open', ['--on', `sqlite:${at('new')}`, ...grounds]);
    expect(opened).toMatchObject({ ending: 0, err: '' });
    expect(opened.out).toMatch(
      /第 2 个日志期「parkledger\/[\w-]+\/epoch-2」：账本保留到 4 条；签署过而今没有的是日志序号 4 至 5 的 2 个事件/,
    );
    expect(await run('epoch-open', ['--on', `sqlite:${at('new')}`, ...grounds])).toMatchObject({
      ending: 1,
      err: expect.stringContaining('backup.nothingLost'),
    });

    const again = await serve('new');
    const head = await eventually('a head of the new epoch', async () => {
      const note = await plain(again, '/log/checkpoint');
      return note.includes('/epoch-2\n') ? note : undefined;
    });
    expect(head).toMatch(/^parkledger\/[\w-]+\/epoch-2\n5\n/);
    await again.stop();
    expect((await run('backup', ['--from', `sqlite:${at('new')}`, '--to', at('shelf-2')])).ending).toBe(0);
  }, 60_000);
});

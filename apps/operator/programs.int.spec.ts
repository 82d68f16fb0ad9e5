import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { House, keysFileOf, workshop } from './house.testing.js';

const START = ['--import', './test/support/typescript.mjs'];

interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly out: string;
  readonly err: string;
}

describe('npm run backup, npm run restore, npm run epoch:open', () => {
  const room = workshop();
  const run = async (program: string, args: readonly string[], env: Record<string, string> = {}): Promise<Ended> => {
    const child = spawn(process.execPath, [...START, `apps/operator/${program}.ts`, ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...env },
    });
    let [out, err] = ['', ''];
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
    const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
    return { code, signal, out, err };
  };
  const sqlite = (name: string): string => `sqlite:${room.at(name)}`;
  const backup = (more: readonly string[] = [], env = {}): Promise<Ended> =>
    run('backup', ['--from', sqlite('data'), '--to', room.at('shelf'), ...more], env);
  const restore = (to: string, more: readonly string[] = [], env = {}): Promise<Ended> =>
    run(
      'restore',
      ['--from', made(), '--to', sqlite(to), '--held', room.at('later.checkpoint'), '--keys', keysFileOf(room.at('data')), ...more],
      env,
    );
  const onShelf = (): string[] => readdirSync(room.at('shelf')).filter((name) => name.startsWith('2'));
  const made = (): string => room.at('shelf', onShelf()[0] as string);
  const grounds = ['--reason', '磁盘损坏', '--document', room.at('批示.pdf'), '--account', 'acc-admin'];

  beforeAll(async () => {
    const house = await House.open(room.at('data'));
    await house.leaveNotes(3);
    await house.deliver('批文');
    await house.signHead();
    await house.leaveNotes(2);
    await house.close();
    writeFileSync(room.at('批示.pdf'), '同意恢复');
  });
  afterAll(() => room.clear());

  it('a back-up that was killed is none; the next one is, with its keys elsewhere if that was asked for', async () => {
    expect((await backup([], { PARKLEDGER_KILL_AT: 'before-finish' })).signal).toBe('SIGKILL');
    expect(onShelf()).toEqual([expect.stringMatching(/^\d{8}T\d{6}Z\.part$/)]);
    const { code, out, err } = await backup(['--with-keys', room.at('safe')]);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(onShelf()).toEqual([expect.stringMatching(/^\d{8}T\d{6}Z$/)]);
    for (const words of [made(), '共 7 个事件', '最新的检查点在 5 条处', '佐证材料 2 个文件', '分开保管']) expect(out).toContain(words);
    const keys = room.at('safe', onShelf()[0] as string);
    expect(readdirSync(keys)).toEqual(['ledger-keys.json']);
    expect(statSync(path.join(keys, 'ledger-keys.json')).mode & 0o777).toBe(0o600);
    expect(readdirSync(made())).not.toContain('keys');
  }, 60_000);

  it('a restore that was killed has restored nothing; done again it tells what was lost, and an epoch lets signing go on', async () => {
    const house = await House.open(room.at('data'));
    await house.leaveNotes(4, '再');
    writeFileSync(room.at('later.checkpoint'), await house.signHead());
    await house.close();
    expect((await restore('new', [], { PARKLEDGER_KILL_AT: 'before-restored-file' })).signal).toBe('SIGKILL');
    expect(existsSync(room.at('new', 'ledger.db'))).toBe(false);
    const { code, out, err } = await restore('new');
    expect({ code, lines: err.trimEnd().split('\n').length }).toEqual({ code: 3, lines: 1 });
    for (const words of ['共 7 个事件', '佐证材料写入 2 个文件', '正是这本账的']) expect(out).toContain(words);
    for (const words of ['签署过 11 条', '日志序号 7 至 10', 'npm run epoch:open']) expect(err).toContain(words);
    const opened = await run('epoch-open', ['--on', sqlite('new'), '--keys', keysFileOf(room.at('data')), ...grounds]);
    expect(opened).toMatchObject({
      code: 0,
      err: '',
      out: expect.stringContaining('/epoch-2」：账本保留到 7 条；签署过而今没有的是日志序号 7 至 10 的 4 个事件'),
    });
    expect(await run('epoch-open', ['--on', sqlite('new'), '--keys', keysFileOf(room.at('data')), ...grounds])).toMatchObject({
      code: 1,
      err: expect.stringContaining('backup.nothingLost'),
    });
  }, 60_000);

  it('does both at once where that was asked for, and the document stands among the evidence', async () => {
    const { code, out, err } = await restore('at-once', ['--open-epoch', ...grounds, '--title', '关于恢复账本的批示']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain('第 2 个日志期');
    expect(
      readdirSync(room.at('at-once', 'evidence'), { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('content')),
    ).toHaveLength(2);
  }, 60_000);
});

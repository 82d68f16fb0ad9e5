import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { EventToAppend, StoredEvent } from '#libs/event-store';
import { openSqliteEventStore } from '#libs/event-store/sqlite';
import { acquireFolderLock, openDatabase } from '#libs/sqlite';

const PROGRAM = ['--import', './test/support/typescript.mjs', 'apps/operator/ledger-copy.ts'];
/** More than 500, so that a terminal would show progress. */
const EVENTS = 600;

interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly out: string;
  readonly err: string;
}

const event = (n: number): EventToAppend => ({ id: `event-${n}`, type: 'ParkAmended', data: `{"n":${n}}`, metadata: `{"at":"${n}"}` });

describe('npm run ledger:copy', () => {
  let folder: string;
  const at = (name: string): string => path.join(folder, name);
  const sqlite = (name: string): string => `sqlite:${at(name)}`;

  const run = async (args: readonly string[], killAt?: string): Promise<Ended> => {
    const env = { ...process.env, ...(killAt === undefined ? {} : { PARKLEDGER_KILL_AT: killAt }) };
    const child = spawn(process.execPath, [...PROGRAM, ...args], { stdio: ['ignore', 'pipe', 'pipe'], env });
    let [out, err] = ['', ''];
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
    const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
    return { code, signal, out, err };
  };
  const copy = (from: string, to: string, killAt?: string): Promise<Ended> => run(['--from', sqlite(from), '--to', sqlite(to)], killAt);
  const expectRefused = ({ code, out, err }: Ended, ...says: readonly string[]): void => {
    expect({ code, out, lines: err.trimEnd().split('\n').length }).toEqual({ code: 1, out: '', lines: 1 });
    for (const words of says) expect(err).toContain(words);
  };

  /** Events of three streams by turns, in appends of one and two; `changed`: the number of one that is another. */
  const make = async (name: string, count: number, changed?: number): Promise<void> => {
    mkdirSync(at(name), { recursive: true });
    const store = await openSqliteEventStore({ path: path.join(at(name), 'ledger.db'), synchronous: 'NORMAL' });
    const revisions = [-1, -1, -1];
    for (let n = 0; n < count;) {
      const which = n % 3;
      const events = [n, n + 1].slice(0, Math.min(1 + (n % 2), count - n)).map((i) => event(i === changed ? -i : i));
      const last = revisions[which]!;
      await store.append(`park-${which}`, last < 0 ? 'noStream' : last, events);
      revisions[which] = last + events.length;
      n += events.length;
    }
    await store.close();
  };
  const logOf = async (name: string): Promise<StoredEvent[]> => {
    const store = await openSqliteEventStore({ path: path.join(at(name), 'ledger.db') });
    const log: StoredEvent[] = [];
    for await (const page of store.readAll()) log.push(...page);
    await store.close();
    return log;
  };

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'parkledger-copy-'));
    await make('data', EVENTS);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('copies a folder’s ledger into a new folder, compares, and says what else to take along', async () => {
    const { code, out, err } = await copy('data', 'new/house');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain(`${sqlite('data')} 与 ${sqlite('new/house')} 逐个事件相同：共 ${EVENTS} 个事件，本次写入 ${EVENTS} 个`);
    for (const words of ['密钥', 'evidence/', 'reads/', '不可再启用']) expect(out).toContain(words);
    expect(await logOf('new/house')).toEqual(await logOf('data'));
    expect(readdirSync(at('new/house')).filter((name) => !/^(ledger|lock)\.db/.test(name))).toEqual([]);
  }, 30_000);

  it('run again writes nothing; --verify-only compares and writes nothing', async () => {
    expect((await copy('data', 'again')).code).toBe(0);
    expect((await copy('data', 'again')).out).toContain(`共 ${EVENTS} 个事件，本次写入 0 个`);
    const verified = await run(['--from', sqlite('data'), '--to', sqlite('again'), '--verify-only']);
    expect(verified).toMatchObject({ code: 0, err: '' });
    expect(verified.out).toMatch(/逐个事件相同：共 600 个事件。\n$/);
  }, 30_000);

  it('killed between appends and inside one, again and again, goes on where it was', async () => {
    for (const point of ['in-append', 'after-copied-append:7', 'in-append:40', 'after-copied-append', 'after-copied-append:200']) {
      expect([point, (await copy('data', 'killed', point)).signal]).toEqual([point, 'SIGKILL']);
      expect(await logOf('killed')).toEqual((await logOf('data')).slice(0, (await logOf('killed')).length));
    }
    expect(await run(['--from', sqlite('data'), '--to', sqlite('killed'), '--verify-only'])).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^两边不相同：前 \d+ 个事件相同，日志序号 \d+ 处来源是流 park-\d .*目标到此为止\n$/),
    });
    expect((await copy('data', 'killed')).code).toBe(0);
    expect(await logOf('killed')).toEqual(await logOf('data'));
  }, 60_000);

  it('refuses a target that holds something else, names the first difference, and leaves it as it is', async () => {
    await make('other', 300, 123);
    const before = await logOf('other');
    expectRefused(await copy('data', 'other'), '日志序号 123 处事件编号不同', '流 park-', 'event-123', '换一个空的目标');
    expectRefused(await run(['--from', sqlite('data'), '--to', sqlite('other'), '--verify-only']), '前 123 个事件相同', 'event-123');
    expect(await logOf('other')).toEqual(before);
    await make('longer', EVENTS + 1);
    expectRefused(await copy('data', 'longer'), `日志序号 ${EVENTS} 处来源到此为止`);
  }, 30_000);

  it('refuses a folder that somebody works on, on either side', async () => {
    mkdirSync(at('served'));
    for (const [held, from, to] of [
      ['served', 'data', 'served'],
      ['data', 'data', 'unserved'],
    ] as const) {
      const lock = acquireFolderLock(at(held));
      expectRefused(await copy(from, to), at(held), '正被另一个进程使用');
      lock.release();
    }
    expect(existsSync(at('unserved'))).toBe(false);
    expect(existsSync(path.join(at('served'), 'ledger.db'))).toBe(false);
  }, 30_000);

  it('refuses a source without a ledger and makes nothing', async () => {
    expectRefused(await copy('nowhere', 'fresh'), sqlite('nowhere'), '没有账本');
    await make('blank', 0);
    expectRefused(await copy('blank', 'fresh'), sqlite('blank'), '没有账本');
    expect([existsSync(at('nowhere')), existsSync(at('fresh'))]).toEqual([false, false]);
    expectRefused(await run(['--from', sqlite('data'), '--to', sqlite('fresh'), '--verify-only']), sqlite('fresh'), '没有账本');
    expect(existsSync(at('fresh'))).toBe(false);
  }, 30_000);

  it('refuses files that are no ledger, and leaves them as they are', async () => {
    mkdirSync(at('notes'));
    openDatabase(path.join(at('notes'), 'ledger.db'), { synchronous: 'FULL' }).exec('CREATE TABLE notes (text)');
    expectRefused(await copy('data', 'notes'), '不是本版的账本');
    mkdirSync(at('text'));
    writeFileSync(path.join(at('text'), 'ledger.db'), 'an old note, not a database. '.repeat(100));
    expectRefused(await copy('text', 'fresh'), 'SQLITE_NOTADB');
    writeFileSync(at('file'), '');
    expectRefused(await copy('data', 'file'), at('file'), '读写不了');
  }, 30_000);

  it('tells how it is used, with exit code 2, and never repeats an address that it can’t read', async () => {
    const secret = 'esdb://admin:GEHEIM';
    for (const args of [
      [],
      ['--from', sqlite('data')],
      ['--from', sqlite('data'), '--to', 'data2'],
      ['--from', sqlite('data'), '--to', secret],
      ['--from', sqlite('data'), '--to', sqlite('x'), '--fast'],
      ['--from', sqlite('data'), '--to', `${sqlite('data')}/.`],
      [secret],
    ]) {
      const { code, out, err } = await run(args);
      expect({ args, code, out }).toEqual({ args, code: 2, out: '' });
      expect(err).toContain('用法：npm run ledger:copy');
      expect(err).not.toContain('GEHEIM');
    }
    expect(await run(['--help'])).toMatchObject({ code: 0, out: expect.stringContaining('用法'), err: '' });
  }, 60_000);
});

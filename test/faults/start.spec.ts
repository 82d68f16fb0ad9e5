import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ApiClient, people } from '../support/client.js';
import { loadCity, logOf } from './city.js';

/** What the person at the terminal sees. */
interface Run {
  readonly child: ChildProcess;
  readonly out: () => string;
  readonly err: () => string;
  /** Exit code. */
  readonly ended: Promise<number | null>;
}

interface About {
  readonly sample: boolean;
  readonly events: number;
}

const PROGRAM = ['--import', './test/support/typescript.mjs', 'apps/api/main.ts'];
const SERVING = /已开始服务：(http:\/\/\S+)/;

describe('Starting the server', () => {
  let folder: string;
  const at = (name: string): string => path.join(folder, name);
  const running: Run[] = [];

  const run = (args: readonly string[], env: Readonly<Record<string, string>>): Run => {
    const own = { ...process.env, PORT: '0', ...env };
    const child = spawn(process.execPath, [...PROGRAM, ...args], { stdio: ['ignore', 'pipe', 'pipe'], env: own });
    let [out, err] = ['', ''];
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
    const ended = once(child, 'close').then(([code]) => code as number | null);
    const started: Run = { child, out: () => out, err: () => err, ended };
    running.push(started);
    return started;
  };
  /** Waits until it serves; gives its address. */
  const serving = async (started: Run): Promise<string> => {
    for (;;) {
      const url = SERVING.exec(started.out())?.[1];
      if (url !== undefined) return url;
      const next = await Promise.race([once(started.child.stdout as NodeJS.ReadableStream, 'data'), started.ended]);
      if (!Array.isArray(next)) throw new Error(`it ended instead of serving: ${started.err()}`);
    }
  };
  const stop = async (started: Run): Promise<number | null> => {
    started.child.kill('SIGTERM');
    return started.ended;
  };
  const aboutOf = async (url: string): Promise<About> => (await new ApiClient(url).get<About>('/ledger', people.auditor)).data;
  /** Expects one line on stderr and exit code 1. */
  const expectOneLine = async (args: readonly string[], env: Readonly<Record<string, string>>, says: readonly string[]): Promise<void> => {
    const failed = run(args, env);
    expect(await failed.ended).toBe(1);
    const lines = failed.err().trimEnd().split('\n');
    expect(lines).toHaveLength(1);
    for (const words of says) expect(lines[0]).toContain(words);
    expect(failed.out()).toBe('');
  };

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'parkledger-start-'));
    await loadCity(at('sample'));
  }, 60_000);
  afterAll(async () => {
    for (const { child } of running) if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
    await Promise.all(running.map(({ ended }) => ended));
    rmSync(folder, { recursive: true, force: true });
  });

  it('on a loaded sample loads nothing and shows the ranking of 2023', async () => {
    const before = await logOf(at('sample'));
    const server = run([], { DATA_DIR: at('sample') });
    expect(await aboutOf(await serving(server))).toMatchObject({ sample: true, events: before.length });
    expect(server.out()).toMatch(/2023 年度.*第 2 版，参评 4 家/);
    for (const rank of ['1  SP021', '2  SP012', '3  SP028', '4  SP016']) expect(server.out()).toContain(rank);
    expect(await stop(server)).toBe(0);
    expect(await logOf(at('sample'))).toEqual(before);
  }, 60_000);

  describe('with --empty', () => {
    let server: Run;
    let url: string;
    beforeAll(async () => {
      server = run(['--empty'], { DATA_DIR: at('real') });
      url = await serving(server);
    }, 60_000);

    it('serves an empty real ledger, its keys readable by its owner alone', async () => {
      expect(server.out()).toContain('正式账本');
      expect(await aboutOf(url)).toMatchObject({ sample: false, events: 1 });
      expect(statSync(at('real/keys/ledger-keys.json')).mode & 0o777).toBe(0o600);
    });

    it('keeps a second process from its folder, and another from its port', async () => {
      await expectOneLine(['--empty'], { DATA_DIR: at('real') }, [at('real'), '正被另一个进程使用']);
      await expectOneLine(['--empty'], { DATA_DIR: at('elsewhere'), PORT: new URL(url).port }, [`端口 ${new URL(url).port} 已被占用`]);
      expect(await aboutOf(url)).toMatchObject({ events: 1 });
    }, 60_000);

    it('is stopped by SIGTERM, and started without --empty is served as the real ledger it is', async () => {
      expect(await stop(server)).toBe(0);
      const before = await logOf(at('real'));
      const again = run([], { DATA_DIR: at('real') });
      expect(await aboutOf(await serving(again))).toMatchObject({ sample: false, events: 1 });
      expect(again.out()).toContain('正式账本');
      expect(await stop(again)).toBe(0);
      expect(await logOf(at('real'))).toEqual(before);
    }, 60_000);

    it('refuses other keys, lost keys and keys that others can read', async () => {
      const DATA_DIR = at('real');
      await expectOneLine(['--empty'], { DATA_DIR, LEDGER_KEYS: at('elsewhere/keys/ledger-keys.json') }, ['keys.other']);
      await expectOneLine(['--empty'], { DATA_DIR, LEDGER_KEYS: at('nowhere.json') }, ['keys.missing', at('nowhere.json')]);
      chmodSync(at('real/keys/ledger-keys.json'), 0o644);
      await expectOneLine(['--empty'], { DATA_DIR }, ['keys.mode', '644']);
      chmodSync(at('real/keys/ledger-keys.json'), 0o600);
      expect(await logOf(DATA_DIR)).toHaveLength(1);
    }, 60_000);
  });

  it('refuses a folder that holds a sample where a real ledger is asked for', async () => {
    const before = await logOf(at('sample'));
    await expectOneLine(['--empty'], { DATA_DIR: at('sample') }, ['ledger.isSample']);
    expect(await logOf(at('sample'))).toEqual(before);
  }, 60_000);

  it('refuses a folder that can’t be one: a file, a place below a file', async () => {
    writeFileSync(at('file'), '');
    await expectOneLine([], { DATA_DIR: at('file') }, [at('file'), '不能写入']);
    await expectOneLine([], { DATA_DIR: at('file/below') }, [at('file/below'), '不能写入']);
  }, 60_000);

  it('refuses a port that somebody else listens on, whoever it is', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    try {
      await expectOneLine(['--empty'], { DATA_DIR: at('third'), PORT: String(port) }, [`端口 ${port} 已被占用`]);
    } finally {
      other.close();
    }
  }, 60_000);
});

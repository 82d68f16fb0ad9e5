import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { API_PROGRAM, SERVING } from '../support/api-node.js';
import { ApiClient, people } from '../support/client.js';
import { Program } from '../support/program.js';
import { loadCity, logOf } from './city.js';

interface About {
  readonly sample: boolean;
  readonly events: number;
}

describe('Starting the server', () => {
  let folder: string;
  const at = (name: string): string => path.join(folder, name);
  const running: Program[] = [];

  const run = (args: readonly string[], env: Readonly<Record<string, string>>): Program => {
    const started = new Program(API_PROGRAM, args, { PORT: '0', ...env });
    running.push(started);
    return started;
  };
  /** Waits until it serves; gives its address. */
  const serving = async (started: Program): Promise<string> => (await started.says(SERVING))[1] as string;
  const aboutOf = async (url: string): Promise<About> => (await new ApiClient(url).get<About>('/ledger', people.auditor)).data;
  /** Expects one line on stderr and exit code 1. */
  const expectOneLine = async (args: readonly string[], env: Readonly<Record<string, string>>, says: readonly string[]): Promise<void> => {
    const failed = run(args, env);
    expect(await failed.ended).toBe(1);
    const lines = failed.err.trimEnd().split('\n');
    expect(lines).toHaveLength(1);
    for (const words of says) expect(lines[0]).toContain(words);
    expect(failed.out).toBe('');
  };

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'parkledger-start-'));
    await loadCity(at('sample'));
  }, 60_000);
  afterAll(async () => {
    await Promise.all(running.map((program) => program.kill()));
    rmSync(folder, { recursive: true, force: true });
  });

  it('on a loaded sample loads nothing and shows the ranking of 2023', async () => {
    const before = await logOf(at('sample'));
    const server = run([], { DATA_DIR: at('sample') });
    expect(await aboutOf(await serving(server))).toMatchObject({ sample: true, events: before.length });
    expect(server.out).toMatch(/2023 年度.*第 2 版，参评 4 家/);
    for (const rank of ['1  SP021', '2  SP012', '3  SP028', '4  SP016']) expect(server.out).toContain(rank);
    expect(await server.stop()).toBe(0);
    expect(await logOf(at('sample'))).toEqual(before);
  }, 60_000);

  describe('with --empty', () => {
    let server: Program;
    let url: string;
    beforeAll(async () => {
      server = run(['--empty'], { DATA_DIR: at('real') });
      url = await serving(server);
    }, 60_000);

    it('serves an empty real ledger, its keys readable by its owner alone', async () => {
      expect(server.out).toContain('正式账本');
      expect(await aboutOf(url)).toMatchObject({ sample: false, events: 1 });
      expect(statSync(at('real/keys/ledger-keys.json')).mode & 0o777).toBe(0o600);
    });

    it('keeps a second process from its folder, and another from its port', async () => {
      await expectOneLine(['--empty'], { DATA_DIR: at('real') }, [at('real'), '正被另一个进程使用']);
      await expectOneLine(['--empty'], { DATA_DIR: at('elsewhere'), PORT: new URL(url).port }, [`端口 ${new URL(url).port} 已被占用`]);
      expect(await aboutOf(url)).toMatchObject({ events: 1 });
    }, 60_000);

    it('is stopped by SIGTERM, and started without --empty is served as the real ledger it is', async () => {
      expect(await server.stop()).toBe(0);
      const before = await logOf(at('real'));
      const again = run([], { DATA_DIR: at('real') });
      expect(await aboutOf(await serving(again))).toMatchObject({ sample: false, events: 1 });
      expect(again.out).toContain('正式账本');
      expect(await again.stop()).toBe(0);
      expect(await logOf(at('real'))).toEqual(before);
    }, 60_000);

    it('refuses other keys, lost keys and keys that others can read', async () => {
      const DATA_DIR = at('real');
      const other = { format: 1, inputKey: 'a1'.repeat(32), saltKey: 'b2'.repeat(32) };
      writeFileSync(at('other-keys.json'), JSON.stringify(other), { mode: 0o600 });
      await expectOneLine(['--empty'], { DATA_DIR, LEDGER_KEYS: at('other-keys.json') }, ['keys.other']);
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

  it('ends at once where it is stopped while it loads the sample', async () => {
    const loading = run([], { DATA_DIR: at('half') });
    await loading.complains(/装入示例市 0%/);
    expect(await loading.stop()).toBe(0);
    expect(loading.err).not.toContain('装入示例市 20%');
    expect(loading.out).toBe('');
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

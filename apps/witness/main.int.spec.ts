import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { formatAddCheckpoint, formatVerifierKey, openCheckpoint, parseVerifierKey, signCheckpoint } from '#libs/transparency';
import { leafData, signerOf, treeOf } from '#libs/transparency/testing';
import { Program } from '../../test/support/program.js';

const PROGRAM = 'apps/witness/main.ts';
const origin = 'park.example/luan';
const log = signerOf(origin);
const tree = treeOf(leafData(40));
const request = (old: bigint, size: bigint): string =>
  formatAddCheckpoint({
    old,
    proof: tree.consistencyProof(old, size),
    checkpoint: signCheckpoint(undefined, { origin, size, root: tree.root(size) }, [], log),
  });

describe('npm run witness', () => {
  let folder: string;
  const programs: Program[] = [];
  const at = (...names: string[]): string => path.join(folder, ...names);
  const run = (args: readonly string[], file = PROGRAM): Program => {
    const program = new Program(file, args);
    programs.push(program);
    return program;
  };
  const args = (...more: readonly string[]): string[] => ['--data', at('w'), '--port', '0', ...more];
  const urlOf = async (program: Program): Promise<string> => (await program.says(/开始服务：(http:\S+)/))[1]!;
  const post = (url: string, body: string): Promise<Response> => fetch(`${url}/add-checkpoint`, { method: 'POST', body });
  const refusedWith = async (program: Program, code: string): Promise<void> => {
    expect([await program.ended, program.out, program.err]).toEqual([
      1,
      '',
      expect.stringMatching(new RegExp(`^\\S.*（${code}）。.*\\n$`)),
    ]);
  };

  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'parkledger-witness-'));
  });
  afterAll(async () => {
    await Promise.all(programs.map((program) => program.kill()));
    rmSync(folder, { recursive: true, force: true });
  });

  it('at the first start asks for a name, makes a key that only its owner reads, an empty list of logs, and shows the public key', async () => {
    await refusedWith(run(args()), 'witness.nameNeeded');
    const first = run(args('--name', 'witness.audit.example'));
    await urlOf(first);
    const shown = (await first.says(/公钥（交给账本管理员和审计方）：(\S+)/))[1]!;
    await first.says(/还没有日志：请写入账本的公钥，再重启/);
    expect(parseVerifierKey(shown)).toMatchObject({ name: 'witness.audit.example', type: 4 });
    expect(readFileSync(at('w', 'verifier-key.txt'), 'utf8')).toBe(`${shown}\n`);
    expect(statSync(at('w', 'witness-key.pem')).mode & 0o777).toBe(0o600);
    expect(readFileSync(at('w', 'logs.txt'), 'utf8')).toMatch(/\nquorum none\n$/);
    expect(await first.stop()).toBe(0);
  });

  it('knows the logs of its list, cosigns, and ends when it is told to', async () => {
    writeFileSync(at('w', 'logs.txt'), `log ${formatVerifierKey(log.verifier)}\nquorum none\n`);
    const witness = run(args());
    const url = await urlOf(witness);
    await witness.says(/为 1 个日志联署：park\.example\/luan/);
    expect((await post(url, request(0n, 7n))).status).toBe(200);
    await witness.says(/^\d{4}-\S+Z 已联署：日志「park\.example\/luan」，由 0 条到 7 条$/m);
    expect([await witness.stop(), witness.err]).toEqual([0, '']);
  });

  it('killed between storing and answering, holds what it stored and has signed no word of it', async () => {
    const killed = run(args(), 'apps/witness/killed-before-signing.testing.ts');
    const answer = post(await urlOf(killed), request(7n, 20n)).then(
      () => 'answered',
      () => 'nothing',
    );
    expect([await killed.ended, await answer]).toEqual(['SIGKILL', 'nothing']);
    const [file] = readdirSync(at('w', 'held'));
    const note = readFileSync(at('w', 'held', file!), 'utf8');
    expect(openCheckpoint(note, [log.verifier])).toMatchObject({ checkpoint: { size: 20n }, note: { signatures: [{}] } });

    const witness = run(args());
    const url = await urlOf(witness);
    const answered = await post(url, request(7n, 20n));
    expect([answered.status, await answered.text()]).toEqual([409, '20\n']);
    expect((await post(url, request(20n, 40n))).status).toBe(200);
    expect(await witness.stop()).toBe(0);
  });

  it('tells how it is used', async () => {
    const wrong = run(['--port', '70000']);
    expect([await wrong.ended, wrong.err]).toEqual([2, expect.stringMatching(/witness\.argument[^]*用法：npm run witness/)]);
  });
});

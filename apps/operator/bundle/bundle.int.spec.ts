import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { formatManifest, parseManifest } from '#libs/audit-bundle';
import { cityOf, corpusEvents, unzip } from '#libs/audit-bundle/testing';
import { openSqliteEventStore } from '#libs/event-store/sqlite';
import { canonicalJson } from '#libs/kernel';
import { CHECKPOINT_STREAM } from '#libs/sealing';
import { acquireFolderLock } from '#libs/sqlite';
import { Program } from '../../../test/support/program.js';
import { writeBundleFile } from './write-file.js';

const events = corpusEvents();

describe('npm run bundle', () => {
  let folder: string;
  let note: string;
  const at = (name: string): string => path.join(folder, name);
  const run = async (...args: string[]) => {
    const program = new Program('apps/operator/bundle.ts', args);
    const code = await program.ended;
    return { code, out: program.out, err: program.err };
  };

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'parkledger-bundle-'));
    mkdirSync(at('data'));
    const store = await openSqliteEventStore({ path: at('data/ledger.db'), synchronous: 'NORMAL' });
    for (const { stream, revision, ...event } of events) await store.append(stream, revision === 0 ? 'noStream' : revision - 1, [event]);
    const { sources } = await cityOf(events);
    for await (const signed of sources.checkpoints()) note = signed;
    const head = { id: 'head', type: 'CheckpointSigned', data: canonicalJson({ note }), metadata: '{}' };
    await store.append(CHECKPOINT_STREAM, 'noStream', [head]);
    await store.close();
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('makes a whole bundle beside a serving server, for its owner’s eyes, and says what is lost', async () => {
    const lock = acquireFolderLock(at('data'));
    const { code, out, err } = await run('--year', '2023', '--out', at('whole.zip'), at('data'));
    lock.release();
    // The corpus keeps no delivered files.
    expect({ code, err }).toEqual({ code: 3, err: expect.stringMatching(/个文件取不到[^]*evidence\/[0-9a-f]{64}/) });
    expect(out).toContain(`完整审计包已制作：${at('whole.zip')}`);
    expect(out).toContain(`${events.length} 个事件`);
    expect(statSync(at('whole.zip')).mode & 0o777).toBe(0o600);
    const files = await unzip(readFileSync(at('whole.zip')));
    expect(files.get('log/checkpoint')?.toString()).toBe(note);
    expect(parseManifest(files.get('manifest.json') as Buffer)).toMatchObject({ kind: 'whole', years: [2023] });
    expect([...files.keys()].filter((name) => name.startsWith('sheets/')).length).toBeGreaterThan(8);
    expect(readdirSync(folder).sort()).toEqual(['data', 'whole.zip']);
  }, 60_000);

  it('refuses in one line, and leaves nothing: a year without an evaluation, a folder without a ledger, words that it does not know', async () => {
    const [year, none, usage] = await Promise.all([
      run('--year', '2031', '--out', at('x.zip'), at('data')),
      run('--all', '--out', at('x.zip'), at('nowhere')),
      run('--years', '2023'),
    ]);
    expect(year).toEqual({
      code: 1,
      out: '',
      err: expect.stringMatching(/^已签检查点范围内没有 2031 年度的评价（bundle\.yearUnknown）。.*\n$/),
    });
    expect(none).toEqual({ code: 1, out: '', err: expect.stringContaining('没有账本') });
    expect(usage).toEqual({ code: 2, out: '', err: expect.stringContaining('用法：npm run bundle') });
    expect([existsSync(at('x.zip')), existsSync(at('x.zip.part')), existsSync(at('nowhere'))]).toEqual([false, false, false]);
  }, 60_000);

  describe('its file', () => {
    const manifest = parseManifest(
      formatManifest({
        ...{ kind: 'public', years: 'all', ledgerId: 'l', origin: 'o', size: 1n, root: Buffer.alloc(32).toString('base64') },
        files: [{ path: 'log/checkpoint', bytes: 1, sha256: 'ab'.repeat(32) }],
      }),
    );
    const bundle = (content: string, failure?: Error) => ({
      fileName: 'x.zip',
      size: 1n,
      writeTo: (receiver: NodeJS.WritableStream) =>
        new Promise<{ manifest: typeof manifest; missing: [] }>((resolve, reject) => {
          receiver.on('error', reject);
          receiver.on('close', () => (failure ? reject(failure) : resolve({ manifest, missing: [] })));
          receiver.write(content);
          if (failure) (receiver as NodeJS.WritableStream & { destroy(): void }).destroy();
          else receiver.end();
        }),
    });
    const signal = new AbortController().signal;

    it('appears whole, and never takes the place of another', async () => {
      writeFileSync(at('a.zip.part'), 'what a run that was ended left');
      await writeBundleFile(bundle('all of it'), at('a.zip'), true, signal);
      expect([readFileSync(at('a.zip'), 'utf8'), statSync(at('a.zip')).mode & 0o777]).toEqual(['all of it', 0o644]);
      await expect(writeBundleFile(bundle('other'), at('a.zip'), true, signal)).rejects.toMatchObject({ code: 'bundle.fileExists' });
      expect(readFileSync(at('a.zip'), 'utf8')).toBe('all of it');
    });

    it('is not there, nor a part of it, where the disk is full or somebody breaks it off', async () => {
      const full = Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC', syscall: 'write' });
      await expect(writeBundleFile(bundle('half', full), at('b.zip'), false, signal)).rejects.toBe(full);
      const controller = new AbortController();
      controller.abort(new Error('told to stop'));
      await expect(writeBundleFile(bundle('half'), at('b.zip'), false, controller.signal)).rejects.toThrow('told to stop');
      expect(readdirSync(folder).filter((name) => name.startsWith('b.zip'))).toEqual([]);
    });
  });
});

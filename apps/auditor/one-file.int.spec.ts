import { spawnSync } from 'node:child_process';
import { copyFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { Auditor } from './testing/auditing.testing.js';
import { corpusBundle } from './testing/corpus-bundle.testing.js';

const { buildAuditor } = (await import('../../tools/build-auditor.mjs' as string)) as {
  buildAuditor(file: string): Promise<{ file: string; bytes: number; inputs: readonly string[]; nodes: readonly string[] }>;
};

describe('The one file that an auditor gets', () => {
  const auditor = new Auditor();
  afterAll(() => auditor.leave());

  it('runs in an empty folder on plain Node, and holds neither framework, driver nor network', async () => {
    const built = await buildAuditor(path.join(auditor.folder, 'built', 'parkledger-audit.mjs'));
    expect(built.nodes.filter((name) => /^(net|tls|http|https|http2|dgram|dns|child_process|worker_threads|cluster)$/.test(name))).toEqual(
      [],
    );
    expect(built.inputs.filter((name) => /@nestjs|libsql|@eventstore|express|\.node$/.test(name))).toEqual([]);
    const alone = new Auditor();
    try {
      copyFileSync(built.file, path.join(alone.folder, 'parkledger-audit.mjs'));
      const { bundle, policy } = await corpusBundle('whole', { size: 182 });
      alone.put('bundle.zip', bundle);
      alone.put('policy.txt', policy);
      const run = (...args: string[]) =>
        spawnSync(process.execPath, ['parkledger-audit.mjs', ...args], {
          cwd: alone.folder,
          env: { LANG: 'en_US.UTF-8' },
          encoding: 'utf8',
        });
      expect(run('--version')).toMatchObject({ status: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) });
      const verified = run('verify', 'bundle.zip', '--trust', 'policy.txt');
      expect([verified.status, verified.stderr]).toEqual([0, '']);
      expect(verified.stdout).toContain('Conclusion: all agrees.');
      alone.put('bundle.zip', bundle.editEvent(175, 'data', '"480.25"', '"580.25"').remanifest());
      expect(run('verify', 'bundle.zip', '--trust', 'policy.txt')).toMatchObject({
        status: 1,
        stdout: expect.stringContaining('verification.rootDiffers'),
      });
      expect(run('verify', 'policy.txt', '--trust', 'policy.txt')).toMatchObject({
        status: 2,
        stderr: expect.stringContaining('auditor.notZip'),
      });
      expect(readdirSync(alone.folder).sort()).toEqual(['bundle.zip', 'parkledger-audit.mjs', 'policy.txt']);
    } finally {
      alone.leave();
    }
  }, 120_000);
});

import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { validate } from 'dockerfile-utils';
import { apiNodes, mountsOf, readCompose } from './compose-file.js';
import { copiedPaths, imageEnvironment, readDockerfile } from './dockerfile.js';

describe('The Dockerfile', () => {
  const { text, file } = readDockerfile();
  const lastStage = file.getFROMs().at(-1)?.getRange()?.start.line ?? 0;
  const ofLastStage = (keyword: string): string[] =>
    file
      .getInstructions()
      .filter((instruction) => instruction.getKeyword() === keyword && (instruction.getRange()?.start.line ?? 0) > lastStage)
      .map((instruction) => instruction.getArgumentsContent() ?? '');

  it('is free of what a linter finds', () => {
    expect(validate(text)).toEqual([]);
  });

  it('builds in stages on one written-out version of Node that the program supports', () => {
    const bases = file.getFROMs().map((from) => from.getImage());
    expect(bases.length).toBeGreaterThan(2);
    const stages = new Set(file.getFROMs().map((from) => from.getBuildStage()));
    const outside = bases.filter((base) => !stages.has(base));
    expect(outside).toEqual([expect.stringMatching(/^node:\d+\.\d+\.\d+-[a-z]+-slim$/)]);
    const { engines } = JSON.parse(readFileSync('package.json', 'utf8')) as { engines: { node: string } };
    const major = /^node:(\d+)/.exec(outside[0] ?? '')?.[1];
    expect(engines.node.includes(`^${major}.`) || Number(major) >= 24).toBe(true);
  });

  it('runs the program itself, not as root, and asks it whether it is alive', () => {
    expect(ofLastStage('USER')).toEqual(['node']);
    expect(file.getENTRYPOINTs().map((entry) => entry.getArgumentsContent())).toEqual(['["node", "dist/apps/api/main.js"]']);
    const [check] = ofLastStage('HEALTHCHECK');
    expect(check).toMatch(/CMD \["node", "deploy\/live\.mjs"\]$/);
    const limits = file.getHEALTHCHECKs().flatMap((healthcheck) => healthcheck.getFlags().map((flag) => flag.getName()));
    expect(limits).toEqual(['interval', 'timeout', 'start-period', 'retries']);
  });

  it('takes only production packages into the last stage', () => {
    expect(ofLastStage('RUN').join()).not.toContain('npm');
    const packages = file.getCOPYs().filter((copy) => copy.getArgumentsContent()?.includes('node_modules'));
    expect(packages.map((copy) => copy.getFromFlag()?.getValue())).toEqual(['packages']);
    expect(text).toMatch(/ AS packages\nCOPY [^\n]+\n(#[^\n]*\n)*RUN npm ci --omit=dev /);
  });

  it('knows no secret', () => {
    expect(Object.keys(imageEnvironment()).filter((name) => /PASSWORD|TOKEN|SECRET|EVENT_STORE/.test(name))).toEqual([]);
    expect(file.getARGs()).toEqual([]);
  });

  it('copies what is in the repository, and lets nothing else into the build', () => {
    const copied = copiedPaths();
    for (const source of copied) expect([source, existsSync(source)]).toEqual([source, true]);
    const rules = readFileSync('.dockerignore', 'utf8')
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'));
    expect(rules[0]).toBe('*');
    const admitted = rules.filter((rule) => rule.startsWith('!')).map((rule) => rule.slice(1));
    expect(admitted.sort()).toEqual(copied.sort());
  });

  it('writes into the folders that compose keeps in volumes', () => {
    const { DATA_DIR: data = '', EVIDENCE_DIR: evidence = '', LEDGER_KEYS: keys = '', LOG_KEY: logKey = '' } = imageEnvironment();
    const folders = [data, evidence, path.posix.dirname(keys)];
    expect(path.posix.dirname(logKey)).toBe(path.posix.dirname(keys));
    for (const folder of folders) expect(ofLastStage('RUN').join()).toContain(` ${folder}`);
    for (const [, service] of apiNodes(readCompose())) {
      const writable = mountsOf(service).filter(({ readOnly }) => !readOnly);
      expect(writable.map(({ target }) => target)).toEqual(folders);
    }
  });
});

import { execFile, execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Where Debian's golang-golang-x-mod-dev puts the sources: they are used as they lie there, nothing is downloaded. */
const SOURCES = process.env.PARKLEDGER_GOPATH ?? '/usr/share/gocode';
const PACKAGES = join(SOURCES, 'src', 'golang.org', 'x', 'mod', 'sumdb');

/** The Go version, where Go and the packages are there. */
export function goVersion(): string | undefined {
  const go = spawnSync('go', ['version'], { encoding: 'utf8' });
  return go.status === 0 && existsSync(PACKAGES) ? go.stdout.trim() : undefined;
}

/** An outside checker, built once from its main.go in a folder beside this file: one JSON object in, one out. */
export class GoProgram<Answer> {
  readonly #folder = mkdtempSync(join(tmpdir(), 'parkledger-outside-'));
  readonly #program = join(this.#folder, 'program');

  constructor(name: string) {
    execFileSync('go', ['build', '-o', this.#program, join('test', 'outside', name, 'main.go')], {
      env: { ...process.env, GO111MODULE: 'off', GOPATH: SOURCES, GOFLAGS: '', GOCACHE: join(this.#folder, 'cache') },
      stdio: ['ignore', 'inherit', 'inherit'],
    });
  }

  async check(input: object): Promise<Answer> {
    const answer = await new Promise<string>((resolve, reject) => {
      const child = execFile(this.#program, { maxBuffer: 64 * 1024 * 1024 }, (error, stdout) => (error ? reject(error) : resolve(stdout)));
      child.stdin?.end(JSON.stringify(input));
    });
    return JSON.parse(answer) as Answer;
  }

  dispose(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

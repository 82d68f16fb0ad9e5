import { execFile, execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Where Debian's golang-golang-x-mod-dev puts the sources: they are used as they lie there, nothing is downloaded. */
const SOURCES = process.env.PARKLEDGER_GOPATH ?? '/usr/share/gocode';
const PACKAGE = join(SOURCES, 'src', 'golang.org', 'x', 'mod', 'sumdb', 'tlog');

/** What the program has found, and what it made itself. Hashes are Base64. */
export interface SumdbAnswer {
  readonly Checked: Readonly<Record<string, number>>;
  readonly Faults: readonly string[];
  readonly VerifierKey: string;
  readonly Note: string;
  readonly Root: string;
  readonly Inclusion: readonly string[];
  readonly Consistency: readonly string[];
}

/** The Go version, where Go and the packages are there. */
export function goVersion(): string | undefined {
  const go = spawnSync('go', ['version'], { encoding: 'utf8' });
  return go.status === 0 && existsSync(PACKAGE) ? go.stdout.trim() : undefined;
}

/** The outside checker, built once from sumdb/main.go. */
export class Sumdb {
  readonly #folder = mkdtempSync(join(tmpdir(), 'parkledger-outside-'));
  readonly #program = join(this.#folder, 'sumdb');

  constructor() {
    execFileSync('go', ['build', '-o', this.#program, join('test', 'outside', 'sumdb', 'main.go')], {
      env: { ...process.env, GO111MODULE: 'off', GOPATH: SOURCES, GOFLAGS: '', GOCACHE: join(this.#folder, 'cache') },
      stdio: ['ignore', 'inherit', 'inherit'],
    });
  }

  async check(input: object): Promise<SumdbAnswer> {
    const answer = await new Promise<string>((resolve, reject) => {
      const child = execFile(this.#program, { maxBuffer: 64 * 1024 * 1024 }, (error, stdout) => (error ? reject(error) : resolve(stdout)));
      child.stdin?.end(JSON.stringify(input));
    });
    return JSON.parse(answer) as SumdbAnswer;
  }

  dispose(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

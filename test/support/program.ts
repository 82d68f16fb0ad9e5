import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

/** How a program ended: its exit code, or the signal that ended it. */
export type Ending = number | NodeJS.Signals;

/** A larger young generation (MiB): a program that starts and loads spends a twentieth less on collecting it. */
const LESS_COLLECTING = '--max-semi-space-size=64';

/** A program of the house in a process of its own, with what the person at the terminal sees. */
export class Program {
  readonly ended: Promise<Ending>;
  readonly #child: ChildProcess;
  #out = '';
  #err = '';

  /** Its input stays open as long as this process lives: a program may take the end of its input for the end of its work. */
  constructor(file: string, args: readonly string[] = [], env: Readonly<Record<string, string>> = {}) {
    this.#child = spawn(process.execPath, [LESS_COLLECTING, './test/support/run-built.mjs', file, ...args], {
      stdio: ['pipe', 'pipe', 'pipe'],
      // What a service manager would be told line by line would hide what a person is told.
      env: { ...process.env, LOG_LEVEL: 'warn', ...env },
    });
    this.#child.stdout?.on('data', (chunk: Buffer) => (this.#out += chunk.toString()));
    this.#child.stderr?.on('data', (chunk: Buffer) => (this.#err += chunk.toString()));
    this.ended = once(this.#child, 'close').then(([code, signal]) => (signal ?? code) as Ending);
  }

  get out(): string {
    return this.#out;
  }

  get err(): string {
    return this.#err;
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  get running(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** Waits until it says something on its output, and gives what was found. @throws where it ends instead */
  async says(what: RegExp): Promise<RegExpExecArray> {
    return this.#until('stdout', () => what.exec(this.#out));
  }

  /** The same, on its error output. */
  async complains(what: RegExp): Promise<RegExpExecArray> {
    return this.#until('stderr', () => what.exec(this.#err));
  }

  /** SIGTERM: asks it to end. */
  async stop(): Promise<Ending> {
    if (this.running) this.#child.kill('SIGTERM');
    return this.ended;
  }

  /** SIGKILL: ends it as a power cut would. */
  async kill(): Promise<Ending> {
    if (this.running) this.#child.kill('SIGKILL');
    return this.ended;
  }

  async #until(stream: 'stdout' | 'stderr', look: () => RegExpExecArray | null): Promise<RegExpExecArray> {
    for (;;) {
      const found = look();
      if (found) return found;
      const over = Symbol('over');
      const next = await Promise.race([once(this.#child[stream] as NodeJS.ReadableStream, 'data'), this.ended.then(() => over)]);
      if (next === over && !look()) throw new Error(`it ended (${await this.ended}) instead: ${this.#err}`);
    }
  }
}

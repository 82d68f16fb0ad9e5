import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

/** A process that hangs is killed after this time. */
const HANGS_AFTER_MS = 20_000;

/** A program of this folder as a process of its own: what it says, and how it ends. */
export class Program {
  readonly #child: ChildProcess;
  readonly #ended: Promise<unknown>;
  #said = '';
  #heard: () => void = () => undefined;

  constructor(file: string, args: readonly string[], env: NodeJS.ProcessEnv = {}) {
    const program = ['--import', './test/support/typescript.mjs', `libs/event-store/eventstoredb/${file}`, ...args];
    this.#child = spawn(process.execPath, program, { stdio: ['pipe', 'pipe', 'pipe'], env: { ...process.env, ...env } });
    this.#ended = once(this.#child, 'close');
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.#said += text;
        this.#heard();
      });
    }
  }

  /** Everything that it has said so far, on both of its outputs. */
  get said(): string {
    return this.#said;
  }

  /** Resolves when it has said something, or has ended. */
  async until(text: string): Promise<void> {
    const heard = new Promise<void>((resolve) => {
      this.#heard = () => (this.#said.includes(text) ? resolve() : undefined);
      this.#heard();
    });
    await Promise.race([heard, this.#ended]);
  }

  /** Ends its input, which lets it go on. */
  goOn(): void {
    this.#child.stdin?.end();
  }

  /** How it ended by itself: its exit code, or the signal that ended it. */
  async ending(): Promise<number | string | null> {
    const timer = setTimeout(() => this.#child.kill('SIGKILL'), HANGS_AFTER_MS);
    await this.#ended;
    clearTimeout(timer);
    return this.#child.exitCode ?? this.#child.signalCode;
  }
}

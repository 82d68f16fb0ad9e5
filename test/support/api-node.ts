import path from 'node:path';
import { ApiClient } from './client.js';
import { eventually } from './eventually.js';
import { freePort } from './free-port.js';
import { type Ending, Program } from './program.js';

export const API_PROGRAM = 'apps/api/main.ts';
export const SERVING = /已开始服务：(http:\/\/\S+)/;

/** What `/health/ready` says. */
export interface ReadyAnswer {
  readonly status: number;
  readonly retryAfter: string | null;
  readonly data: {
    readonly ready: boolean;
    readonly lag?: number;
    readonly more?: boolean;
    readonly code?: string;
    readonly reason?: string;
  };
}

export interface ApiNodeSetting {
  /** Folder of this node's own files. */
  readonly dataDir: string;
  /** The real ledger of a city is asked for. */
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** A node as people run it: apps/api in a process of its own, on a port and a folder that it keeps from one life to the next. */
export class ApiNode {
  readonly api: ApiClient;
  /** How often it was started. */
  lives = 0;
  #program: Program | undefined;

  private constructor(
    private readonly setting: ApiNodeSetting,
    readonly port: number,
  ) {
    this.api = new ApiClient(this.url);
  }

  /** A node that was not started yet. */
  static async at(setting: ApiNodeSetting): Promise<ApiNode> {
    return new ApiNode(setting, await freePort());
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get dataDir(): string {
    return this.setting.dataDir;
  }

  /** The process that runs, or ran last. */
  get program(): Program {
    if (!this.#program) throw new Error('the node was not started yet');
    return this.#program;
  }

  /** Begins a life; `env`: for this one only. Does not wait. */
  start(env: Readonly<Record<string, string>> = {}): Program {
    const { dataDir, args = [], env: always = {} } = this.setting;
    this.lives++;
    this.#program = new Program(API_PROGRAM, args, { DATA_DIR: path.resolve(dataDir), PORT: String(this.port), ...always, ...env });
    return this.#program;
  }

  /** Waits until it says that it serves. */
  async serving(): Promise<void> {
    await this.program.says(SERVING);
  }

  /** Waits until it says that it is ready. */
  async ready(): Promise<void> {
    await eventually(`${this.url} to be ready`, async () => {
      if (!this.program.running) throw new Error(`it ended (${await this.program.ended}) instead of serving: ${this.program.err}`);
      return (await this.readiness())?.data.ready ? true : undefined;
    });
  }

  /** What it says of itself; undefined where nobody answers. */
  async readiness(): Promise<ReadyAnswer | undefined> {
    const response = await fetch(`${this.url}/health/ready`).catch(() => undefined);
    if (!response) return undefined;
    const { data } = (await response.json()) as Pick<ReadyAnswer, 'data'>;
    return { status: response.status, retryAfter: response.headers.get('retry-after'), data };
  }

  async stop(): Promise<Ending> {
    return this.program.stop();
  }

  async kill(): Promise<Ending> {
    return this.program.kill();
  }

  /** For whoever tidies up. */
  async end(): Promise<void> {
    await this.#program?.kill();
  }
}

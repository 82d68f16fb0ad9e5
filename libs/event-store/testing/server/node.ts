import { FaultBoard } from '../faults/fault-board.js';
import type { LoopbackFaults } from '../faults/faults.js';
import { type RequestCounters, Requests } from '../faults/requests.js';
import type { LoopbackLog } from '../log/loopback-log.js';
import { LogView } from '../log/log-view.js';
import { OpenCalls } from '../services/open-calls.js';
import type { Life, Member, ServingNode } from '../services/serving-node.js';
import type { Endpoint } from '../wire/rpc-failure.js';
import { Connections } from './connections.js';
import { grpcServer } from './grpc-server.js';

const ADDRESS = '127.0.0.1';
const LIVE_BUFFER = 128;

/** A running server in this process. */
export interface LoopbackServer {
  readonly address: string;
  readonly port: number;
  /** For `EventStoreDBClient.connectionString`. */
  readonly url: string;
  readonly faults: LoopbackFaults;
  readonly log: LoopbackLog;
  readonly requests: RequestCounters;
  /** Cuts every connection at once, as kill -9 does; the port refuses. Whoever was not answered never is. The log stays. */
  kill(): Promise<void>;
  /** Starts again on the same port and log. */
  revive(): Promise<void>;
  /** Ends it; the same as a kill, for whoever tidies up. */
  stop(): Promise<void>;
}

export interface NodeOptions {
  /** 0: any free one. */
  readonly port?: number;
  /**
   * How far the log may run ahead of a live subscription, in events that concern it, before the server drops it; Infinity: it never does. By default as on
   * 23.10.6: an append of 100 events is let through, one of 1,000 is not (measured).
   */
  readonly liveBuffer?: number;
}

/** Who else is there, and who leads. */
export interface Cluster {
  readonly members: readonly Member[];
  readonly leader: ServingNode | undefined;
}

export class LoopbackNode implements LoopbackServer, ServingNode {
  readonly requests = new Requests();
  readonly openCalls = new OpenCalls();
  readonly view: LogView;
  readonly faults: FaultBoard;
  readonly liveBuffer: number;
  private run: Run | undefined;
  private knownPort: number;

  constructor(
    readonly log: LoopbackLog,
    private readonly clusterOf: (node: LoopbackNode) => Cluster,
    { port = 0, liveBuffer = LIVE_BUFFER }: NodeOptions,
  ) {
    this.liveBuffer = liveBuffer;
    this.view = new LogView(log);
    this.faults = new FaultBoard(this.openCalls, this.view);
    this.knownPort = port;
  }

  get address(): string {
    return `${ADDRESS}:${this.port}`;
  }

  get port(): number {
    return this.knownPort;
  }

  get url(): string {
    return `esdb://${this.address}?tls=false`;
  }

  get endpoint(): Endpoint {
    return { address: ADDRESS, port: this.port };
  }

  get alive(): boolean {
    return this.run !== undefined;
  }

  get life(): Life {
    return this.run?.life ?? OVER;
  }

  get leader(): ServingNode | undefined {
    return this.clusterOf(this).leader;
  }

  get members(): readonly Member[] {
    return this.clusterOf(this).members;
  }

  async revive(): Promise<void> {
    if (this.run) return;
    const connections = await Connections.open(grpcServer(this), ADDRESS, this.knownPort);
    this.knownPort = connections.port;
    this.run = new Run(connections);
  }

  async kill(): Promise<void> {
    const { run } = this;
    this.run = undefined;
    this.faults.forgetWaiting();
    await run?.end();
  }

  stop(): Promise<void> {
    return this.kill();
  }
}

const OVER: Life = { over: true, ended: Promise.resolve() };

/** From one start to one death. */
class Run {
  private readonly connections: Connections;
  readonly life: Life;
  private die: () => void = () => undefined;

  constructor(connections: Connections) {
    this.connections = connections;
    let over = false;
    const ended = new Promise<void>((resolve) => {
      this.die = () => {
        over = true;
        resolve();
      };
    });
    this.life = {
      get over() {
        return over;
      },
      ended,
    };
  }

  async end(): Promise<void> {
    this.die();
    await this.connections.cut();
  }
}

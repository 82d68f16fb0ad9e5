import type { FaultBoard } from '../faults/fault-board.js';
import type { Requests } from '../faults/requests.js';
import type { LogView } from '../log/log-view.js';
import type { LoopbackLog } from '../log/loopback-log.js';
import type { Endpoint } from '../wire/rpc-failure.js';
import type { OpenCalls } from './open-calls.js';

/** What a member of a cluster tells of another. */
export interface Member {
  readonly endpoint: Endpoint;
  readonly role: 'leader' | 'follower' | 'unknown';
  readonly alive: boolean;
}

/** One start of a server, until it dies. */
export interface Life {
  readonly over: boolean;
  /** Resolves when it dies. */
  readonly ended: Promise<void>;
}

/** The server as its services see it. */
export interface ServingNode {
  readonly endpoint: Endpoint;
  readonly log: LoopbackLog;
  readonly view: LogView;
  readonly faults: FaultBoard;
  readonly requests: Requests;
  readonly openCalls: OpenCalls;
  readonly life: Life;
  /** How far the log may run ahead of a live subscription, in events that concern it. */
  readonly liveBuffer: number;
  /** Who leads; none between a leader's death and the next election. */
  readonly leader: ServingNode | undefined;
  readonly members: readonly Member[];
  /** Dies: every connection is cut at once, the port refuses. */
  kill(): Promise<void>;
}

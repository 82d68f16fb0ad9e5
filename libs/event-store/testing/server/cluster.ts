import { LoopbackLog } from '../log/loopback-log.js';
import type { Member } from '../services/serving-node.js';
import { LoopbackNode, type LoopbackServer, type NodeOptions } from './node.js';
import type { LoopbackOptions } from './start.js';

/** Several servers on one log; what one writes the others have at once (a lag: `freezeReads`). */
export interface LoopbackCluster {
  readonly servers: readonly LoopbackServer[];
  /** For a client that looks for the leader by gossip. */
  readonly url: string;
  readonly log: LoopbackLog;
  /** Who leads; undefined between its death and the next election. */
  readonly leader: LoopbackServer | undefined;
  /** Gives the lead to another: the one who had it follows from now on. Its connections stay open, as a real one's do. */
  elect(server: LoopbackServer): void;
  stop(): Promise<void>;
}

/** A cluster whose first server leads. After the leader's death nobody does until the test holds an election. */
export async function startLoopbackCluster(
  size: number,
  { log = new LoopbackLog(), liveBuffer }: Omit<LoopbackOptions, 'port'> = {},
): Promise<LoopbackCluster> {
  const cluster = new Nodes(size, log, { liveBuffer });
  await Promise.all(cluster.servers.map((server) => server.revive()));
  return cluster;
}

class Nodes implements LoopbackCluster {
  readonly servers: readonly LoopbackNode[];
  private elected: LoopbackNode | undefined;

  constructor(
    size: number,
    readonly log: LoopbackLog,
    options: NodeOptions,
  ) {
    this.servers = Array.from({ length: size }, () => new LoopbackNode(log, () => this, options));
    this.elected = this.servers[0];
  }

  get url(): string {
    return `esdb://${this.servers.map(({ address }) => address).join(',')}?tls=false&nodePreference=leader`;
  }

  get leader(): LoopbackNode | undefined {
    return this.elected?.alive ? this.elected : undefined;
  }

  get members(): readonly Member[] {
    return this.servers.map((node) => ({ endpoint: node.endpoint, role: this.roleOf(node), alive: node.alive }));
  }

  elect(server: LoopbackServer): void {
    const node = this.servers.find((one) => one === server);
    if (!node?.alive) throw new Error('选举：该节点不在集群中，或已停止。');
    this.elected = node;
  }

  async stop(): Promise<void> {
    await Promise.all(this.servers.map((server) => server.stop()));
  }

  /** Without a leader nobody alive follows: clients then find no server to talk to. The dead keep their role in the others' gossip. */
  private roleOf(node: LoopbackNode): Member['role'] {
    if (!this.leader && node.alive) return 'unknown';
    return node === this.elected ? 'leader' : 'follower';
  }
}

import { LoopbackLog } from '../log/loopback-log.js';
import { LoopbackNode, type LoopbackServer, type NodeOptions } from './node.js';

export interface LoopbackOptions extends NodeOptions {
  /** By default a new one. */
  readonly log?: LoopbackLog;
}

/** A single server, its own leader. */
export async function startLoopback({ log = new LoopbackLog(), ...options }: LoopbackOptions = {}): Promise<LoopbackServer> {
  const node = new LoopbackNode(
    log,
    (self) => ({ leader: self, members: [{ endpoint: self.endpoint, role: 'leader', alive: self.alive }] }),
    options,
  );
  await node.revive();
  return node;
}

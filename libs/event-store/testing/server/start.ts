import { LoopbackLog } from '../log/loopback-log.js';
import { LoopbackNode, type LoopbackServer } from './node.js';

/** A single server, its own leader. */
export async function startLoopback(options: { readonly port?: number; readonly log?: LoopbackLog } = {}): Promise<LoopbackServer> {
  const { port = 0, log = new LoopbackLog() } = options;
  const node = new LoopbackNode(
    log,
    (self) => ({ leader: self, members: [{ endpoint: self.endpoint, role: 'leader', alive: self.alive }] }),
    port,
  );
  await node.revive();
  return node;
}

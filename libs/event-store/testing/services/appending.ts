import type { AppendOutcome } from '../log/record.js';
import type { AppendRequest } from '../wire/append-request.js';
import { notLeader, notReady, timedOut } from '../wire/rpc-failure.js';
import type { ServingNode } from './serving-node.js';

/** Who asks for an append, as the server that it reached sees it. */
export interface AppendCaller {
  readonly requiresLeader: boolean;
  readonly cancelled: () => boolean;
}

/**
 * One append on its whole way, whichever call carried it: received, written, ready to be answered. Never resolves where the server dies under it.
 * @throws Refusal for whatever the server refuses
 */
export async function append(node: ServingNode, request: AppendRequest, caller: AppendCaller): Promise<AppendOutcome> {
  const { life, faults } = node;
  node.requests.note('append');
  faults.refuseIfAsked('append');
  await faults.pass('append');
  if (life.over || caller.cancelled()) return never();
  const { leader } = node;
  if (!leader) throw notReady();
  if (leader !== node) {
    if (caller.requiresLeader) throw notLeader(leader.endpoint);
    return forward(leader, request, caller);
  }
  if (faults.diesInAppend('beforeWriting')) return die(node);
  const outcome = node.log.append(request.stream, request.expected, request.events);
  if (faults.diesInAppend('afterWriting')) return die(node);
  await faults.pass('appendAnswer');
  return life.over ? never() : outcome;
}

/** A follower hands an append on to the leader, and tells its client a time-out when the leader dies under it. */
function forward(leader: ServingNode, request: AppendRequest, caller: AppendCaller): Promise<AppendOutcome> {
  const dead = leader.life.ended.then(() => {
    throw timedOut();
  });
  return Promise.race([append(leader, request, { ...caller, requiresLeader: false }), dead]);
}

async function die(node: ServingNode): Promise<never> {
  await node.kill();
  return never();
}

function never(): Promise<never> {
  return new Promise<never>(() => undefined);
}

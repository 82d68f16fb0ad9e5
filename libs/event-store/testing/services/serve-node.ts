import type { sendUnaryData, ServerUnaryCall } from '@grpc/grpc-js';
import { ticks } from '../log/record.js';
import { handlerFailure, RpcFailure, StreamReset } from '../wire/rpc-failure.js';
import { features, gossip, type shared } from '../wire/stubs.js';
import { uuidMessage } from '../wire/ids.js';
import { resetStream } from './below-grpc.js';
import type { Member, ServingNode } from './serving-node.js';

const VERSION = '23.10.6';
const STREAMS = 'event_store.client.streams.streams';

/** What the client looks up before it appends: which calls there are. */
const METHODS: readonly (readonly [service: string, method: string, ...features: string[]])[] = [
  [STREAMS, 'read', 'position', 'events'],
  [STREAMS, 'append'],
  [STREAMS, 'delete'],
  [STREAMS, 'tombstone'],
  [STREAMS, 'batchappend', 'deadline_duration'],
  ['event_store.client.gossip.gossip', 'read'],
  ['event_store.client.server_features.serverfeatures', 'getsupportedmethods'],
];

const STATES = {
  leader: gossip.MemberInfo.VNodeState.LEADER,
  follower: gossip.MemberInfo.VNodeState.FOLLOWER,
  unknown: gossip.MemberInfo.VNodeState.UNKNOWN,
};

/** `Gossip.Read`: who is in the cluster and who leads. */
export function serveGossip(
  node: ServingNode,
  call: ServerUnaryCall<shared.Empty, gossip.ClusterInfo>,
  answer: sendUnaryData<gossip.ClusterInfo>,
): void {
  serve(node, 'gossip', call, answer, () => {
    const info = new gossip.ClusterInfo();
    info.setMembersList(node.members.map(memberInfo));
    return info;
  });
}

/** `ServerFeatures.GetSupportedMethods`. */
export function serveFeatures(
  node: ServingNode,
  call: ServerUnaryCall<shared.Empty, features.SupportedMethods>,
  answer: sendUnaryData<features.SupportedMethods>,
): void {
  serve(node, 'features', call, answer, () => {
    const supported = new features.SupportedMethods();
    supported.setEventStoreServerVersion(VERSION);
    for (const [service, method, ...names] of METHODS) {
      const message = new features.SupportedMethod();
      message.setServiceName(service);
      message.setMethodName(method);
      message.setFeaturesList(names);
      supported.addMethods(message);
    }
    return supported;
  });
}

function serve<Request, Response>(
  node: ServingNode,
  kind: 'gossip' | 'features',
  call: ServerUnaryCall<Request, Response>,
  answer: sendUnaryData<Response>,
  response: () => Response,
): void {
  const work = async (): Promise<void> => {
    node.requests.note(kind);
    node.faults.refuseIfAsked(kind);
    await node.faults.pass(kind);
    answer(null, response());
  };
  work().catch((error: unknown) => {
    if (error instanceof StreamReset) resetStream(call);
    else answer(error instanceof RpcFailure ? error : handlerFailure());
  });
}

function memberInfo({ endpoint, role, alive }: Member): gossip.MemberInfo {
  const address = new gossip.EndPoint();
  address.setAddress(endpoint.address);
  address.setPort(endpoint.port);
  const member = new gossip.MemberInfo();
  member.setInstanceId(uuidMessage(`00000000-0000-4000-8000-${endpoint.port.toString(16).padStart(12, '0')}`));
  member.setTimeStamp(String(ticks(Date.now())));
  member.setState(STATES[role]);
  member.setIsAlive(alive);
  member.setHttpEndPoint(address);
  return member;
}

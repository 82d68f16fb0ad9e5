import type { Metadata } from '@grpc/grpc-js';
import { readRequest, type ReadRequest } from '../wire/read-request.js';
import { handlerFailure, notLeader, notReady, RpcFailure, StreamReset } from '../wire/rpc-failure.js';
import type { streams } from '../wire/stubs.js';
import type { Feed } from './live-queue.js';
import { Outlet } from './outlet.js';
import { readAll, type ReadCall, readStream } from './read.js';
import type { ServingNode } from './serving-node.js';
import { subscribeToAll } from './subscribe-to-all.js';
import { subscribeToStream } from './subscribe-to-stream.js';

/** `Streams.Read`: reads and subscriptions, of one stream and of the whole log. */
export async function serveRead(node: ServingNode, call: ReadCall): Promise<void> {
  const closed: (() => void)[] = [];
  const outlet = new Outlet(call, () => closed.forEach((undo) => undo()));
  try {
    const request = readRequest(call.request);
    node.requests.note(request.kind);
    node.faults.refuseIfAsked(request.kind);
    outlet.breakOff = node.faults.breakOffFor(request.kind);
    closed.push(node.openCalls.add({ kind: request.kind, end: (ending) => outlet.end(ending) }));
    await node.faults.pass(request.kind);
    // A subscription to what comes from now on is served by every server, whoever is asked for.
    if (!isSubscriptionFromEnd(request)) refuseAsFollower(node, call.metadata);
    await serve(node, request, outlet);
    outlet.end('cleanly');
  } catch (error) {
    outlet.end(error instanceof RpcFailure || error instanceof StreamReset ? error : handlerFailure());
  }
}

/** A server that does not lead serves reads of its own, unless the leader is asked for. */
export function refuseAsFollower(node: ServingNode, metadata: Metadata): void {
  if (node.leader === node || !requiresLeader(metadata)) return;
  throw node.leader ? notLeader(node.leader.endpoint) : notReady();
}

export function requiresLeader(metadata: Metadata): boolean {
  return metadata.get('requires-leader').includes('true');
}

function isSubscriptionFromEnd({ kind, from }: ReadRequest): boolean {
  return (kind === 'subscribeToAll' || kind === 'subscribeToStream') && from === 'end';
}

async function serve(node: ServingNode, request: ReadRequest, outlet: Outlet<streams.ReadReq>): Promise<void> {
  switch (request.kind) {
    case 'readStream':
      return readStream(node.view, request, outlet);
    case 'readAll':
      return readAll(node.view, request, outlet);
    case 'subscribeToStream':
      return subscribeToStream(feedOf(node, outlet), request, outlet);
    case 'subscribeToAll':
      return subscribeToAll(feedOf(node, outlet), request, outlet);
  }
}

function feedOf(node: ServingNode, outlet: Outlet<streams.ReadReq>): Feed {
  return {
    view: node.view,
    onAppended: (listener) => void outlet.whenClosed.then(node.log.onAppended(listener)),
    pace: () => node.faults.pass('delivery'),
    liveBuffer: node.liveBuffer,
  };
}

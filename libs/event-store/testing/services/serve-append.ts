import type { sendUnaryData, ServerReadableStream } from '@grpc/grpc-js';
import { type AppendRequest, appendRequest, MAX_APPEND_SIZE } from '../wire/append-request.js';
import { appendResponse } from '../wire/append-responses.js';
import { appendTooLarge, handlerFailure, RpcFailure, StreamReset, streamDeleted } from '../wire/rpc-failure.js';
import type { streams } from '../wire/stubs.js';
import { append } from './appending.js';
import { resetStream, sendExtraMessage } from './below-grpc.js';
import { requiresLeader } from './serve-read.js';
import type { ServingNode } from './serving-node.js';

export type AppendCall = ServerReadableStream<streams.AppendReq, streams.AppendResp>;
type Answer = sendUnaryData<streams.AppendResp>;

/** `Streams.Append`: one append a call; the client uses it where credentials come with the append. */
export function serveAppend(node: ServingNode, call: AppendCall, answer: Answer): void {
  let request: AppendRequest | undefined;
  call.on('data', (message: streams.AppendReq) => {
    const event = message.getProposedMessage();
    if (message.hasOptions()) request = appendRequest(message.getOptions());
    else if (event) request?.add(event);
  });
  call.on('end', () => {
    if (!request || call.cancelled) return;
    answerAppend(node, call, request, answer).catch((error: unknown) => {
      if (error instanceof StreamReset) resetStream(call);
      else answer(error instanceof RpcFailure ? error : handlerFailure());
    });
  });
}

async function answerAppend(node: ServingNode, call: AppendCall, request: AppendRequest, answer: Answer): Promise<void> {
  if (request.bad !== undefined) throw handlerFailure();
  if (request.tooLarge) throw appendTooLarge(MAX_APPEND_SIZE);
  const caller = { requiresLeader: requiresLeader(call.metadata), cancelled: () => call.cancelled };
  const outcome = await append(node, request, caller);
  if (outcome.kind === 'streamDeleted') throw streamDeleted(request.stream);
  const response = appendResponse(outcome, request.expected);
  if (node.faults.answersTwice()) sendExtraMessage(call, response);
  answer(null, response);
}

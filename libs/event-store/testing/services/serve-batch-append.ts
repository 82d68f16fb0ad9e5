import type { ServerDuplexStream } from '@grpc/grpc-js';
import { type AppendRequest, batchAppendRequest, MAX_APPEND_SIZE } from '../wire/append-request.js';
import { badRequestStatus, batchAnswer, batchError, plainStatus, timeoutStatus, tooLargeStatus } from '../wire/append-responses.js';
import { uuidOf } from '../wire/ids.js';
import { RpcFailure, StreamReset } from '../wire/rpc-failure.js';
import { shared, type streams } from '../wire/stubs.js';
import { append } from './appending.js';
import { resetStream } from './below-grpc.js';
import { requiresLeader } from './serve-read.js';
import type { ServingNode } from './serving-node.js';

export type BatchAppendCall = ServerDuplexStream<streams.BatchAppendReq, streams.BatchAppendResp>;

/**
 * `Streams.BatchAppend`: one call for all appends of a client; each has a correlation id and is answered by itself. What the real server does beyond that is left
 * to a fault (`answerTwice`): some 2.5 s after an event without a type or with an id that is none, it answers the same append again, and the client's process dies.
 */
export function serveBatchAppend(node: ServingNode, call: BatchAppendCall): void {
  const batch = new BatchCall(node, call);
  call.on('data', (message: streams.BatchAppendReq) => batch.receive(message));
  call.on('end', () => batch.finish());
}

class BatchCall {
  /** Appends of which more messages are to come. */
  private readonly incomplete = new Map<string, AppendRequest>();
  private inWork = 0;
  private halfClosed = false;
  private over = false;

  constructor(
    private readonly node: ServingNode,
    private readonly call: BatchAppendCall,
  ) {}

  receive(message: streams.BatchAppendReq): void {
    const correlation = message.getCorrelationId() ?? new shared.UUID();
    const key = uuidOf(correlation) ?? '';
    const request = this.incomplete.get(key) ?? this.begin(message, correlation, key);
    if (!request) return;
    for (const event of message.getProposedMessagesList()) request.add(event);
    const refused = refusal(request);
    if (refused) {
      this.incomplete.delete(key);
      this.send(batchError(correlation, request.stream, refused));
    } else if (message.getIsFinal()) {
      this.incomplete.delete(key);
      void this.perform(correlation, request);
    }
  }

  /** The client sends no more: the call ends when all is answered. */
  finish(): void {
    this.halfClosed = true;
    if (this.inWork === 0) this.end();
  }

  private begin(message: streams.BatchAppendReq, correlation: shared.UUID, key: string): AppendRequest | undefined {
    const options = message.getOptions();
    // What follows an append that was refused in the middle.
    if (!options) return undefined;
    const request = batchAppendRequest(options);
    const deadline = options.getDeadline()?.toDate();
    if (deadline && deadline.getTime() <= Date.now()) {
      this.send(batchError(correlation, request.stream, timeoutStatus()));
      return undefined;
    }
    this.incomplete.set(key, request);
    return request;
  }

  private async perform(correlation: shared.UUID, request: AppendRequest): Promise<void> {
    this.inWork += 1;
    const caller = { requiresLeader: requiresLeader(this.call.metadata), cancelled: () => this.call.cancelled };
    try {
      const outcome = await append(this.node, request, caller);
      const answer = batchAnswer(correlation, request.stream, outcome, request.expected);
      this.send(answer);
      if (this.node.faults.answersTwice()) this.send(answer);
    } catch (error) {
      this.fail(correlation, request, error);
    }
    this.inWork -= 1;
    if (this.halfClosed && this.inWork === 0) this.end();
  }

  private fail(correlation: shared.UUID, request: AppendRequest, error: unknown): void {
    if (error instanceof RpcFailure && error.inBatch) {
      const status = error.inBatch === 'timedOut' ? timeoutStatus() : plainStatus(error.details);
      this.send(batchError(correlation, request.stream, status));
    } else if (!this.over) {
      this.over = true;
      if (error instanceof StreamReset) resetStream(this.call);
      else this.call.emit('error', error);
    }
  }

  private send(response: streams.BatchAppendResp): void {
    if (!this.over && !this.call.cancelled) this.call.write(response);
  }

  private end(): void {
    if (this.over) return;
    this.over = true;
    this.call.end();
  }
}

function refusal(request: AppendRequest) {
  if (request.bad !== undefined) return badRequestStatus(request.bad);
  return request.tooLarge ? tooLargeStatus(MAX_APPEND_SIZE) : undefined;
}

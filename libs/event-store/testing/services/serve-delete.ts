import type { sendUnaryData, ServerUnaryCall } from '@grpc/grpc-js';
import type { AppendOutcome, ExpectedRevision } from '../log/record.js';
import { expectedRevision } from '../wire/append-request.js';
import { streamName } from '../wire/ids.js';
import { handlerFailure, RpcFailure, StreamReset, streamDeleted, wrongRevision } from '../wire/rpc-failure.js';
import { streams } from '../wire/stubs.js';
import { resetStream } from './below-grpc.js';
import { refuseAsFollower } from './serve-read.js';
import type { ServingNode } from './serving-node.js';

export type DeleteCall = ServerUnaryCall<streams.DeleteReq, streams.DeleteResp>;
export type TombstoneCall = ServerUnaryCall<streams.TombstoneReq, streams.TombstoneResp>;
type Options = streams.DeleteReq.Options | streams.TombstoneReq.Options;
type Deletion = (stream: string, expected: ExpectedRevision) => AppendOutcome;

/** `Streams.Delete`: a soft deletion. */
export function serveDelete(node: ServingNode, call: DeleteCall, answer: sendUnaryData<streams.DeleteResp>): void {
  serve(
    node,
    call,
    answer,
    call.request.getOptions(),
    (...at) => node.log.softDelete(...at),
    (place) => {
      const position = new streams.DeleteResp.Position();
      position.setCommitPosition(place);
      position.setPreparePosition(place);
      return new streams.DeleteResp().setPosition(position);
    },
  );
}

/** `Streams.Tombstone`: a deletion for ever. */
export function serveTombstone(node: ServingNode, call: TombstoneCall, answer: sendUnaryData<streams.TombstoneResp>): void {
  serve(
    node,
    call,
    answer,
    call.request.getOptions(),
    (...at) => node.log.tombstone(...at),
    (place) => {
      const position = new streams.TombstoneResp.Position();
      position.setCommitPosition(place);
      position.setPreparePosition(place);
      return new streams.TombstoneResp().setPosition(position);
    },
  );
}

function serve<Request, Response>(
  node: ServingNode,
  call: ServerUnaryCall<Request, Response>,
  answer: sendUnaryData<Response>,
  options: Options | undefined,
  remove: Deletion,
  respond: (place: string) => Response,
): void {
  const expected = expectedRevision(options, options?.hasRevision() ? Number(options.getRevision()) : undefined);
  const stream = streamName(options?.getStreamIdentifier());
  const work = async (): Promise<void> => {
    node.requests.note('delete');
    node.faults.refuseIfAsked('delete');
    const { life } = node;
    await node.faults.pass('delete');
    if (life.over || call.cancelled) return;
    refuseAsFollower(node, call.metadata);
    answer(null, respond(String(placeOf(remove(stream, expected), stream, expected))));
  };
  work().catch((error: unknown) => {
    if (error instanceof StreamReset) resetStream(call);
    else answer(error instanceof RpcFailure ? error : handlerFailure());
  });
}

function placeOf(outcome: AppendOutcome, stream: string, expected: ExpectedRevision): number {
  if (outcome.kind === 'streamDeleted') throw streamDeleted(stream);
  if (outcome.kind !== 'wrongExpectedVersion') return outcome.position;
  const numbers = { noStream: -1, any: -2, streamExists: -4 };
  const current = outcome.current === 'noStream' ? -1 : outcome.current;
  throw wrongRevision(stream, typeof expected === 'number' ? expected : numbers[expected], current);
}

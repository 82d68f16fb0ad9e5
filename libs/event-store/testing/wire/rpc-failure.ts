import { Metadata, status } from '@grpc/grpc-js';

export interface Endpoint {
  readonly address: string;
  readonly port: number;
}

export interface RpcFailureForm {
  readonly code: keyof typeof status;
  readonly details: string;
  /** What the client reads beside the status. */
  readonly trailers?: Readonly<Record<string, string>>;
  /** `BatchAppend` answers these for one append; every other failure ends the whole call. */
  readonly inBatch?: 'notReady' | 'timedOut';
}

/** How a call fails: a status of gRPC, its text and its trailers. */
export class RpcFailure extends Error {
  readonly code: status;
  readonly details: string;
  readonly metadata = new Metadata();
  readonly inBatch: 'notReady' | 'timedOut' | undefined;

  constructor({ code, details, trailers = {}, inBatch }: RpcFailureForm) {
    super(details);
    this.inBatch = inBatch;
    this.code = status[code];
    this.details = details;
    for (const [key, value] of Object.entries(trailers)) this.metadata.set(key, value);
  }
}

/** A call that is broken off without a status. */
export class StreamReset extends Error {}

/** What the server answers where its code threw. */
export function handlerFailure(): RpcFailure {
  return new RpcFailure({ code: 'UNKNOWN', details: 'Exception was thrown by handler.' });
}

export function notReady(): RpcFailure {
  return new RpcFailure({ code: 'UNAVAILABLE', details: 'Server Is Not Ready', inBatch: 'notReady' });
}

export function notLeader({ address, port }: Endpoint): RpcFailure {
  const trailers = { exception: 'not-leader', 'leader-endpoint-host': address, 'leader-endpoint-port': String(port) };
  return new RpcFailure({ code: 'NOT_FOUND', details: 'Leader info available', trailers });
}

export function timedOut(): RpcFailure {
  return new RpcFailure({ code: 'ABORTED', details: 'Operation timed out: Commit phase timeout', inBatch: 'timedOut' });
}

/** How a live subscription ends that the log has run too far ahead of. */
export function tooSlow(): RpcFailure {
  return new RpcFailure({
    code: 'ABORTED',
    details: 'Operation timed out: Consumer too slow to handle event while live. Client resubscription required.',
  });
}

export function streamDeleted(stream: string): RpcFailure {
  const trailers = { exception: 'stream-deleted', 'stream-name': stream };
  return new RpcFailure({ code: 'FAILED_PRECONDITION', details: `Event stream '${stream}' is deleted.`, trailers });
}

export function appendTooLarge(limit: number): RpcFailure {
  const trailers = { exception: 'maximum-append-size-exceeded', 'maximum-append-size': String(limit) };
  return new RpcFailure({ code: 'INVALID_ARGUMENT', details: `Maximum Append Size of ${limit} Exceeded.`, trailers });
}

/** A deletion at another revision than expected; numbers as the server writes them: -1 no stream, -2 any, -4 stream exists. */
export function wrongRevision(stream: string, expected: number, current: number): RpcFailure {
  return new RpcFailure({
    code: 'FAILED_PRECONDITION',
    details: `Delete failed due to WrongExpectedVersion. Stream: ${stream}, Expected version: ${expected}, Actual version: ${current}`,
    trailers: {
      exception: 'wrong-expected-version',
      'stream-name': stream,
      'expected-version': String(expected),
      'actual-version': String(current),
    },
  });
}

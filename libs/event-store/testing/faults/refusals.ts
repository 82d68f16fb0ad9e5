import type { status } from '@grpc/grpc-js';
import { type Endpoint, notLeader, notReady, RpcFailure, StreamReset, timedOut, tooSlow } from '../wire/rpc-failure.js';

/**
 * How a request is refused.
 * - `notReady`: as a server without a leader: an append becomes UnknownError "… Server Is Not Ready", all else UnavailableError
 * - `timedOut`: the server gave up; the outcome of an append is unknown: DeadlineExceededError (appends), TimeoutError
 * - `tooSlow`: as the server drops a live subscription that fell behind: TimeoutError
 * - `unavailable`, `cancelled`: the whole call fails, and with it every append that shares it
 * - `reset`: RST_STREAM without a status
 * - `notLeader`: with the leader's address, as the client expects it
 * - a status of gRPC's own
 */
export type Refusal =
  | 'notReady'
  | 'timedOut'
  | 'tooSlow'
  | 'unavailable'
  | 'cancelled'
  | 'reset'
  | { readonly notLeader: Endpoint }
  | { readonly code: keyof typeof status; readonly details: string };

export function failureOf(refusal: Refusal): RpcFailure | StreamReset {
  if (typeof refusal === 'object') return 'notLeader' in refusal ? notLeader(refusal.notLeader) : new RpcFailure(refusal);
  switch (refusal) {
    case 'notReady':
      return notReady();
    case 'timedOut':
      return timedOut();
    case 'tooSlow':
      return tooSlow();
    case 'unavailable':
      return new RpcFailure({ code: 'UNAVAILABLE', details: 'Connection dropped' });
    case 'cancelled':
      return new RpcFailure({ code: 'CANCELLED', details: 'Call cancelled' });
    case 'reset':
      return new StreamReset();
  }
}

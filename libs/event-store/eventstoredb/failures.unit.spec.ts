import { inspect } from 'node:util';
import {
  AccessDeniedError,
  NotLeaderError,
  StreamDeletedError,
  UnavailableError,
  UnknownError,
  WrongExpectedVersionError,
} from '@eventstore/db-client';
import status from '@eventstore/db-client/generated/status_pb.js';
import { Metadata } from '@grpc/grpc-js';
import { StoreClosedError, StoreFormatError, StoreUnavailableError, UnknownPositionError } from '../errors.js';
import { failureOf, inPortWords, isVerdict, refusalOf } from './failures.js';

/** An error as grpc-js makes it. */
function ofCall(code: number, details: string, trailers: Record<string, string> = {}): Error {
  const metadata = new Metadata();
  for (const [key, value] of Object.entries(trailers)) metadata.set(key, value);
  return Object.assign(new Error(`${code}: ${details}`), { code, details, metadata });
}

describe('A failure of a call', () => {
  it('is the client’s error for it', () => {
    const leader = { exception: 'not-leader', 'leader-endpoint-host': 'b', 'leader-endpoint-port': '2113' };
    expect(failureOf(ofCall(5, 'Leader info available', leader))).toBeInstanceOf(NotLeaderError);
    expect(failureOf(ofCall(14, 'Connection dropped'))).toBeInstanceOf(UnavailableError);
  });

  it('is itself where the client can’t make one of it', () => {
    const error = ofCall(5, 'Leader info available', { exception: 'not-leader' });
    expect(failureOf(error)).toBe(error);
    expect(isVerdict(error)).toBe(false);
  });

  it('of an append that is refused without saying why leaves it open', () => {
    const error = refusalOf(new status.Status().setMessage('something new'), 'park-1');
    expect(error).toBeInstanceOf(UnknownError);
    expect(isVerdict(error)).toBe(false);
  });

  it('says what has happened, or leaves it open', () => {
    const version = new WrongExpectedVersionError(undefined as never, { streamName: 'park-1', current: 3n, expected: 2n });
    for (const error of [
      version,
      new StoreClosedError('x'),
      new StoreFormatError('x'),
      new UnknownPositionError('1'),
      new TypeError('x'),
    ]) {
      expect(isVerdict(error)).toBe(true);
    }
    const unknown = failureOf(ofCall(2, 'Unexpected ReadAllResult: Error'));
    expect([isVerdict(unknown), isVerdict(failureOf(ofCall(2, 'anything else')))]).toEqual([true, false]);
    for (const code of [1, 4, 8, 10, 13, 14]) expect(isVerdict(failureOf(ofCall(code, 'x')))).toBe(false);
    expect(isVerdict(new StoreUnavailableError('x'))).toBe(false);
  });
});

describe('A failure in the port’s words', () => {
  it('says what was asked and why it failed, in one line', () => {
    const error = inPortWords(
      failureOf(ofCall(14, 'No connection established. Last error: connect ECONNREFUSED 127.0.0.1:1')),
      'stream park-1',
    );
    expect(error).toBeInstanceOf(StoreUnavailableError);
    expect(error.message).toBe('stream park-1: 14: No connection established. Last error: connect ECONNREFUSED 127.0.0.1:1');
    expect(inPortWords(new Error('first line\n    second line'), 'the log').message).toBe('the log: first line');
    expect(inPortWords(failureOf(ofCall(4, '')), 'the log').message).not.toBe('the log: ');
    expect(inPortWords('nothing', 'the log').message).toBe('the log: failed');
  });

  it('tells a stream that was deleted, and access that is denied', () => {
    expect(inPortWords(StreamDeletedError.fromStreamName('park-1'), 'append to park-1')).toBeInstanceOf(StoreFormatError);
    expect(inPortWords(failureOf(ofCall(16, 'x')), 'the log').message).toBe('the log: the database denies access');
    expect(failureOf(ofCall(7, 'x', { exception: 'access-denied' }))).toBeInstanceOf(AccessDeniedError);
  });

  it('holds nothing of what the client’s error holds beside its message', () => {
    const secret = ofCall(14, 'Connection dropped', { authorization: 'Basic YWRtaW46WnE3eEpr' });
    const error = inPortWords(failureOf(secret), 'the log');
    expect(inspect(error, { depth: Infinity, showHidden: true })).not.toMatch(/YWRtaW46|authorization/);
    expect(error.cause).toBeUndefined();
  });
});

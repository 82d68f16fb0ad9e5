import {
  AccessDeniedError,
  convertToCommandError,
  MaxAppendSizeExceededError,
  NotLeaderError,
  StreamDeletedError,
  UnknownError,
  WrongExpectedVersionError,
} from '@eventstore/db-client';
import type { Status } from '@eventstore/db-client/generated/status_pb.js';
import { unpackToCommandError } from '@eventstore/db-client/dist/streams/appendToStream/unpackError.js';
import { StoreClosedError, StoreFormatError, StoreUnavailableError, UnknownPositionError } from '../errors.js';

/** Whether a failure says what has happened. After every other one it is open, and the client that met it is not to be used again. */
export function isVerdict(error: unknown): boolean {
  return (
    error instanceof WrongExpectedVersionError ||
    error instanceof MaxAppendSizeExceededError ||
    error instanceof StreamDeletedError ||
    error instanceof AccessDeniedError ||
    isUnknownPosition(error) ||
    isOurs(error)
  );
}

/** What the database answers to a position at which no event begins. */
export function isUnknownPosition(error: unknown): boolean {
  return error instanceof UnknownError && error.message.includes('ReadAllResult');
}

/** What the database answers to an append that it does not take, as the client's error for it; some of its answers the client does not know. */
export function refusalOf(status: Status, stream: string): Error {
  return status.hasDetails() ? unpackToCommandError(status, stream) : new UnknownError(undefined, status.getMessage());
}

/** What a call failed with, as the client's error for it. Some of them can't be made from every answer (a not-leader that names no leader): that must not end the process. */
export function failureOf(error: Error): Error {
  try {
    return convertToCommandError(error);
  } catch {
    return error;
  }
}

/** The failure in the port's words. Addresses and reasons may be told; the client's errors hold no credentials, but their causes may hold payloads and are left out. */
export function inPortWords(error: unknown, what: string): Error {
  if (error instanceof StoreUnavailableError || isOurs(error)) return error;
  if (error instanceof AccessDeniedError) return new StoreUnavailableError(`${what}: the database denies access`);
  if (error instanceof NotLeaderError)
    return new StoreUnavailableError(`${what}: this server does not lead; the address must name all servers`);
  if (error instanceof StreamDeletedError) return new StoreFormatError(`${what}: somebody has deleted the stream in the database`);
  return new StoreUnavailableError(`${what}: ${reasonOf(error)}`);
}

function isOurs(error: unknown): error is Error {
  return (
    error instanceof StoreClosedError ||
    error instanceof StoreFormatError ||
    error instanceof UnknownPositionError ||
    error instanceof TypeError
  );
}

/** Some of the client's errors have no message: then their name has to do. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'failed';
  if (error.message === '') return error.constructor.name;
  // The connection's error bears the time and an empty note: without them the same reason reads the same.
  const [line = ''] = error.message.split('\n');
  return line
    .replace(/ \(\d{4}-\d{2}-\d{2}T[^)]*\)/, '')
    .replace(/\.? Resolution note: $/, '')
    .slice(0, 300);
}

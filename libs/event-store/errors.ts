import type { ExpectedRevision } from './port.js';

/** The stream does not stand where the caller said: somebody else appended first. Nothing was written. */
export class WrongExpectedRevisionError extends Error {
  override readonly name = 'WrongExpectedRevisionError';
  constructor(
    readonly stream: string,
    readonly expected: ExpectedRevision,
    readonly actual: ExpectedRevision,
  ) {
    super(`stream ${stream} stands at ${actual}, not at ${expected}`);
  }
}

/** The append is over MAX_APPEND_BYTES. Nothing was written; the decider must chunk. */
export class AppendTooLargeError extends Error {
  override readonly name = 'AppendTooLargeError';
  constructor(
    readonly stream: string,
    readonly bytes: number,
    readonly limit: number,
  ) {
    super(`append of ${bytes} bytes to ${stream} is over the limit of ${limit}`);
  }
}

/** An event id is already taken by other content, or stands twice in one append. Nothing was written. */
export class EventIdConflictError extends Error {
  override readonly name = 'EventIdConflictError';
  constructor(
    readonly stream: string,
    readonly eventId: string,
  ) {
    super(`event id ${eventId} is already taken by other content (append to ${stream})`);
  }
}

/** The store can't be reached or did not answer in time; whether an append was written is unknown. Repeat it with the same ids and revision. */
export class StoreUnavailableError extends Error {
  override readonly name = 'StoreUnavailableError';
}

/** The store was closed by this process. */
export class StoreClosedError extends Error {
  override readonly name = 'StoreClosedError';
}

/** The file or database holds something else than this version's events: another program's data, or a newer format. It is left as it is. */
export class StoreFormatError extends Error {
  override readonly name = 'StoreFormatError';
}

/** The address of a database can't be used as it is written. The message says why and repeats nothing that may be a secret. */
export class StoreAddressError extends Error {
  override readonly name = 'StoreAddressError';
}

/** The log holds no event at the position to read behind: it belongs to another store, or to one that was put back to an earlier state. */
export class UnknownPositionError extends Error {
  override readonly name = 'UnknownPositionError';
  constructor(readonly position: string) {
    super(`the log holds no event at position ${position}`);
  }
}

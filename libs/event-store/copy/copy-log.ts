import { WrongExpectedRevisionError } from '../errors.js';
import { killPoint } from '../kill-point.js';
import { persistently } from '../persistence.js';
import type { EventStore, Position } from '../port.js';
import { appendsOf } from './appends.js';
import { SourceGrewError, TargetDiffersError } from './errors.js';
import { LogReader } from './log-reader.js';
import type { CopiedLog, CopyOptions } from './options.js';
import { patient } from './patience.js';
import { sideBySide } from './side-by-side.js';

export interface CopyRequest extends CopyOptions {
  readonly from: EventStore;
  readonly to: EventStore;
}

/**
 * Copies a log as it stands now, strictly in order: the same streams, revisions, ids, types and bytes. What the target holds already must be a beginning of it, to the
 * byte, and is not written again: a copy that was ended anywhere goes on where it stopped. Positions are the target's own; `checkpoint` and `$…` are no part of the log.
 *
 * Each append names the exact revision and waits for the one before it. An append whose outcome is unknown is repeated with the same ids.
 * @throws TargetDiffersError before anything is written behind the difference; SourceGrewError once everything that stood there is copied; StoreUnavailableError where a
 * store stays silent; WrongExpectedRevisionError or EventIdConflictError where the target has streams or ids that its log does not show, or the source's
 * revisions have a gap; AppendTooLargeError for an event that no store takes; the signal's reason.
 */
export async function copyLog(request: CopyRequest): Promise<CopiedLog> {
  const head = (): Promise<Position | undefined> => persistently(request.persistence ?? patient, () => request.from.head());
  const until = await head();
  const copied: Tally = { events: 0, written: 0 };
  let refusal: WrongExpectedRevisionError | undefined;
  do refusal = await goOn(until, copied, refusal, request);
  while (refusal);
  if ((await head()) !== until) throw new SourceGrewError(copied.events);
  return copied;
}

/** How far a copy has come. */
interface Tally {
  events: number;
  written: number;
}

/**
 * Goes on behind what the target holds, to the end. Gives back a refusal of an append: the revision that was taken already may be the late arrival of an append that
 * was given up, or that a killed copy had sent. The next try tells, for then the target has gone forward; where it has not, the refusal stands.
 */
async function goOn(
  until: Position | undefined,
  copied: Tally,
  refusal: WrongExpectedRevisionError | undefined,
  request: CopyRequest,
): Promise<WrongExpectedRevisionError | undefined> {
  const source = new LogReader(request.from, request.persistence ?? patient, until);
  try {
    const held = await heldAlready(source, request);
    if (refusal && held <= copied.events) throw refusal;
    copied.events = held;
    await appendRest(source, copied, request);
    return undefined;
  } catch (error) {
    if (error instanceof WrongExpectedRevisionError && error !== refusal) return error;
    throw error;
  } finally {
    await source.close();
  }
}

/** How many events the target holds; the source is read up to there. @throws TargetDiffersError where they are no beginning of the source. */
async function heldAlready(source: LogReader, request: CopyRequest): Promise<number> {
  const target = new LogReader(request.to, request.persistence ?? patient);
  try {
    const { same, difference } = await sideBySide(source, target, 'checking', request);
    if (difference) throw new TargetDiffersError(difference);
    return same;
  } finally {
    await target.close();
  }
}

async function appendRest(source: LogReader, copied: Tally, request: CopyRequest): Promise<void> {
  for await (const { stream, expected, events } of appendsOf(source)) {
    await persistently(request.persistence ?? patient, () => {
      request.signal?.throwIfAborted();
      return request.to.append(stream, expected, events);
    });
    killPoint('after-copied-append');
    copied.events += events.length;
    copied.written += events.length;
    request.progress?.('copying', copied.events);
  }
}

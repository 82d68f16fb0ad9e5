import { randomUUID } from 'node:crypto';
import type { LogView } from '../log/log-view.js';
import type { LogRecord } from '../log/record.js';
import { type EventFilter, PAGE } from '../wire/event-filter.js';
import type { ReadRequest } from '../wire/read-request.js';
import { caughtUp, checkpoint, confirmation, eventResponse } from '../wire/read-responses.js';
import { handlerFailure, streamDeleted } from '../wire/rpc-failure.js';
import type { streams } from '../wire/stubs.js';
import type { Outlet } from './outlet.js';

/** What a subscription needs of its server. */
export interface Feed {
  readonly view: LogView;
  /** Resolves when there may be more to send. */
  readonly more: () => Promise<void>;
  /** Waited for before each batch of events. */
  readonly pace: () => Promise<void>;
}

type Listening = Outlet<streams.ReadReq>;
type ToAll = Extract<ReadRequest, { kind: 'subscribeToAll' }>;
type ToStream = Extract<ReadRequest, { kind: 'subscribeToStream' }>;

/** Serves a subscription to the whole log, after its position, until nobody listens. */
export async function subscribeToAll({ view, more, pace }: Feed, { from, filter }: ToAll, outlet: Listening): Promise<void> {
  let next = from === 'start' ? 0 : from === 'end' ? view.length : indexAfter(view, from);
  const checkpoints = new Checkpoints(filter);
  await outlet.send(confirmation(randomUUID()));
  let pageAt = from === 'start' ? 0 : positionAt(view, next);
  while (!outlet.closed) {
    const { records, after, atEnd } = page(view, next, filter);
    if (records.length > 0) await pace();
    for (const record of records) await outlet.sendEvent(eventResponse(record));
    const due = checkpoints.looked(after - next);
    next = after;
    if (atEnd) break;
    // A page in which nothing matched is confirmed by where it began.
    if (due) await outlet.send(checkpoint(records.at(-1)?.position ?? pageAt));
    pageAt = positionAt(view, next);
  }
  await outlet.send(caughtUp());
  while (!outlet.closed) {
    const record = view.at(next);
    if (!record) {
      await more();
      continue;
    }
    next += 1;
    await pace();
    if (!filter || filter.allows(record)) await outlet.sendEvent(eventResponse(record));
    if (checkpoints.sawLive()) await outlet.send(checkpoint(record.position));
  }
}

/** Serves a subscription to one stream, after its revision, until nobody listens. */
export async function subscribeToStream({ view, more, pace }: Feed, { stream, from }: ToStream, outlet: Listening): Promise<void> {
  if (view.stream(stream) === 'tombstoned') throw streamDeleted(stream);
  await outlet.send(confirmation(randomUUID()));
  let next: number | undefined = typeof from === 'number' ? from + 1 : from === 'start' ? 0 : undefined;
  let toldCaughtUp = false;
  while (!outlet.closed) {
    const shown = view.stream(stream);
    if (shown === 'tombstoned') throw streamDeleted(stream);
    next ??= (shown?.head ?? -1) + 1;
    next = Math.max(next, shown?.truncatedBefore ?? 0);
    while (shown && next <= shown.head && !outlet.closed) {
      const record = shown.records[next++];
      await pace();
      if (record) await outlet.sendEvent(eventResponse(record));
    }
    // A stream that is not there yet is caught up with at its first event.
    if (!toldCaughtUp && (shown || from === 'end')) toldCaughtUp = await outlet.send(caughtUp());
    await more();
  }
}

/** Counts the events that were looked at, and says when the next checkpoint is due. */
class Checkpoints {
  private counted = 0;
  private readonly every: number;

  constructor(filter: EventFilter | undefined) {
    this.every = filter?.checkpointEvery ?? Infinity;
  }

  looked(events: number): boolean {
    this.counted += events;
    if (this.counted < this.every) return false;
    this.counted %= this.every;
    return true;
  }

  sawLive(): boolean {
    this.counted += 1;
    if (this.counted < this.every) return false;
    this.counted = 0;
    return true;
  }
}

interface Page {
  readonly records: readonly LogRecord[];
  readonly after: number;
  /** The log ended before the page was full. */
  readonly atEnd: boolean;
}

function page(view: LogView, from: number, filter: EventFilter | undefined): Page {
  const records: LogRecord[] = [];
  const window = filter?.window ?? Infinity;
  let after = from;
  while (records.length < PAGE && after - from < window) {
    const record = view.at(after);
    if (!record) return { records, after, atEnd: true };
    after += 1;
    if (!filter || filter.allows(record)) records.push(record);
  }
  return { records, after, atEnd: false };
}

function indexAfter(view: LogView, position: number): number {
  const index = view.indexFrom(position);
  if (index === undefined) throw handlerFailure();
  return view.at(index)?.position === position ? index + 1 : index;
}

function positionAt(view: LogView, index: number): number {
  return view.at(index)?.position ?? view.endPosition;
}

import { randomUUID } from 'node:crypto';
import type { LogView } from '../log/log-view.js';
import type { LogRecord } from '../log/record.js';
import { type EventFilter, PAGE } from '../wire/event-filter.js';
import type { ReadRequest } from '../wire/read-request.js';
import { eventResponse } from '../wire/event-response.js';
import { caughtUp, checkpoint, confirmation } from '../wire/read-responses.js';
import { handlerFailure } from '../wire/rpc-failure.js';
import { type Feed, type Listening, LiveQueue } from './live-queue.js';

type ToAll = Extract<ReadRequest, { kind: 'subscribeToAll' }>;

/** Serves a subscription to the whole log, after its position, until nobody listens. */
export async function subscribeToAll(feed: Feed, { from, filter }: ToAll, outlet: Listening): Promise<void> {
  const { view } = feed;
  const start = from === 'start' ? 0 : from === 'end' ? view.length : indexAfter(view, from);
  const checkpoints = new Checkpoints(filter);
  await outlet.send(confirmation(randomUUID()));
  let next = await catchUp(feed, start, from === 'start' ? 0 : positionAt(view, start), filter, checkpoints, outlet);
  const live = new LiveQueue(feed, outlet, (queue) => {
    for (let record = view.at(next); record; record = view.at(++next)) {
      if (!filter || filter.allows(record)) queue.event(eventResponse(record));
      if (checkpoints.sawLive()) queue.checkpoint(checkpoint(record.position));
    }
  });
  await outlet.send(caughtUp());
  await live.pump();
}

/** Sends what is there already, page by page. @returns the index of the first event that is not */
async function catchUp(
  { view, pace }: Feed,
  from: number,
  at: number,
  filter: EventFilter | undefined,
  checkpoints: Checkpoints,
  outlet: Listening,
): Promise<number> {
  let next = from;
  let pageAt = at;
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
  return next;
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

import { randomUUID } from 'node:crypto';
import type { StreamView } from '../log/log-view.js';
import type { ReadRequest } from '../wire/read-request.js';
import { eventResponse } from '../wire/event-response.js';
import { caughtUp, confirmation } from '../wire/read-responses.js';
import { streamDeleted } from '../wire/rpc-failure.js';
import { Bell } from './bell.js';
import { type Feed, type Listening, LiveQueue } from './live-queue.js';

type ToStream = Extract<ReadRequest, { kind: 'subscribeToStream' }>;

/** Serves a subscription to one stream, after its revision, until nobody listens. */
export async function subscribeToStream(feed: Feed, { stream, from }: ToStream, outlet: Listening): Promise<void> {
  const shown = (): StreamView | undefined => {
    const view = feed.view.stream(stream);
    if (view === 'tombstoned') throw streamDeleted(stream);
    return view;
  };
  const head = (shown()?.head ?? -1) + 1;
  let next = from === 'start' ? 0 : from === 'end' ? head : from + 1;
  await outlet.send(confirmation(randomUUID()));
  // A stream that is not there yet is caught up with at its first event.
  if (from !== 'end') await untilThere(feed, outlet, () => shown() !== undefined);
  for (let view = shown(); view && next <= view.head && !outlet.closed; view = shown()) {
    const record = view.records[Math.max(next, view.truncatedBefore)];
    next = Math.max(next, view.truncatedBefore) + 1;
    await feed.pace();
    if (record) await outlet.sendEvent(eventResponse(record));
  }
  const live = new LiveQueue(feed, outlet, (queue) => {
    const view = feed.view.stream(stream);
    if (!view || view === 'tombstoned') return;
    while (next <= view.head) {
      const record = view.records[next++];
      if (record) queue.event(eventResponse(record));
    }
  });
  await outlet.send(caughtUp());
  await live.pump();
}

async function untilThere(feed: Feed, outlet: Listening, there: () => boolean): Promise<void> {
  const bell = new Bell();
  feed.onAppended(() => bell.ring());
  void outlet.whenClosed.then(() => bell.ring());
  while (!there() && !outlet.closed) await bell.wait();
}

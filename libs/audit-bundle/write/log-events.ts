import type { EventStore, StoredEvent } from '#libs/event-store';
import { writingErrors } from './errors.js';

/** An event with its place in the log. */
export interface LogEvent {
  readonly index: bigint;
  readonly event: StoredEvent;
}

/** The first `size` events of the log, one page in memory. @throws `bundle.logShorter` */
export async function* logEvents(store: Pick<EventStore, 'readAll'>, size: bigint): AsyncGenerator<LogEvent> {
  let index = 0n;
  if (size === 0n) return;
  for await (const page of store.readAll()) {
    for (const event of page) {
      yield { index, event };
      index += 1n;
      if (index === size) return;
    }
  }
  throw writingErrors.error('bundle.logShorter', { events: index.toString(), size: size.toString() });
}

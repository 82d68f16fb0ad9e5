import { UnknownError } from '@eventstore/db-client';
import { StoreUnavailableError, UnknownPositionError } from '../errors.js';
import { isLogStream } from '../log-streams.js';
import { comparePositions, type Position, type StoredEvent } from '../port.js';
import type { OpenRead } from './open-read.js';
import { eventsOf, type Reader } from './reader.js';
import { positionOf, type Recorded, streamOf, toStored } from './wire/recorded.js';

/**
 * A reader's way through the log: one long reading call as long as there is something to read, so that the server sends while the consumer works. What belongs to
 * the log is told by the stream's name; the rest is passed over.
 */
export class LogCursor {
  /** The last event of the log that came: a call begins with it, and finds it, or this is another log. One of the database's own may be scavenged. */
  #anchor: Position | undefined;
  /** The last event that came, of the log or not. */
  #passed: Position | undefined;
  #ahead: StoredEvent[] = [];
  #read: OpenRead | undefined;
  #foundAnchor = false;

  constructor(
    private readonly reader: Reader,
    after: Position | undefined,
  ) {
    this.#anchor = after;
    this.#passed = after;
  }

  /**
   * Up to `limit` events behind a position, which is the one that the cursor began with or gave last. Fewer only at the end of the log: a call that ends early,
   * even without an error, is not taken for it.
   * @throws StoreUnavailableError; UnknownPositionError where the log holds no event at the position.
   */
  async page(after: Position | undefined, limit: number): Promise<readonly StoredEvent[]> {
    const first = after === undefined ? 0 : this.#ahead.findIndex((event) => comparePositions(event.position, after) > 0);
    this.#ahead = first < 0 ? [] : this.#ahead.slice(first);
    await this.reader.run('the log', async () => {
      while (this.#ahead.length < limit && ((await this.#pull()) || !(await this.#isAtEnd())));
    });
    return this.#ahead.slice(0, limit);
  }

  close(): void {
    this.#read?.cancel();
    this.#read = undefined;
  }

  /** Takes what has come; whether something has. */
  async #pull(): Promise<boolean> {
    if (this.#read === undefined) {
      this.#foundAnchor = this.#anchor === undefined;
      this.#read = this.reader.openLog(this.#anchor);
    }
    try {
      const chunk = await this.#read.next();
      if (chunk === undefined) await this.#ended();
      else for (const event of eventsOf(chunk)) this.#take(event);
      return chunk !== undefined;
    } catch (error) {
      this.close();
      throw !this.#foundAnchor && isUnknownPosition(error) ? new UnknownPositionError(this.#anchor ?? '') : error;
    }
  }

  #take(event: Recorded): void {
    const position = positionOf(event);
    if (!this.#foundAnchor) {
      if (position !== this.#anchor) throw new UnknownPositionError(this.#anchor ?? '');
      this.#foundAnchor = true;
    }
    if (this.#passed !== undefined && comparePositions(position, this.#passed) <= 0) return;
    this.#passed = position;
    if (!isLogStream(streamOf(event))) return;
    this.#anchor = position;
    this.#ahead.push(toStored(event));
  }

  async #ended(): Promise<void> {
    this.close();
    if (this.#foundAnchor) return;
    // Behind the end of the log stands nothing, and the database says so without an error.
    const end = await this.reader.end();
    const isBehind = end === undefined || comparePositions(end, this.#anchor ?? '0') < 0;
    throw isBehind ? new UnknownPositionError(this.#anchor ?? '') : new StoreUnavailableError('the call ended before it began');
  }

  async #isAtEnd(): Promise<boolean> {
    const end = await this.reader.end();
    return end === undefined || (this.#passed !== undefined && comparePositions(end, this.#passed) <= 0);
  }
}

/** What the database answers to a position at which no event begins. */
function isUnknownPosition(error: unknown): boolean {
  return error instanceof UnknownError && error.message.includes('ReadAllResult');
}

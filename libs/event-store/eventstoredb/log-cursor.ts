import { UnknownPositionError } from '../errors.js';
import { isLogStream } from '../log-streams.js';
import { comparePositions, type Position, type StoredEvent } from '../port.js';
import { inPortWords, isUnknownPosition } from './failures.js';
import type { OpenRead } from './open-read.js';
import type { Reader } from './reader.js';
import { eventsOf } from './wire/received.js';
import type { Recorded } from './wire/recorded.js';

/**
 * A reader's way through the log: one long reading call as long as there is something to read, so that the server sends while the consumer works. What belongs to
 * the log is told by the stream's name; the rest is passed over.
 */
export class LogCursor {
  /** The last event of the log that came: a call begins with it, and finds it, or this is another log. One of the database's own may be scavenged. */
  #anchor: Position | undefined;
  /** The last event that came, of the log or not. */
  #passed: Position | undefined;
  /** What had come when the present call was opened, and whether something was known to stand behind it: then the call must bring something. */
  #openedBehind: Position | undefined;
  #isKnownToGoOn = false;
  #ahead: StoredEvent[] = [];
  #read: OpenRead | undefined;
  #foundAnchor = false;
  #isClosed = false;

  constructor(
    private readonly reader: Reader,
    after: Position | undefined,
  ) {
    this.#anchor = after;
    this.#passed = after;
  }

  /**
   * Up to `limit` events behind a position, which is the one that the cursor began with or gave last. Fewer only at the end of the log, or once the cursor is
   * closed: a call that ends early, even without an error, is not taken for the end.
   * @throws StoreUnavailableError; UnknownPositionError where the log holds no event at the position.
   */
  async page(after: Position | undefined, limit: number): Promise<readonly StoredEvent[]> {
    const first = after === undefined ? 0 : this.#ahead.findIndex((event) => comparePositions(event.position, after) > 0);
    this.#ahead = first < 0 ? [] : this.#ahead.slice(first);
    try {
      while (this.#ahead.length < limit && (await this.#pull()));
    } catch (error) {
      throw inPortWords(error, 'the log');
    }
    return this.#ahead.slice(0, limit);
  }

  /** Also in the middle of a page: its reader has gone. */
  close(): void {
    this.#isClosed = true;
    this.#read?.cancel();
  }

  /** Takes what has come; whether there may be more. */
  async #pull(): Promise<boolean> {
    if (this.#isClosed) return false;
    const read = (this.#read ??= this.#open());
    const chunk = await read.next().catch((error: unknown) => {
      throw !this.#foundAnchor && isUnknownPosition(error) ? new UnknownPositionError(this.#anchor ?? '') : error;
    });
    if (this.#isClosed) return false;
    if (chunk === undefined) return this.#goesOnBehind(read);
    for (const event of eventsOf(chunk)) this.#take(event);
    if (this.#passed !== undefined) this.reader.saw(this.#passed);
    return true;
  }

  #open(): OpenRead {
    if (this.#anchor !== undefined && !isPosition(this.#anchor)) throw new UnknownPositionError(this.#anchor);
    this.#foundAnchor = this.#anchor === undefined;
    this.#openedBehind = this.#passed;
    return this.reader.openLog(this.#anchor);
  }

  #take(event: Recorded): void {
    const { position } = event;
    if (!this.#foundAnchor) {
      if (position !== this.#anchor) throw new UnknownPositionError(this.#anchor ?? '');
      this.#foundAnchor = true;
    }
    if (this.#hasPassed(position)) return;
    this.#passed = position;
    if (!isLogStream(event.stream)) return;
    this.#anchor = position;
    this.#ahead.push(event.stored());
  }

  /** Whether the log goes on where a call ended. */
  async #goesOnBehind(read: OpenRead): Promise<boolean> {
    this.#read = undefined;
    const anchor = this.#anchor ?? '0';
    const wasSeen = this.reader.hasSeen(anchor);
    const end = await this.reader.end();
    if (!this.#foundAnchor) {
      // Behind the end of the log stands nothing, and the database says so without an error; a node that lags behind says the same.
      throw wasSeen || comparePositions(end, anchor) >= 0 ? read.brokenOff() : new UnknownPositionError(anchor);
    }
    if (this.#isKnownToGoOn && this.#passed === this.#openedBehind) throw read.brokenOff();
    this.#isKnownToGoOn = !this.#hasPassed(end);
    return this.#isKnownToGoOn;
  }

  #hasPassed(position: Position): boolean {
    return this.#passed !== undefined && comparePositions(position, this.#passed) <= 0;
  }
}

/** Whether the database can have given it: an offset in its log. */
function isPosition(text: string): boolean {
  return /^\d{1,19}$/.test(text) && BigInt(text) < 2n ** 63n - 1n;
}

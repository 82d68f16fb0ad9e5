import { isLogStream } from '../log-streams.js';
import { StoreUnavailableError } from '../errors.js';
import type { Position, StoredEvent } from '../port.js';
import type { Connection } from './connection.js';
import { inPortWords, isVerdict } from './failures.js';
import { OpenRead } from './open-read.js';
import { positionOf, type Recorded, streamOf, toStored } from './wire/recorded.js';
import { readAll, readStream } from './wire/requests.js';
import type { streams } from './wire/stubs.js';

/** Looking back for the last event of the log, over events of the database's own: how many at first, and how many at most at once. */
const [FIRST_LOOK_BACK, WIDEST_LOOK_BACK] = [8, 4_096];

export interface ReaderOptions {
  readonly connection: Connection;
  /** How long a call may bring nothing, in milliseconds. */
  readonly timeoutMs: number;
}

/** What is asked of the database. Every call is bounded in time, and a failure that is no answer replaces the client. */
export class Reader {
  constructor(private readonly options: ReaderOptions) {}

  /** Up to `limit` events of a stream from a revision on; empty where the stream does not exist. */
  async streamPage(stream: string, backwards: boolean, from: number | undefined, limit: number): Promise<readonly StoredEvent[]> {
    const messages = await this.#whole(`stream ${stream}`, readStream(stream, backwards ? 'backwards' : 'forwards', from, limit));
    const events = eventsOf(messages).map(toStored);
    // The last message of a whole answer tells the stream's end, or that there is none.
    const isWhole = messages.some((message) => message.hasLastStreamPosition() || message.hasStreamNotFound());
    if (!isWhole && events.length < limit) throw new StoreUnavailableError(`stream ${stream}: the answer was broken off`);
    return events;
  }

  /** Opens a call that gives everything of `$all` from a position on, that position's own event included, to the end as it is when it gets there. */
  openLog(from: Position | undefined, limit = Number.MAX_SAFE_INTEGER): OpenRead {
    return this.#open(readAll('forwards', from, limit));
  }

  /** Position of the last event of all, one of the database's own included; undefined in a database that has none. */
  async end(): Promise<Position | undefined> {
    const [last] = await this.#backwards(undefined, 1);
    return last && positionOf(last);
  }

  /** Position of the last event of the log. */
  async head(): Promise<Position | undefined> {
    let from: Position | undefined;
    for (let count = FIRST_LOOK_BACK; ; count = Math.min(count * 4, WIDEST_LOOK_BACK)) {
      const events = await this.#backwards(from, count);
      const last = events.find((event) => isLogStream(streamOf(event)));
      if (last) return positionOf(last);
      const first = events.at(-1);
      if (events.length < count || !first) return undefined;
      from = positionOf(first);
    }
  }

  /** Runs a call to its end; a failure in the port's words. */
  async run<T>(what: string, work: () => Promise<T>): Promise<T> {
    const incarnation = this.options.connection.current;
    try {
      return await work();
    } catch (error) {
      if (!isVerdict(error)) this.options.connection.replace(incarnation);
      throw inPortWords(error, what);
    }
  }

  async #backwards(from: Position | undefined, limit: number): Promise<Recorded[]> {
    return eventsOf(await this.#whole('the end of the log', readAll('backwards', from, limit)));
  }

  #whole(what: string, request: streams.ReadReq): Promise<streams.ReadResp[]> {
    return this.run(what, async () => {
      const read = this.#open(request);
      try {
        return await read.all();
      } finally {
        read.cancel();
      }
    });
  }

  #open(request: streams.ReadReq): OpenRead {
    const { connection, timeoutMs } = this.options;
    return new OpenRead(connection.current, request, timeoutMs);
  }
}

/** The events among the messages of an answer. */
export function eventsOf(messages: readonly streams.ReadResp[]): Recorded[] {
  return messages.flatMap((message) => message.getEvent()?.getEvent() ?? []);
}

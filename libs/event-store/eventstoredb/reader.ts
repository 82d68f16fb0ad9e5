import { isLogStream } from '../log-streams.js';
import { StoreUnavailableError } from '../errors.js';
import { comparePositions, type Position, type StoredEvent } from '../port.js';
import type { Connection } from './connection.js';
import { inPortWords } from './failures.js';
import { OpenRead } from './open-read.js';
import { eventsOf, type Received } from './wire/received.js';
import { Recorded } from './wire/recorded.js';
import { type Direction, readAll, readStream } from './wire/requests.js';
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
  #newest: Position | undefined;

  constructor(private readonly options: ReaderOptions) {}

  /** Takes note that the database holds an event at a position. */
  saw(position: Position): void {
    if (!this.hasSeen(position)) this.#newest = position;
  }

  /** Whether so much of the log has been seen: a node that does not show it lags behind. */
  hasSeen(position: Position): boolean {
    return this.#newest !== undefined && comparePositions(position, this.#newest) <= 0;
  }

  /** Up to `limit` events of a stream from a revision on; empty where the stream does not exist. */
  streamPage(stream: string, backwards: boolean, from: number | undefined, limit: number): Promise<readonly StoredEvent[]> {
    return this.#ask(`stream ${stream}`, readStream(stream, backwards ? 'backwards' : 'forwards', from, limit), (messages) => {
      const events = eventsOf(messages).map((event) => event.stored());
      // The last message of a whole answer tells the stream's end, or that there is none.
      const isWhole = messages.some(
        (message) => !(message instanceof Recorded) && (message.hasLastStreamPosition() || message.hasStreamNotFound()),
      );
      return isWhole || events.length === limit ? events : undefined;
    });
  }

  /** Opens a call that gives everything of `$all` from a position on, that position's own event included, to the end as it is when it gets there. */
  openLog(from: Position | undefined, limit = Number.MAX_SAFE_INTEGER): OpenRead {
    return this.#open(readAll('forwards', from, limit));
  }

  /** Position of the last event of all, one of the database's own included: there always are some. */
  async end(): Promise<Position> {
    const end = (await this.#one('the end of the log', 'backwards')).position;
    this.saw(end);
    return end;
  }

  /** Position of the last event of the log; undefined while it is empty. */
  async head(): Promise<Position | undefined> {
    let from: Position | undefined;
    for (let count = FIRST_LOOK_BACK; ; count = Math.min(count * 4, WIDEST_LOOK_BACK)) {
      const events = await this.#ask('the end of the log', readAll('backwards', from, count), eventsOf);
      if (events[0]) this.saw(events[0].position);
      const last = events.find((event) => isLogStream(event.stream));
      if (last) return last.position;
      const first = events.at(-1);
      if (first) from = first.position;
      else if (from === (await this.#one('the beginning of the log', 'forwards')).position) return undefined;
      else throw new StoreUnavailableError('the end of the log: the answer was broken off');
    }
  }

  #one(what: string, direction: Direction): Promise<Recorded> {
    return this.#ask(what, readAll(direction, undefined, 1), (messages) => eventsOf(messages)[0]);
  }

  /** Runs a call to its end; a failure in the port's words. @param answerOf undefined: there must have been more */
  async #ask<T>(what: string, request: streams.ReadReq, answerOf: (messages: Received[]) => T | undefined): Promise<T> {
    const read = this.#open(request);
    try {
      const answer = answerOf(await read.all());
      if (answer === undefined) throw read.brokenOff();
      return answer;
    } catch (error) {
      throw inPortWords(error, what);
    } finally {
      read.cancel();
    }
  }

  #open(request: streams.ReadReq): OpenRead {
    const { connection, timeoutMs } = this.options;
    const incarnation = connection.current;
    return new OpenRead(incarnation, request, timeoutMs, () => connection.replace(incarnation));
  }
}

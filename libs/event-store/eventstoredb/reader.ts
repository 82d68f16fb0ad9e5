import {
  BACKWARDS,
  END,
  FORWARDS,
  START,
  StreamNotFoundError,
  type AllStreamResolvedEvent,
  type ReadPosition,
  type ResolvedEvent,
} from '@eventstore/db-client';
import { isLogStream } from '../log-streams.js';
import type { Position, StoredEvent } from '../port.js';
import type { Connection } from './connection.js';
import { inPortWords, isVerdict } from './failures.js';
import { OpenRead } from './open-read.js';
import { fromWire, positionOf } from './wire.js';

/** Looking back for the last event of the log, over events of the database's own: how many at first; four times as many each further time. */
const FIRST_LOOK_BACK = 8;

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
    const fromRevision = from === undefined ? (backwards ? END : START) : BigInt(from);
    const direction = backwards ? BACKWARDS : FORWARDS;
    const maxCount = Math.min(limit, Number.MAX_SAFE_INTEGER);
    const events = await this.#whole<ResolvedEvent>(`stream ${stream}`, (client) =>
      client.readStream(stream, { fromRevision, direction, maxCount, requiresLeader: true }),
    );
    return events.flatMap(({ event }) => (event ? [fromWire(event)] : []));
  }

  /** Opens a call that gives everything of `$all` from a position on, that position's own event included, to the end as it is when it gets there. */
  openLog(from: Position | undefined, maxCount = Number.MAX_SAFE_INTEGER): OpenRead<AllStreamResolvedEvent> {
    return this.#open((client) =>
      client.readAll({ fromPosition: from === undefined ? START : placeOf(from), direction: FORWARDS, maxCount, requiresLeader: true }),
    );
  }

  /** Position of the last event of all, one of the database's own included; undefined in a database that has none. */
  async end(): Promise<Position | undefined> {
    const [last] = await this.#backwards(END, 1);
    return last?.event && positionOf(last.event);
  }

  /** Position of the last event of the log. */
  async head(): Promise<Position | undefined> {
    let from: ReadPosition = END;
    for (let count = FIRST_LOOK_BACK; ; count = Math.min(count * 4, 4096)) {
      const events = await this.#backwards(from, count);
      const last = events.find(({ event }) => event && isLogStream(event.streamId));
      if (last?.event) return positionOf(last.event);
      const first = events.at(-1)?.event;
      if (events.length < count || !first) return undefined;
      from = first.position;
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

  #backwards(fromPosition: ReadPosition, maxCount: number): Promise<AllStreamResolvedEvent[]> {
    return this.#whole('the end of the log', (client) =>
      client.readAll({ fromPosition, direction: BACKWARDS, maxCount, requiresLeader: true }),
    );
  }

  #whole<Resolved>(what: string, call: Call<Resolved>): Promise<Resolved[]> {
    return this.run(what, async () => {
      const read = this.#open(call);
      try {
        return await read.all();
      } catch (error) {
        if (error instanceof StreamNotFoundError) return [];
        throw error;
      } finally {
        read.cancel();
      }
    });
  }

  #open<Resolved>(call: Call<Resolved>): OpenRead<Resolved> {
    const { connection, timeoutMs } = this.options;
    const { client, replaced } = connection.current;
    return new OpenRead<Resolved>(call(client), replaced, timeoutMs);
  }
}

type Call<Resolved> = (client: Connection['current']['client']) => ConstructorParameters<typeof OpenRead<Resolved>>[0];

export function placeOf(position: Position): { commit: bigint; prepare: bigint } {
  return { commit: BigInt(position), prepare: BigInt(position) };
}

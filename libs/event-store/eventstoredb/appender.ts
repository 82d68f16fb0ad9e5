import { MaxAppendSizeExceededError, WrongExpectedVersionError } from '@eventstore/db-client';
import { decideAppend } from '../append-rules.js';
import { AppendTooLargeError, EventIdConflictError, StoreUnavailableError } from '../errors.js';
import { isLogStream } from '../log-streams.js';
import type { AppendResult, EventToAppend, ExpectedRevision, Position, StoredEvent } from '../port.js';
import { type Connection, inTime } from './connection.js';
import { inPortWords, isVerdict } from './failures.js';
import type { ReadBack } from './read-back.js';
import type { Reader } from './reader.js';
import type { Tail, Watch } from './tail.js';

/** Up to how many appends at once are watched for as they come by; more are read back together, which costs each of them less. */
const FEW = 4;
/** How long to watch, in milliseconds: an event comes by within a few of its acknowledgement, or something is wrong with the listening. */
const WATCH_MS = 250;

export interface AppenderOptions {
  readonly connection: Connection;
  readonly reader: Reader;
  readonly readBack: ReadBack;
  readonly tail: Tail;
  /** How long an append may take, in milliseconds. */
  readonly timeoutMs: number;
}

/** One append to one stream, told of whole. */
interface Proposal {
  readonly stream: string;
  readonly expected: ExpectedRevision;
  readonly events: readonly EventToAppend[];
  /** The revision that the first event is to have. */
  readonly first: number;
  readonly bytes: number;
}

/**
 * Appends with an exact expected revision. The database takes the same ids at the same revision for a repetition and compares nothing else: so no success is passed
 * on before what it holds has been seen. What comes by at the live end of the log is an answer before the server's own: of two identical appends in one moment a real
 * server answers the second after seconds. Where an outcome is unknown, the stream tells it, if it can be read; if not, the caller repeats the same events.
 */
export class Appender {
  #underWay = 0;

  constructor(private readonly options: AppenderOptions) {}

  async append(stream: string, expected: ExpectedRevision, events: readonly EventToAppend[], bytes: number): Promise<AppendResult> {
    const proposal: Proposal = { stream, expected, events, bytes, first: expected === 'noStream' ? 0 : expected + 1 };
    const { tail } = this.options;
    const watch = isLogStream(stream) && this.#underWay < FEW ? tail.watch(stream, proposal.first, events.length) : undefined;
    this.#underWay++;
    try {
      const acknowledged = this.#send(proposal, watch).then((position) => this.#written(proposal, position, watch));
      // Whatever the answer would say later: what has come by stands in the log.
      acknowledged.catch(() => undefined);
      return this.#judge(proposal, await (watch ? Promise.race([acknowledged, watch.whenSeen()]) : acknowledged));
    } catch (error) {
      if (error instanceof EventIdConflictError) throw error;
      return await this.#afterFailure(proposal, error);
    } finally {
      this.#underWay--;
      watch?.end();
    }
  }

  /** Where the last event is said to stand. A server that is late with saying so, long after it has shown the events, is no reason for another client. */
  async #send({ stream, expected, events }: Proposal, watch: Watch | undefined): Promise<Position> {
    const { connection, timeoutMs } = this.options;
    const incarnation = connection.current;
    try {
      return await inTime(incarnation.appends.append(stream, expected, events), timeoutMs, `append to ${stream}`);
    } catch (error) {
      if (!isVerdict(error) && !watch?.seen) connection.replace(incarnation);
      throw error;
    }
  }

  /** What the database holds where the events were to stand. */
  async #written({ stream, first, events }: Proposal, position: Position, watch: Watch | undefined): Promise<readonly StoredEvent[]> {
    const { tail, readBack } = this.options;
    // The event often comes by before its acknowledgement does.
    if (watch?.seen) return watch.seen;
    if (watch && tail.willHear(position)) {
      const seen = await inTime(watch.whenSeen(), WATCH_MS, 'the live end of the log').catch(() => undefined);
      if (seen) return seen;
      tail.distrust();
    }
    return readBack.recent(stream, first, events.length, position);
  }

  /** The answer that the stored events give: the rules of every store, over what was read back. */
  #judge(
    { stream, expected, events, first }: Proposal,
    found: readonly StoredEvent[],
    last = found.at(-1)?.revision ?? first - 1,
  ): AppendResult {
    const byId = new Map(found.map((event) => [event.id, event]));
    const view = { lastRevision: () => (last < 0 ? undefined : last), eventById: (id: string) => byId.get(id) };
    const decision = decideAppend(view, stream, expected, events);
    if (decision.kind === 'repeated') return decision.answer;
    throw new StoreUnavailableError(`append to ${stream}: acknowledged, but not there`);
  }

  /** What a failed append comes to. The database's own word on where the stream stands goes before a read, which may be a moment behind its writer. */
  async #afterFailure(proposal: Proposal, error: unknown): Promise<AppendResult> {
    const { stream, events, first, bytes } = proposal;
    if (error instanceof MaxAppendSizeExceededError) throw new AppendTooLargeError(stream, bytes, error.maxAppendSize);
    const { readBack, reader } = this.options;
    if (error instanceof WrongExpectedVersionError) {
      return this.#judge(proposal, await readBack.ofStream(stream, first, events.length), revisionOf(error.actualVersion));
    }
    const reason = inPortWords(error, `append to ${stream}`);
    if (isVerdict(error)) throw reason;
    const found = await readBack.ofStream(stream, first, events.length).catch(() => []);
    if (found.length === 0) throw reason;
    const [end] = await reader.streamPage(stream, true, undefined, 1);
    return this.#judge(proposal, found, end?.revision);
  }
}

/** Revision of a stream's last event, −1 where there is none. */
function revisionOf(version: WrongExpectedVersionError['actualVersion']): number {
  return typeof version === 'bigint' ? Number(version) : -1;
}

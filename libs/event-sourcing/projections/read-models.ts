import type { Position } from '#libs/event-store';
import type { FollowerStatus } from '../log/follow-log.js';
import type { LogPoint } from '../log/log-point.js';
import type { ReadDb } from '../projection.js';

/** How a query wants to be answered. */
export interface QueryOptions {
  /** An instant (ISO 8601 with zone) or a log index: as the ledger stood then. */
  readonly asOf?: string | undefined;
  /** Waits until the read models have reached this position (of a command's answer). */
  readonly atLeast?: Position | undefined;
  /**
   * Waits for the head of the log as it is now; where the read models don't get there within a second, they answer as they stand. For what a command is told of
   * (warnings, candidates): the same log gives the same words, and a read model that has stopped keeps nobody from writing.
   */
  readonly fresh?: boolean;
  /** How long to wait, in milliseconds; default 5,000. */
  readonly timeoutMs?: number;
}

/** An answer, and the point of the log that it shows. */
export interface ReadAnswer<T> extends LogPoint {
  readonly value: T;
}

export interface ReadModelsStatus {
  /** Name of the read file that serves; undefined while the first is being built. */
  readonly file: string | undefined;
  readonly serving: FollowerStatus | undefined;
  /** The file that is being built beside it. */
  readonly building: FollowerStatus | undefined;
  /** Why the last building came to nothing. */
  readonly buildError?: string;
}

/** The read models of this node. An abstract class, so that it names the injection too. */
export abstract class ReadModels {
  /**
   * Asks the read models. `ask` runs to its end at once (no awaits): all that it reads stands at one point of the log. It gets that point's index, for rows valid [from, to).
   * @throws `reads.behind`, `reads.building`, `reads.positionMalformed`; `asOf.malformed`, `asOf.beforeLedger`, `asOf.notYet`
   */
  abstract query<T>(ask: (db: Pick<ReadDb, 'all'>, index: number) => T, options?: QueryOptions): Promise<ReadAnswer<T>>;
  /** Revision of a stream's last event at a log index, for CommandRunner.load(…, upTo); −1 where the stream did not exist yet. */
  abstract streamRevisionAt(stream: string, index: number): Promise<number>;
  /** Id of the event at a log index. */
  abstract eventIdAt(index: number): Promise<string | undefined>;
  /** Builds all read models anew beside the ones that serve, and swaps them at the head. */
  abstract rebuild(): Promise<void>;
  /** Resolves once read models serve and have been at the head of the log. */
  abstract ready(): Promise<void>;
  abstract readonly status: ReadModelsStatus;
}

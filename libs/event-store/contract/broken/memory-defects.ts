import { type StoreView, decideAppend } from '../../append-rules.js';
import { WrongExpectedRevisionError } from '../../errors.js';
import { MemoryEventStore } from '../../memory/index.js';
import {
  type AppendResult,
  type EventToAppend,
  type ExpectedRevision,
  type LogBatch,
  type Position,
  type StoredEvent,
  comparePositions,
} from '../../port.js';
import type { SubscribeOptions } from '../../port.js';
import { turn } from '../../reading.js';

/** A refused append still moves the revision that the store remembers for the stream. */
export class RefusalMovesRevision extends MemoryEventStore {
  readonly #moved = new Map<string, number>();

  protected override async commit(stream: string, expected: ExpectedRevision, events: readonly EventToAppend[]): Promise<AppendResult> {
    const moved = this.#moved.get(stream) ?? 0;
    const view: StoreView = {
      lastRevision: (name) => {
        const last = this.log.lastRevision(name);
        return last === undefined ? undefined : last + moved;
      },
      eventById: (id) => this.log.eventById(id),
    };
    try {
      const decision = decideAppend(view, stream, expected, events);
      return decision.kind === 'repeated' ? decision.answer : this.write(stream, decision.firstRevision, events);
    } catch (error) {
      if (error instanceof WrongExpectedRevisionError) this.#moved.set(stream, moved + events.length);
      throw error;
    }
  }
}

interface Overlapping {
  readonly stream: string;
  readonly expected: ExpectedRevision;
  readonly events: readonly EventToAppend[];
  readonly resolve: (result: AppendResult) => void;
  readonly reject: (reason: unknown) => void;
}

/** Callers of one moment share one transaction without savepoints: where one is refused, the others' events are rolled back although they are acknowledged. */
export class SharedTransaction extends MemoryEventStore {
  #overlapping: Overlapping[] = [];

  protected override commit(stream: string, expected: ExpectedRevision, events: readonly EventToAppend[]): Promise<AppendResult> {
    return new Promise((resolve, reject) => {
      this.#overlapping.push({ stream, expected, events, resolve, reject });
      if (this.#overlapping.length === 1) setImmediate(() => this.#transact());
    });
  }

  #transact(): void {
    const batch = this.#overlapping;
    this.#overlapping = [];
    const failures = batch.map(({ stream, expected, events }) => {
      try {
        decideAppend(this.log, stream, expected, events);
        return undefined;
      } catch (error) {
        return error;
      }
    });
    const rolledBack = failures.some((failure) => failure !== undefined);
    batch.forEach(({ stream, expected, events, resolve, reject }, n) => {
      if (failures[n]) reject(failures[n]);
      else if (rolledBack)
        resolve({ revision: (expected === 'noStream' ? -1 : expected) + events.length, position: this.log.nextPosition() });
      else super.commit(stream, expected, events).then(resolve, reject);
    });
  }
}

/** "The stream does not exist" is accepted on a stream that does. */
export class NoStreamOnExisting extends MemoryEventStore {
  protected override async commit(stream: string, expected: ExpectedRevision, events: readonly EventToAppend[]): Promise<AppendResult> {
    const last = this.log.lastRevision(stream);
    const known = events.some((event) => this.log.eventById(event.id));
    if (expected === 'noStream' && last !== undefined && !known) return this.write(stream, last + 1, events);
    return super.commit(stream, expected, events);
  }
}

/** Any revision is accepted on a stream that does not exist yet. */
export class AnyRevisionOnNew extends MemoryEventStore {
  protected override async commit(stream: string, expected: ExpectedRevision, events: readonly EventToAppend[]): Promise<AppendResult> {
    const isNew = this.log.lastRevision(stream) === undefined;
    return super.commit(stream, isNew ? 'noStream' : expected, events);
  }
}

/** The revision is checked, and then, a turn later, written: two writers from one revision both commit. */
export class CheckThenWrite extends MemoryEventStore {
  protected override async commit(stream: string, expected: ExpectedRevision, events: readonly EventToAppend[]): Promise<AppendResult> {
    const decision = decideAppend(this.log, stream, expected, events);
    if (decision.kind === 'repeated') return decision.answer;
    await turn();
    return this.write(stream, decision.firstRevision, events);
  }
}

/** Positions are given when an append begins; it becomes visible some turns later, so that commits come out of the order of positions. */
abstract class PositionsBeforeCommit extends MemoryEventStore {
  protected override async commit(stream: string, expected: ExpectedRevision, events: readonly EventToAppend[]): Promise<AppendResult> {
    const positions = events.map(() => this.log.nextPosition());
    const turns = (Number(positions[0]) * 7) % 5;
    for (let n = 0; n < turns; n++) await turn();
    const decision = decideAppend(this.log, stream, expected, events);
    if (decision.kind === 'repeated') return decision.answer;
    const stored = events.map((event, n) => this.log.write(stream, decision.firstRevision + n, event, positions[n]));
    return { revision: stored.at(-1)!.revision, position: stored.at(-1)!.position };
  }

  /** The log in the order in which it became visible, or by position. */
  protected abstract ordered(log: readonly StoredEvent[]): readonly StoredEvent[];

  protected override page(after: Position | undefined, limit: number): readonly StoredEvent[] {
    const behind = this.log.log.filter((event) => after === undefined || comparePositions(event.position, after) > 0);
    const page = this.ordered(behind).slice(0, limit);
    this.log.rowsVisited += page.length;
    return page;
  }
}

/** Reads in the order of transactions but filters by position: what a later transaction wrote with a lower position is skipped for good. */
export class OrderedByTransactionFilteredByPosition extends PositionsBeforeCommit {
  protected override ordered(log: readonly StoredEvent[]): readonly StoredEvent[] {
    return log;
  }
}

/** Reads by position: what commits late appears behind readers that have passed. */
export class OutOfOrderCommits extends PositionsBeforeCommit {
  protected override ordered(log: readonly StoredEvent[]): readonly StoredEvent[] {
    return log.toSorted((a, b) => comparePositions(a.position, b.position));
  }
}

/** The position that a consumer can save sticks at the end of the first batch: after a restart it gets nearly everything again. */
export class StickyCheckpoint extends MemoryEventStore {
  override async *subscribe(options: SubscribeOptions): AsyncGenerator<LogBatch> {
    let stuck: Position | undefined;
    for await (const { events, head } of super.subscribe(options)) {
      const position = stuck;
      stuck ??= events.at(-1)?.position;
      yield { events: position === undefined ? events : events.map((event) => ({ ...event, position })), head };
    }
  }
}

/** Only the ids of a repetition are compared, not what they stand for: another body under an old id reports success. */
export class IdsAlone extends MemoryEventStore {
  protected override async commit(stream: string, expected: ExpectedRevision, events: readonly EventToAppend[]): Promise<AppendResult> {
    const known = events.map((event) => this.log.eventById(event.id) ?? event);
    return super.commit(stream, expected, known);
  }
}

/** A repetition is answered as if what was sent stood there, although another try, of another time, had been recorded. */
export class OtherTryHidden extends MemoryEventStore {
  protected override async commit(stream: string, expected: ExpectedRevision, events: readonly EventToAppend[]): Promise<AppendResult> {
    const { revision, position } = await super.commit(stream, expected, events);
    return { revision, position };
  }
}

/**
 * The content of a repetition is compared with what stood there before it was sent, not with what stands there afterwards, and the database compares ids alone: of two
 * that send other content at once, both are acknowledged.
 */
export class ComparedBeforeWriting extends MemoryEventStore {
  protected override async commit(stream: string, expected: ExpectedRevision, events: readonly EventToAppend[]): Promise<AppendResult> {
    const decision = decideAppend(this.log, stream, expected, events);
    if (decision.kind === 'repeated') return decision.answer;
    await turn();
    const known = events.map((event) => this.log.eventById(event.id) ?? event);
    return super.commit(stream, expected, known);
  }
}

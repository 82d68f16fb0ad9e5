import type {
  AppendResult,
  EventStore,
  EventToAppend,
  ExpectedRevision,
  LogBatch,
  Position,
  ReadAllOptions,
  ReadStreamOptions,
  StoredEvent,
  SubscribeOptions,
} from '#libs/event-store';

/** What befalls the nth append (from 1); `write` does it. */
export type Disturbance = (nth: number, write: () => Promise<AppendResult>) => Promise<AppendResult>;

export interface Sent {
  readonly stream: string;
  readonly expected: ExpectedRevision;
  readonly ids: readonly string[];
}

/** A store in front of another: writes down what it is sent and how much is read of it, and disturbs appends and pages as a spec says. */
export class DisturbedStore implements EventStore {
  readonly sent: Sent[] = [];
  /** How many events of the log were handed out. */
  read = 0;
  /** Told before each page of the log, from 1. What it throws meets the reader. */
  beforePage: (nth: number) => Promise<void> | void = () => undefined;
  #pages = 0;

  constructor(
    private readonly inner: EventStore,
    private readonly disturb: Disturbance = (_nth, write) => write(),
  ) {}

  append(stream: string, expected: ExpectedRevision, events: readonly EventToAppend[]): Promise<AppendResult> {
    const nth = this.sent.push({ stream, expected, ids: events.map(({ id }) => id) });
    return this.disturb(nth, () => this.inner.append(stream, expected, events));
  }

  readStream(stream: string, options?: ReadStreamOptions): AsyncIterable<readonly StoredEvent[]> {
    return this.inner.readStream(stream, options);
  }

  async *readAll(options?: ReadAllOptions): AsyncGenerator<readonly StoredEvent[]> {
    for await (const page of this.inner.readAll(options)) {
      await this.beforePage(++this.#pages);
      this.read += page.length;
      yield page;
    }
  }

  subscribe(options: SubscribeOptions): AsyncIterable<LogBatch> {
    return this.inner.subscribe(options);
  }

  head(): Promise<Position | undefined> {
    return this.inner.head();
  }

  close(): Promise<void> {
    return this.inner.close();
  }
}

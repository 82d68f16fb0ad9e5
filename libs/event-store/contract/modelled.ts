import assert from 'node:assert/strict';
import fc from 'fast-check';
import { EventIdConflictError, WrongExpectedRevisionError } from '../errors.js';
import type { AppendResult, EventStore, EventToAppend, ExpectedRevision, StoredEvent } from '../port.js';
import type { ContractCheck, StoreHarness } from './harness.js';
import { eventsOf, places, readLog, readStream, streamOf } from './support.js';

type Step =
  | { readonly do: 'append'; readonly stream: number; readonly at: 'end' | 'noStream' | 'behind' | 'ahead'; readonly count: number }
  | { readonly do: 'repeat'; readonly which: number; readonly changed: boolean }
  | {
      readonly do: 'readStream';
      readonly stream: number;
      readonly from: number | undefined;
      readonly backwards: boolean;
      readonly maxCount: number | undefined;
    }
  | { readonly do: 'readLog'; readonly skip: number; readonly maxCount: number | undefined }
  | { readonly do: 'restart' };

const stream = fc.nat(3);
const maxCount = fc.option(fc.integer({ min: 1, max: 6 }), { nil: undefined });
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('append' as const),
      stream,
      at: fc.constant('end' as const),
      count: fc.integer({ min: 1, max: 4 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('append' as const),
      stream,
      at: fc.constantFrom('noStream' as const, 'behind' as const, 'ahead' as const),
      count: fc.integer({ min: 1, max: 2 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('repeat' as const), which: fc.nat(20), changed: fc.boolean() }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('readStream' as const),
      stream,
      from: fc.option(fc.nat(12), { nil: undefined }),
      backwards: fc.boolean(),
      maxCount,
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('readLog' as const), skip: fc.nat(20), maxCount }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('restart' as const) }) },
);

interface Taken {
  readonly stream: string;
  readonly expected: ExpectedRevision;
  readonly events: readonly EventToAppend[];
  readonly answer: AppendResult;
}

/** The port as a plain list of places: what a store would be if nothing could go wrong. */
class Model {
  readonly log: string[] = [];
  readonly streams = new Map<string, string[]>();
  readonly taken: Taken[] = [];

  end(stream: string): ExpectedRevision {
    const length = this.streams.get(stream)?.length ?? 0;
    return length === 0 ? 'noStream' : length - 1;
  }

  append(append: Taken): void {
    const events = this.streams.get(append.stream) ?? [];
    this.streams.set(append.stream, events);
    for (const event of append.events) {
      const place = `${append.stream}@${events.length} ${event.id}`;
      events.push(place);
      this.log.push(place);
    }
    this.taken.push(append);
  }
}

class Run {
  private readonly model = new Model();
  private count = 0;

  constructor(
    private readonly harness: StoreHarness,
    private readonly name: string,
    private store: EventStore,
    private readonly beginning: string | undefined,
  ) {}

  async take(step: Step): Promise<void> {
    switch (step.do) {
      case 'append':
        return this.#append(this.#stream(step.stream), step.at, step.count);
      case 'repeat':
        return this.#repeat(step.which, step.changed);
      case 'readStream':
        return this.#readStream(step);
      case 'readLog':
        return this.#readLog(step.skip, step.maxCount);
      case 'restart':
        await this.store.close();
        this.store = await this.harness.open();
    }
  }

  /** At the end everything stands where the model says, for a reader of streams and a reader of the log. */
  async finish(): Promise<void> {
    for (const [stream, expected] of this.model.streams) assert.deepEqual(places(await readStream(this.store, stream)), expected);
    assert.deepEqual(places(await this.#log()), this.model.log);
    await this.store.close();
  }

  async #append(stream: string, at: 'end' | 'noStream' | 'behind' | 'ahead', count: number): Promise<void> {
    const end = this.model.end(stream);
    const length = end === 'noStream' ? 0 : end + 1;
    const expected = { end, noStream: 'noStream' as const, behind: length < 2 ? ('noStream' as const) : length - 2, ahead: length + 1 }[at];
    const events = eventsOf(this.harness, `${this.name}/${this.count++}`, count);
    if (expected !== end) {
      await assert.rejects(this.store.append(stream, expected, events), WrongExpectedRevisionError);
      return;
    }
    const answer = await this.store.append(stream, expected, events);
    assert.equal(answer.revision, length + count - 1);
    this.model.append({ stream, expected, events, answer });
  }

  async #repeat(which: number, changed: boolean): Promise<void> {
    const taken = this.model.taken[which % (this.model.taken.length || 1)];
    if (!taken) return;
    const events = changed ? taken.events.map((event) => ({ ...event, data: '{"other":true}' })) : taken.events;
    const attempt = this.store.append(taken.stream, taken.expected, events);
    if (changed) await assert.rejects(attempt, EventIdConflictError);
    else assert.deepEqual(await attempt, taken.answer);
  }

  async #readStream(step: Step & { do: 'readStream' }): Promise<void> {
    const stream = this.#stream(step.stream);
    const all = this.model.streams.get(stream) ?? [];
    const found = step.backwards
      ? all.slice(0, step.from === undefined ? all.length : step.from + 1).toReversed()
      : all.slice(step.from ?? 0);
    const options = {
      from: step.from,
      direction: step.backwards ? ('backwards' as const) : ('forwards' as const),
      maxCount: step.maxCount,
    };
    assert.deepEqual(places(await readStream(this.store, stream, options)), found.slice(0, step.maxCount));
  }

  async #readLog(skip: number, maxCount: number | undefined): Promise<void> {
    const log = await this.#log();
    const after = log[Math.min(skip, log.length) - 1]?.position ?? this.beginning;
    const found = this.model.log.slice(skip);
    assert.deepEqual(places(await readLog(this.harness, this.store, { after, maxCount })), found.slice(0, maxCount));
  }

  #log(): Promise<StoredEvent[]> {
    return readLog(this.harness, this.store, { after: this.beginning });
  }

  #stream(n: number): string {
    return streamOf(this.harness, `${this.name}s${n}`);
  }
}

/** The port against a plain model, on random sequences. */
export const modelled: readonly ContractCheck[] = [
  {
    name: 'any sequence of appends, repetitions, reads and restarts gives what a plain list would give',
    async run(harness) {
      let run = 0;
      const property = fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 30 }), async (steps) => {
        const store = await harness.open();
        const one = new Run(harness, `model${run++}-`, store, await store.head());
        for (const next of steps) await one.take(next);
        await one.finish();
      });
      await fc.assert(property, { seed: 20240301, numRuns: 40 });
    },
  },
];

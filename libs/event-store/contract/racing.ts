import assert from 'node:assert/strict';
import { WrongExpectedRevisionError } from '../errors.js';
import type { EventStore, ExpectedRevision } from '../port.js';
import type { ContractCheck, StoreHarness } from './harness.js';
import { eventsOf, fill, follow, places, readLog, readStream, seeded, streamOf, turns } from './support.js';

const WRITERS = 64;

async function outcomes(attempts: readonly Promise<unknown>[]): Promise<{ taken: number; refused: number }> {
  const settled = await Promise.allSettled(attempts);
  for (const result of settled) {
    if (result.status === 'rejected') assert.ok(result.reason instanceof WrongExpectedRevisionError, String(result.reason));
  }
  const taken = settled.filter((result) => result.status === 'fulfilled').length;
  return { taken, refused: settled.length - taken };
}

/** One writer: appends at random moments to its own stream and to streams that all fight for. Returns the ids that were acknowledged. */
async function writer(harness: StoreHarness, store: EventStore, n: number, seed: number): Promise<string[]> {
  const random = seeded(seed * WRITERS + n);
  const acknowledged: string[] = [];
  for (let k = 0; k < 6; k++) {
    await turns(random(4));
    const stream = streamOf(harness, random(3) === 0 ? `${seed}contested${random(4)}` : `${seed}own${n}`);
    const [end] = await readStream(store, stream, { direction: 'backwards', maxCount: 1 });
    const expected: ExpectedRevision = end?.revision ?? 'noStream';
    const events = eventsOf(harness, `${seed}/${n}/${k}`, 1 + random(3));
    try {
      await store.append(stream, expected, events);
      acknowledged.push(...events.map((event) => event.id));
    } catch (error) {
      if (!(error instanceof WrongExpectedRevisionError)) throw error;
    }
  }
  return acknowledged;
}

/** 64 writers at once; when all are done, one last event. */
async function storm(harness: StoreHarness, store: EventStore, seed: number): Promise<{ acknowledged: string[]; last: string }> {
  const acknowledged = (await Promise.all(Array.from({ length: WRITERS }, (_, n) => writer(harness, store, n, seed)))).flat();
  const [last] = eventsOf(harness, `last of ${seed}`);
  await store.append(streamOf(harness, `last${seed}`), 'noStream', [last!]);
  return { acknowledged: [...acknowledged, last!.id], last: last!.id };
}

/** Many callers at the same time. */
export const racing: readonly ContractCheck[] = [
  {
    name: 'of two writers from one revision exactly one is taken',
    async run(harness) {
      const store = await harness.open();
      const stream = await fill(harness, store, 'a', 2);
      const attempts = [store.append(stream, 1, eventsOf(harness, 'x')), store.append(stream, 1, eventsOf(harness, 'y'))];
      assert.deepEqual(await outcomes(attempts), { taken: 1, refused: 1 });
      assert.deepEqual(
        (await readStream(store, stream)).map((event) => event.revision),
        [0, 1, 2],
      );
    },
  },
  {
    name: 'of 64 writers from one revision, in two processes, exactly one is taken',
    async run(harness) {
      const stores = [await harness.open(), await harness.open()];
      const stream = await fill(harness, stores[0]!, 'a', 1);
      const attempts = Array.from({ length: WRITERS }, (_, n) => stores[n % 2]!.append(stream, 0, eventsOf(harness, `rival ${n}`, 2)));
      assert.deepEqual(await outcomes(attempts), { taken: 1, refused: WRITERS - 1 });
      for (const store of stores) assert.equal((await readStream(store, stream)).length, 3);
    },
  },
  {
    name: 'a refused neighbour takes nothing from those that were acknowledged',
    async run(harness) {
      const store = await harness.open();
      const taken = await fill(harness, store, 'taken', 1);
      const acknowledged: string[] = [];
      for (let round = 0; round < 5; round++) {
        const attempts = Array.from({ length: WRITERS }, async (_, n) => {
          const events = eventsOf(harness, `${round}/${n}`, 2);
          await store.append(n % 7 === 3 ? taken : streamOf(harness, `r${round}n${n}`), 'noStream', events);
          acknowledged.push(...events.map((event) => event.id));
        });
        assert.deepEqual(await outcomes(attempts), { taken: 55, refused: 9 });
      }
      await store.close();
      const kept = new Set((await readLog(harness, await harness.open())).map((event) => event.id));
      const lost = acknowledged.filter((id) => !kept.has(id));
      assert.equal(lost.length, 0, `${lost.length} of ${acknowledged.length} acknowledged events are lost`);
      assert.equal(kept.size, acknowledged.length + 1);
    },
  },
  {
    name: 'a subscriber misses and repeats nothing while 64 writers write',
    async run(harness) {
      const store = await harness.open();
      for (const seed of [1, 2, 3]) {
        const [final] = eventsOf(harness, `last of ${seed}`);
        const following = follow(harness, store, (events) => events.at(-1)?.id === final!.id, { batchSize: 5, after: await store.head() });
        const { acknowledged } = await storm(harness, store, seed);
        const seen = await following;
        const ids = new Set(seen.map((event) => event.id));
        const missed = acknowledged.filter((id) => !ids.has(id));
        assert.equal(missed.length, 0, `${missed.length} of ${acknowledged.length} acknowledged events were never handed over`);
        assert.equal(ids.size, seen.length, 'no event twice');
        assert.equal(seen.length, acknowledged.length);
        assertRevisionsRise(seen);
      }
    },
  },
  {
    name: 'what a reader has passed never changes: each look at the log continues the one before',
    async run(harness) {
      const store = await harness.open();
      let writing = true;
      const storming = storm(harness, store, 4).finally(() => {
        writing = false;
      });
      let before: string[] = [];
      try {
        while (writing) {
          const now = places(await readLog(harness, store));
          assert.deepEqual(now.slice(0, before.length), before, 'something appeared behind what was read');
          before = now;
          await turns(1);
        }
      } finally {
        await storming;
      }
      const { acknowledged } = await storming;
      const after = await readLog(harness, store);
      assert.deepEqual(places(after).slice(0, before.length), before);
      assert.deepEqual(new Set(after.map((event) => event.id)), new Set(acknowledged));
      await store.close();
      assert.deepEqual(places(await readLog(harness, await harness.open())), places(after));
    },
  },
];

function assertRevisionsRise(events: readonly { stream: string; revision: number }[]): void {
  const last = new Map<string, number>();
  for (const { stream, revision } of events) {
    assert.equal(revision, (last.get(stream) ?? -1) + 1, `${stream} in order of revision`);
    last.set(stream, revision);
  }
}

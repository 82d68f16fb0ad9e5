import assert from 'node:assert/strict';
import type { EventStore } from '../port.js';
import type { ContractCheck, StoreHarness } from './harness.js';
import { eventsOf, fill, follow, readLog, readStream, streamOf } from './support.js';

async function cost(harness: StoreHarness, operation: () => Promise<unknown>): Promise<number> {
  const before = harness.work!();
  await operation();
  return harness.work!() - before;
}

/** Many events in many streams, in few appends. */
async function bulk(harness: StoreHarness, store: EventStore, label: string, events: number): Promise<void> {
  for (let n = 0; n < events / 50; n++)
    await store.append(streamOf(harness, `${label}${n}`), 'noStream', eventsOf(harness, `${label}${n}`, 50));
}

/** Reads the log as a consumer does that keeps its position: small pages, each from the last position. */
async function byPages(harness: StoreHarness, store: EventStore): Promise<void> {
  let after = harness.beginning;
  for (;;) {
    const page = await readLog(harness, store, { after, maxCount: 20 });
    if (page.length === 0) return;
    after = page.at(-1)!.position;
  }
}

/** Twice the log may cost twice the work (with room for what is constant), not four times. */
function assertLinear(small: number, large: number, what: string): void {
  assert.ok(small > 0, `${what}: nothing was counted`);
  assert.ok(large < small * 3, `${what}: ${small} for 400 events, ${large} for 800`);
}

/** What operations cost, in counts: rows visited or steps made, never seconds. */
export const costing: readonly ContractCheck[] = [
  {
    name: 'catching up costs as much as there is to read, however small the pages',
    needs: 'work',
    async run(harness) {
      const store = await harness.open();
      const subscribed = (): Promise<unknown> => follow(harness, store, (_, head) => head, { batchSize: 20 });
      await bulk(harness, store, 'first', 400);
      const [pages, batches] = [await cost(harness, () => byPages(harness, store)), await cost(harness, subscribed)];
      await bulk(harness, store, 'second', 400);
      assertLinear(pages, await cost(harness, () => byPages(harness, store)), 'pages');
      assertLinear(batches, await cost(harness, subscribed), 'a subscription');
    },
  },
  {
    name: 'reading a stream, its end or the head costs the same in a small store and a large one',
    needs: 'work',
    async run(harness) {
      const store = await harness.open();
      const stream = await fill(harness, store, 'a', 10);
      const reads = {
        stream: () => readStream(store, stream),
        end: () => readStream(store, stream, { direction: 'backwards', maxCount: 1 }),
        head: () => store.head(),
      };
      const small: Record<string, number> = {};
      for (const [what, read] of Object.entries(reads)) small[what] = await cost(harness, read);
      await bulk(harness, store, 'many', 1600);
      for (const [what, read] of Object.entries(reads)) {
        const large = await cost(harness, read);
        assert.ok(large <= small[what]! * 1.5, `${what}: ${small[what]} in a store of 10 events, ${large} in one of 1610`);
      }
    },
  },
  {
    name: 'an append costs the same in a small store and a large one',
    needs: 'work',
    async run(harness) {
      const store = await harness.open();
      const small = await cost(harness, () => fill(harness, store, 'a', 20));
      await bulk(harness, store, 'many', 1600);
      const large = await cost(harness, () => fill(harness, store, 'b', 20));
      assert.ok(large <= small * 1.5, `${small} in an empty store, ${large} in one of 1620 events`);
    },
  },
];

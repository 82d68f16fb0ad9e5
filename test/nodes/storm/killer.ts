import { setTimeout as wait } from 'node:timers/promises';
import { deleteDerived } from '../../faults/city.js';
import type { ApiNode } from '../../support/api-node.js';
import { people } from '../../support/client.js';
import type { StormRecord } from './record.js';

/** Kills the nodes by turns, every other time with all their derived files, and waits until the killed one is ready again. */
export async function kill(nodes: readonly ApiNode[], everyMs: number, record: StormRecord, over: AbortSignal): Promise<void> {
  for (let kills = 0, next = performance.now() + everyMs; ; kills++, next += everyMs) {
    await wait(Math.max(0, next - performance.now()), undefined, { signal: over }).catch(() => undefined);
    if (over.aborted) return;
    const number = kills % nodes.length;
    const node = nodes[number] as ApiNode;
    const derivedDeleted = kills % 4 > 1;
    const before = record.acknowledged.at(-1)?.answer.events.at(-1)?.id;
    await node.kill();
    if (derivedDeleted) deleteDerived(node.dataDir);
    const from = performance.now();
    node.start();
    await node.ready();
    const seconds = (performance.now() - from) / 1000;
    const { index } = await node.api.get('/ledger', people.auditor);
    record.comeBacks.push({ node: number, derivedDeleted, seconds, index, before });
  }
}

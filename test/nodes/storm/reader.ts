import { setTimeout as wait } from 'node:timers/promises';
import { comparePositions } from '#libs/event-store';
import type { ApiNode } from '../../support/api-node.js';
import { headersOf, people, type Read } from '../../support/client.js';
import type { StormRecord } from './record.js';

const PAUSE_MS = 20;
const plain = ['/enterprises?limit=5', '/parks', '/ledger'] as const;

/** What a node showed last, in one of its lives. */
interface Shown {
  readonly life: number;
  readonly index: number;
  readonly position: string;
}

/**
 * Reads on one node over and over. Within one life of it no answer shows less of the log than the one before; and what the other node has acknowledged is shown to who
 * asks for at least that.
 */
export async function read(number: number, nodes: readonly ApiNode[], record: StormRecord, isOver: () => boolean): Promise<void> {
  const node = nodes[number] as ApiNode;
  let shown: Shown | undefined;
  for (let n = 0; !isOver(); n++) {
    const life = node.lives;
    const acknowledged = n % 2 === 1 ? record.lastBy(1 - number)?.answer : undefined;
    const event = acknowledged?.events.at(-1)?.id;
    const question = event === undefined ? plain[n % plain.length]! : `/ledger/events/${event}?atLeast=${acknowledged?.position ?? ''}`;
    const response = await fetch(node.url + question, { headers: headersOf(people.auditor) }).catch(() => undefined);
    const text = await response?.text().catch(() => undefined);
    if (!response || text === undefined || response.status === 503) {
      await wait(PAUSE_MS);
      continue;
    }
    if (response.status !== 200) {
      record.faults.push(`node ${number}: ${question}: ${response.status} ${text}`);
      continue;
    }
    const { index, position } = JSON.parse(text) as Read<unknown>;
    if (node.lives !== life) continue;
    if (shown?.life === life && (index < shown.index || comparePositions(position, shown.position) < 0)) {
      record.faults.push(`node ${number}: ${question}: went back from ${shown.index} (${shown.position}) to ${index} (${position})`);
    }
    shown = { life, index, position };
    (event === undefined ? record.reads : record.crossReads)[number]!++;
  }
}

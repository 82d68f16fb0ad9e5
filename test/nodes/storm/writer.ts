import fc from 'fast-check';
import type { CommandAnswerDto } from '#libs/http';
import { people } from '../../support/client.js';
import { usccOf } from '../../support/uscc.js';
import type { Sender, Sending } from './sender.js';

export const PARKS = ['P1', 'P2'] as const;

/** What a writer does next. */
const act = fc.record({
  what: fc.constantFrom('register', 'register', 'rename', 'amend', 'amend' as const),
  park: fc.constantFrom(...PARKS),
  node: fc.constantFrom(0, 1),
  /** Sent once; to both nodes at the same moment; to one, and when it has answered to the other. */
  how: fc.constantFrom('once', 'once', 'once', 'once', 'both' as const, 'twice' as const),
});
type Act = ReturnType<typeof actsOf> extends Iterator<infer A> ? A : never;

const actsOf = (seed: number) => fc.sample(fc.infiniteStream(act), { seed, numRuns: 1 })[0]!;

/** Enters enterprises and renames them, each in a stream of its own, and amends parks that all writers amend: one command after the other, drawn by lot. */
export async function write(writer: number, sender: Sender, isOver: () => boolean): Promise<void> {
  const own: string[] = [];
  let sent = 0;
  for (const next of actsOf(1000 + writer)) {
    const sending = sendingOf(next, `${writer}:${sent}`, own, writer * 1_000_000 + sent);
    sent++;
    const text =
      next.how === 'once' ? await sender.send(sending, next.node) : await sender.repeat(sending, 2, next.node, next.how === 'both');
    const { id, stream } = JSON.parse(text) as CommandAnswerDto;
    if (stream.startsWith('enterprise-') && !own.includes(id)) own.push(id);
    if (isOver()) return;
  }
}

function sendingOf({ what, park }: Act, key: string, own: readonly string[], n: number): Sending {
  const enterprise = own.at(-1);
  if (what === 'amend') {
    return { path: `/parks/${park}/amendment`, person: people.taskForce, body: { name: `示例园 ${key}`, reason: '更名' }, key };
  }
  if (what === 'rename' && enterprise !== undefined) {
    return { path: `/enterprises/${enterprise}/renaming`, person: people.of('market'), body: { name: `示例企业 ${key}` }, key };
  }
  return { path: '/enterprises', person: people.of('market'), body: { uscc: usccOf(n), name: `示例企业 ${key}` }, key };
}

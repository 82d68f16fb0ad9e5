import { people } from './client.js';
import type { Source, Town } from './town.js';

interface Act {
  readonly account: string;
  readonly at: string;
  readonly eventId: string;
  readonly revision: number;
}

interface Input {
  readonly side: 'current' | 'base';
  readonly measure: string;
  readonly value: unknown;
  readonly fact?: {
    readonly metric: string;
    readonly version: number;
    readonly eventId: string;
    readonly stream: string;
    readonly revision: number;
  };
  readonly lines?: readonly { readonly id: string; readonly counted: boolean; readonly source: Source }[];
  readonly history?: readonly { readonly version: number; readonly delivered: Act; readonly verified?: Act }[];
}

interface Term {
  readonly code: string;
  readonly value: string | null;
  readonly terms?: readonly Term[];
  readonly inputs?: readonly Input[];
}

/** The tree that answers why a park has its score. */
export interface WhyView {
  readonly recordedHash: string;
  readonly recomputedHash: string;
  readonly same: boolean;
  readonly withheld: boolean;
  readonly why: { readonly park: string; readonly indicators: readonly { readonly row: string; readonly terms: readonly Term[] }[] };
}

interface EventView {
  readonly id: string;
  readonly type: string;
  readonly revision: number;
  readonly metadata: { readonly actor: { readonly account: string }; readonly recordedAt: string };
}

/** Every input of a tree. */
export function inputsIn({ why }: WhyView): Input[] {
  return why.indicators.flatMap(({ terms }) => inputsOf(terms));
}

/**
 * Walks a tree as an auditor does: each input to its fact, the fact's events in their stream (the same id, revision, actor and time), each line to its file and
 * row, which must be there. Names whatever does not hold.
 */
export async function auditWhy(town: Town, { why }: WhyView): Promise<{ faults: string[]; inputs: number; lines: number }> {
  const inputs = why.indicators.flatMap(({ row, terms }) => inputsOf(terms).map((input) => ({ row, input })));
  const faults = why.indicators.filter(({ terms }) => terms.length === 0).map(({ row }) => `${row}: no terms`);
  const streams = new Map<string, readonly EventView[]>();
  const rows = new Set<string>();
  let lines = 0;
  for (const { row, input } of inputs) {
    const at = `${row} ${input.measure}`;
    if (!input.fact) continue;
    const { stream } = input.fact;
    if (!streams.has(stream)) streams.set(stream, (await town.api.get<EventView[]>(`/streams/${stream}`, people.auditor)).data);
    const events = streams.get(stream) ?? [];
    if (events[input.fact.revision]?.id !== input.fact.eventId)
      faults.push(`${at}: the fact is not event ${input.fact.revision} of ${stream}`);
    for (const { delivered, verified } of input.history ?? []) {
      for (const act of [delivered, ...(verified ? [verified] : [])]) faults.push(...actFaults(at, act, events));
    }
    const last = input.history?.at(-1);
    if (!last?.verified) faults.push(`${at}: nobody verified it`);
    else if (last.verified.account === last.delivered.account) faults.push(`${at}: verified by who delivered it`);
    for (const { source } of input.lines ?? []) {
      lines += 1;
      rows.add(`/evidence/${source.hash}/rows/${source.row}?sheet=${encodeURIComponent(source.sheet)}`);
    }
  }
  for (const path of rows) await town.api.get(path, people.auditor);
  return { faults, inputs: inputs.filter(({ input }) => input.fact).length, lines };
}

function actFaults(at: string, act: Act, events: readonly EventView[]): string[] {
  const event = events[act.revision];
  if (!event || event.id !== act.eventId) return [`${at}: event ${act.eventId} is not at revision ${act.revision}`];
  const { actor, recordedAt } = event.metadata;
  return [
    ...(actor.account === act.account ? [] : [`${at}: ${act.account} is not the actor of ${act.eventId}`]),
    ...(recordedAt === act.at ? [] : [`${at}: ${act.at} is not the time of ${act.eventId}`]),
  ];
}

function inputsOf(terms: readonly Term[]): Input[] {
  return terms.flatMap((term) => [...(term.inputs ?? []), ...inputsOf(term.terms ?? [])]);
}

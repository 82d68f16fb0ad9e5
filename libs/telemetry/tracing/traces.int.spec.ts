import type { ReadableSpan } from '@opentelemetry/sdk-trace-base';
import { counter, someCaller, uuid } from '#libs/event-sourcing/testing';
import { MemoryEventStore } from '#libs/event-store/memory';
import { counterNode, type CounterNode, valueOf } from '../testing/index.js';

const traceOf = (correlationId: string): string => correlationId.replaceAll('-', '');
const place = (span: ReadableSpan) => span.spanContext().traceId;
const idOf = (span: ReadableSpan | undefined) => span?.spanContext().spanId;

describe('Traces', () => {
  const nodes: CounterNode[] = [];
  const open = async (options: Parameters<typeof counterNode>[0] = {}): Promise<CounterNode> => {
    const node = await counterNode(options);
    nodes.push(node);
    return node;
  };
  /** Until a node's read models have applied this many events since they began. */
  const applied = async (node: CounterNode, events: number): Promise<void> => {
    while ((valueOf(await node.metrics(), 'parkledger_follower_applied_events_total', { follower: 'reads' }) ?? 0) < events);
  };
  /** All spans, by closing every node. */
  const close = async (): Promise<void> => void (await Promise.all(nodes.splice(0).map((node) => node.close())));
  afterEach(close);

  it('put a request, its command, its append and the projection of its event into the one trace that the correlation id names', async () => {
    const correlation = uuid('one request');
    const node = await open();
    await node.send('a', { type: 'AddMany', numbers: [1, 2] }, { 'x-correlation-id': correlation });
    await applied(node, 3);
    await node.settled();
    await close();
    const spans = node.told.spans.filter((span) => place(span) === traceOf(correlation));
    const named = (name: string) => spans.find((span) => span.name === name);
    const request = named('POST /counters/:id/commands');
    const command = named('command counter AddMany');
    const append = named('append counter');
    expect(request?.parentSpanContext).toBeUndefined();
    expect(command?.parentSpanContext?.spanId).toBe(idOf(request));
    expect(append?.parentSpanContext?.spanId).toBe(idOf(command));
    expect(command?.attributes).toMatchObject({ 'parkledger.command.type': 'AddMany', 'parkledger.command.outcome': 'done' });
    expect(request?.attributes).toMatchObject({ 'http.route': '/counters/:id/commands', 'http.response.status_code': 200 });
    for (const later of [named('project reads'), named('react echo')]) {
      expect(later?.parentSpanContext).toBeUndefined();
      expect(later?.links.map((link) => [link.context.traceId, link.context.spanId])).toEqual([[traceOf(correlation), idOf(append)]]);
      expect(later?.attributes['parkledger.events.count']).toBe(2);
    }
  }, 30_000);

  it('put the projection of another node there, too, though nothing but the event reaches it', async () => {
    const correlation = uuid('over two nodes');
    const inner = new MemoryEventStore();
    const [writer, reader] = [await open({ inner }), await open({ inner })];
    await applied(reader, 1);
    await writer.send('a', { type: 'Add', n: 1 }, { 'x-correlation-id': correlation });
    await applied(reader, 2);
    await close();
    const append = writer.told.spans.find((span) => span.name === 'append counter');
    const projection = reader.told.spans.find((span) => span.name === 'project reads' && place(span) === traceOf(correlation));
    expect(projection?.links[0]?.context).toMatchObject({ traceId: traceOf(correlation), spanId: idOf(append) });
  }, 30_000);

  it('link a process’s command back to the request that it answers', async () => {
    const correlation = uuid('answered');
    const node = await open();
    await node.send('in', { type: 'Add', n: 5 }, { 'x-correlation-id': correlation });
    await node.settled();
    await close();
    const asked = node.told.spans.find((span) => span.name === 'append counter' && place(span) === traceOf(correlation));
    const answer = node.told.spans.find((span) => span.name === 'command counter Add' && place(span) !== traceOf(correlation));
    expect(answer?.links.map((link) => link.context)).toMatchObject([{ traceId: traceOf(correlation), spanId: idOf(asked) }]);
  }, 30_000);

  it('give a command without a correlation of its own the trace of its id', async () => {
    const node = await open();
    const { commandId } = await node.runner.execute({
      decider: counter,
      id: 'a',
      command: { type: 'Add', n: 1 },
      caller: someCaller,
      key: 'k',
    });
    await applied(node, 2);
    await close();
    const names = node.told.spans.filter((span) => place(span) === traceOf(commandId)).map((span) => span.name);
    expect(names).toEqual(expect.arrayContaining(['command counter Add', 'append counter', 'project reads']));
  }, 30_000);

  it('mark what went wrong by its code, and give a repeated append an id of its own', async () => {
    const node = await open();
    node.store.appendFaults.push('notReached');
    await node.send('a', { type: 'Add', n: 1 });
    await node.send('a', { type: 'Add', n: 1, ifTotal: 9 });
    await close();
    const appends = node.told.spans.filter((span) => span.name === 'append counter');
    expect(appends.map((span) => span.attributes['parkledger.append.outcome'])).toEqual(['unknown', 'written']);
    expect(new Set(appends.map(idOf)).size).toBe(2);
    const refused = node.told.spans.find((span) => span.attributes['parkledger.command.outcome'] === 'refused');
    expect(refused?.attributes['error.type']).toBe('counter.stale');
    expect(node.told.spans.flatMap((span) => span.events)).toEqual([]);
  }, 30_000);
});

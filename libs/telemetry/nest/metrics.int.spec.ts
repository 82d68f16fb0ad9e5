import type { CommandRunner, Dispatch } from '#libs/event-sourcing';
import { counter, type CounterCommand, recorded } from '#libs/event-sourcing/testing';
import { canonicalJson } from '#libs/kernel';
import { counterNode, type CounterNode, samplesOf, valueOf } from '../testing/index.js';

const count = (text: string, labels: Readonly<Record<string, string>>) => valueOf(text, 'parkledger_commands_total', labels);

describe('GET /metrics', () => {
  let node: CounterNode;
  afterEach(() => node.close());

  /** Until a metric reads as it should. */
  const reads = async (name: string, labels: Readonly<Record<string, string>>, holds: (value: number) => boolean): Promise<void> => {
    for (;;) {
      const value = valueOf(await node.metrics(), name, labels);
      if (value !== undefined && holds(value)) return;
    }
  };

  it('is open to all, in Prometheus’s format, and has the process’s own metrics', async () => {
    node = await counterNode();
    const answer = await node.get('/metrics');
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
    const names = samplesOf(await answer.text()).map(({ name }) => name);
    for (const name of ['process_cpu_user_seconds_total', 'nodejs_eventloop_lag_seconds', 'parkledger_follower_state']) {
      expect(names).toContain(name);
    }
  }, 30_000);

  it('counts what became of commands, by type and code, and their events', async () => {
    node = await counterNode();
    const before = await node.metrics();
    await node.send('a', { type: 'AddMany', numbers: [1, 2] }, { 'idempotency-key': 'k' });
    await node.send('a', { type: 'AddMany', numbers: [1, 2] }, { 'idempotency-key': 'k' });
    await node.send('a', { type: 'Add', n: 1, ifTotal: 9 });
    await node.send('a', { type: 'Close' });
    await node.send('a', { type: 'Close' });
    const text = await node.metrics();
    expect(count(text, { command: 'AddMany', outcome: 'done' })).toBe(1);
    expect(count(text, { command: 'AddMany', outcome: 'repeated' })).toBe(1);
    expect(count(text, { command: 'Add', outcome: 'refused', code: 'counter.stale', category: 'counter' })).toBe(1);
    expect(count(text, { command: 'Close', outcome: 'nothing' })).toBe(1);
    expect(valueOf(before, 'parkledger_append_duration_seconds_count', { outcome: 'written' })).toBe(0);
    expect(valueOf(text, 'parkledger_append_duration_seconds_count', { outcome: 'written' })).toBe(2);
    expect(valueOf(text, 'parkledger_appended_events_total', { category: 'counter' })).toBe(3);
    expect(valueOf(text, 'parkledger_command_duration_seconds_count', { outcome: 'repeated' })).toBe(1);
  }, 30_000);

  it('counts requests by the template of their route, never by the path', async () => {
    node = await counterNode();
    await node.send('secret-park', { type: 'Add', n: 1 });
    await node.get('/no/such/route/secret-park');
    const text = await node.metrics();
    const requests = (labels: Readonly<Record<string, string>>) => valueOf(text, 'parkledger_http_request_duration_seconds_count', labels);
    expect(requests({ method: 'POST', route: '/counters/:id/commands', status: '200' })).toBe(1);
    expect(requests({ route: 'other', status: '404' })).toBe(1);
    expect(text).not.toContain('secret-park');
  }, 30_000);

  it('counts appends of unknown outcome and the tries again that resolve them', async () => {
    node = await counterNode();
    node.store.appendFaults.push('answerLost', 'notReached');
    expect((await node.send('a', { type: 'Add', n: 1 })).status).toBe(200);
    const text = await node.metrics();
    expect(valueOf(text, 'parkledger_append_duration_seconds_count', { outcome: 'unknown' })).toBe(2);
    expect(valueOf(text, 'parkledger_append_duration_seconds_count', { outcome: 'written' })).toBe(1);
    expect(valueOf(text, 'parkledger_command_retries_total', { reason: 'storeSilent' })).toBe(2);
    expect(valueOf(text, 'parkledger_appended_events_total')).toBe(1);
  }, 30_000);

  it('counts races that were lost to another writer', async () => {
    node = await counterNode();
    const other = await counterNode({ inner: node.store });
    node.store.appendFaults.push(async () => void (await other.send('a', { type: 'Add', n: 1 })));
    await node.send('a', { type: 'Add', n: 2 });
    await other.close();
    const text = await node.metrics();
    expect(valueOf(text, 'parkledger_command_retries_total', { reason: 'raceLost' })).toBe(1);
    expect(valueOf(text, 'parkledger_append_duration_seconds_count', { outcome: 'refused' })).toBe(1);
  }, 30_000);

  it('shows a process’s commands that were refused or failed for good', async () => {
    const elsewhere =
      (runner: CommandRunner): Dispatch<CounterCommand> =>
      ({ id, command }, envelope) =>
        runner.execute({ decider: counter, id: command.type === 'Add' && command.n === 2 ? 'elsewhere' : id, command, ...envelope });
    node = await counterNode({ dispatch: elsewhere });
    await node.send('out', { type: 'Close' });
    await node.send('in', { type: 'Add', n: 1 });
    await node.send('in', { type: 'Add', n: 2 });
    await node.settled();
    const text = await node.metrics();
    const outcomes = (outcome: string, code: string) =>
      valueOf(text, 'parkledger_process_outcomes_total', { process: 'echo', outcome, code });
    expect(outcomes('refused', 'counter.closed')).toBe(1);
    expect(outcomes('failed', 'process.wrongTarget')).toBe(1);
    expect(valueOf(text, 'parkledger_process_waiting_commands', { process: 'echo' })).toBe(0);
    expect(node.told.lines.filter(({ event }) => event.startsWith('process.'))).toMatchObject([
      { level: 'info', event: 'process.refused', process: 'echo', command: 'Add', code: 'counter.closed' },
      { level: 'error', event: 'process.failed', process: 'echo', command: 'Add', code: 'process.wrongTarget' },
    ]);
  }, 30_000);

  it('counts dropped subscriptions, and the follower goes on', async () => {
    node = await counterNode();
    node.store.batchesBeforeDrop = 1;
    await node.send('a', { type: 'Add', n: 1 });
    await reads('parkledger_follower_drops_total', { follower: 'reads' }, (drops) => drops >= 2);
    node.store.batchesBeforeDrop = Infinity;
    await reads('parkledger_follower_lag_events', { follower: 'reads' }, (lag) => lag === 0);
    expect(valueOf(await node.metrics(), 'parkledger_follower_state', { follower: 'reads', state: 'running' })).toBe(1);
    expect(node.told.lines.filter(({ event }) => event === 'follower.dropped')[0]).toMatchObject({ level: 'warn', drops: 1 });
  }, 30_000);

  it('shows a follower that has stopped at an event, and how far it is behind', async () => {
    node = await counterNode();
    await node.settled();
    await reads('parkledger_follower_lag_events', { follower: 'reads' }, (lag) => lag === 0);
    const poison = recorded({ type: 'Added', data: { n: 1 } }, { stream: 'counter-z', revision: 0 });
    const event = { id: poison.id, type: 'NobodyKnowsIt', data: '{}', metadata: canonicalJson(poison.metadata) };
    await node.store.append('counter-z', 'noStream', [event]);
    await reads('parkledger_follower_state', { follower: 'reads', state: 'stopped' }, (value) => value === 1);
    await reads('parkledger_follower_lag_events', { follower: 'reads' }, (lag) => lag === 1);
    const text = await node.metrics();
    expect(valueOf(text, 'parkledger_follower_stops_total', { follower: 'process:echo' })).toBe(1);
    expect(valueOf(text, 'parkledger_follower_state', { follower: 'reads', state: 'running' })).toBe(0);
    const told = node.told.lines.filter(({ event }) => event === 'follower.stopped');
    expect(told[0]).toMatchObject({ level: 'error', index: 1, error: { type: 'UnknownEventTypeError' } });
  }, 30_000);
});

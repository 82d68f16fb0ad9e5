import { uuid } from '#libs/event-sourcing/testing';
import { StoreUnavailableError } from '#libs/event-store';
import { counterNode, type CounterNode } from '../testing/index.js';

describe('The log', () => {
  let node: CounterNode;
  beforeEach(async () => {
    node = await counterNode();
  });
  afterEach(() => node.close());
  const linesOf = (event: string) => node.told.lines.filter((line) => line.event === event);

  it('tells of each request with its route, status, time and correlation id', async () => {
    const correlationId = uuid('logged');
    await node.send('a', { type: 'Add', n: 1 }, { 'x-correlation-id': correlationId });
    expect(linesOf('http.request')).toEqual([
      expect.objectContaining({
        level: 'info',
        msg: '请求已答复',
        correlationId,
        method: 'POST',
        route: '/counters/:id/commands',
        status: 200,
        ms: expect.any(Number) as number,
      }),
    ]);
  });

  it('gives the lines of a request and of its command the same correlation id, and the refusal its code', async () => {
    const correlationId = uuid('refused');
    await node.send('a', { type: 'Add', n: 1, ifTotal: 4 }, { 'x-correlation-id': correlationId });
    expect(linesOf('command.refused')).toMatchObject([
      { level: 'info', correlationId, category: 'counter', command: 'Add', code: 'counter.stale' },
    ]);
    expect(linesOf('http.request')).toMatchObject([{ correlationId, status: 412, code: 'counter.stale' }]);
  });

  it('tells the caller the correlation id of the request, so that both speak of the same lines', async () => {
    const correlationId = uuid('told');
    const { headers } = await node.send('a', { type: 'Add', n: 1 }, { 'x-correlation-id': correlationId });
    expect(headers.get('x-correlation-id')).toBe(correlationId);
  });

  it('takes no other header for a correlation id than a UUID', async () => {
    await node.send('a', { type: 'Add', n: 1 }, { 'x-correlation-id': 'my secret' });
    expect(linesOf('http.request')[0]?.correlationId).toMatch(/^[0-9a-f-]{36}$/);
    expect(node.told.everything()).not.toContain('my secret');
  });

  it('tells of a fault with its kind and the lines of the program, not with the text that it quotes', async () => {
    const answer = await node.get('/counters/fault');
    expect(answer.status).toBe(500);
    const [fault] = linesOf('http.fault') as unknown as { level: string; error: { type: string; stack: readonly string[] } }[];
    expect(fault).toMatchObject({ level: 'error', error: { type: 'SyntaxError' } });
    expect(fault?.error.stack.join('\n')).toContain('counter-node');
    expect(node.told.everything()).not.toContain('绝密');
    expect(linesOf('http.request')).toMatchObject([{ level: 'warn', status: 500, code: 'server.fault' }]);
  });

  it('tells when the store falls silent and when it answers again, and no password', async () => {
    const silent = () => Promise.reject(new StoreUnavailableError('no answer from esdb://admin:pass@word@db.example:2113?tls=true'));
    node.store.appendFaults.push(silent, silent);
    await node.send('a', { type: 'Add', n: 1 });
    expect(linesOf('store.silent')).toMatchObject([
      {
        level: 'warn',
        operation: 'append',
        error: { type: 'StoreUnavailableError', message: 'no answer from esdb://db.example:2113?tls=true' },
      },
    ]);
    expect(linesOf('store.answers')).toMatchObject([{ level: 'warn', failures: expect.any(Number) as number }]);
    expect(node.told.everything()).not.toContain('pass@word');
  });

  it('keeps the framework’s own lines below the house’s', async () => {
    expect(linesOf('framework').filter(({ level }) => level !== 'debug')).toEqual([]);
  });
});

import {
  type AppendResult,
  CancelledError,
  DeadlineExceededError,
  type EventStoreDBClient,
  NO_STREAM,
  NotLeaderError,
  UnavailableError,
  UnknownError,
} from '@eventstore/db-client';
import { LoopbackLog, type LoopbackServer, startLoopback } from './index.js';
import { collected, errorOf, event, plainClient } from './plain-client.js';

describe('At the loopback server an append can go wrong', () => {
  let server: LoopbackServer;
  let client: EventStoreDBClient;
  beforeEach(async () => {
    server = await startLoopback({ log: new LoopbackLog({ systemEventEvery: 0 }) });
    client = plainClient(server.url);
  });
  afterEach(async () => {
    await client.dispose();
    await server.stop();
  });

  const append = (n: number): Promise<AppendResult> =>
    client.appendToStream('park-1', event(n), { expectedRevision: n === 0 ? NO_STREAM : BigInt(n - 1) });
  const written = () => server.log.stream('park-1')?.records.length ?? 0;

  it('late: it is answered when the test lets it', async () => {
    const hold = server.faults.hold('append', { times: 1 });
    const late = append(0);
    await hold.reached();
    expect([hold.waiting, written()]).toEqual([1, 0]);
    hold.release();
    expect(await late).toMatchObject({ success: true, nextExpectedRevision: 0n });
    expect(await append(1)).toMatchObject({ success: true });
  });

  it('late: written, but not answered yet', async () => {
    const hold = server.faults.hold('appendAnswer');
    const late = append(0);
    await hold.reached();
    expect(written()).toBe(1);
    hold.lift();
    expect(await late).toMatchObject({ nextExpectedRevision: 0n });
  });

  it('late: others overtake it', async () => {
    const hold = server.faults.hold('append', { times: 1 });
    const late = append(0);
    await hold.reached();
    await append(0);
    hold.release();
    expect(await late).toMatchObject({ success: true, nextExpectedRevision: 0n });
    expect(written()).toBe(1);
  });

  it('never answered: past its deadline too, until the connection ends; only a call of its own gives up by itself', async () => {
    await append(0);
    const hold = server.faults.hold('append');
    let over = false;
    const never = errorOf(client.appendToStream('park-1', event(1), { expectedRevision: 0n, deadline: 1000 }));
    void never.then(() => (over = true));
    await hold.reached();
    const credentials = { username: 'admin', password: 'changeit' };
    const alone = client.appendToStream('park-1', event(1), { expectedRevision: 0n, deadline: 1500, credentials });
    expect(await errorOf(alone)).toBeInstanceOf(DeadlineExceededError);
    expect(over).toBe(false);
    await server.kill();
    expect(await never).toBeInstanceOf(UnavailableError);
  }, 30_000);

  it('slowed down by a promise of the test', async () => {
    let passed = 0;
    server.faults.delay('append', async () => void (passed += 1), { times: 2 });
    for (const n of [0, 1, 2]) await append(n);
    expect(passed).toBe(2);
  });

  it('refused by a server that is not ready, so often', async () => {
    server.faults.refuse('append', 'notReady', { times: 2 });
    for (const _ of [1, 2]) {
      const error = await errorOf(append(0));
      expect(error).toBeInstanceOf(UnknownError);
      expect((error as Error).message).toContain('Server Is Not Ready');
    }
    expect(await append(0)).toMatchObject({ success: true });
  });

  it('refused until the test lifts it', async () => {
    const fault = server.faults.refuse('append', 'timedOut');
    for (const _ of [1, 2, 3]) {
      const error = await errorOf(append(0));
      expect(error).toBeInstanceOf(DeadlineExceededError);
      expect((error as Error).message).toBe('');
    }
    fault.lift();
    expect(await append(0)).toMatchObject({ success: true });
  });

  it('refused by a server that does not lead, with the address of the one that does', async () => {
    const other = await startLoopback();
    server.faults.refuse('append', { notLeader: { address: '127.0.0.1', port: other.port } });
    const error = await errorOf(append(0));
    expect(error).toBeInstanceOf(NotLeaderError);
    expect((error as NotLeaderError).leader).toEqual({ address: '127.0.0.1', port: other.port });
    await append(0);
    expect([written(), other.log.stream('park-1')?.records.length]).toEqual([0, 1]);
    await other.stop();
  });

  it.each([
    ['unavailable', UnavailableError, '14 UNAVAILABLE'],
    ['cancelled', CancelledError, '1 CANCELLED'],
    ['reset', UnknownError, 'RST_STREAM'],
    [{ code: 'UNKNOWN', details: 'Server Is Not Ready' }, UnknownError, 'Server Is Not Ready'],
  ] as const)('broken off with every other append of the client: %s', async (refusal, kind, words) => {
    const hold = server.faults.hold('append', { times: 1 });
    const neighbour = errorOf(append(0));
    await hold.reached();
    server.faults.refuse('append', refusal, { times: 1 });
    const error = await errorOf(append(0));
    expect(error).toBeInstanceOf(kind);
    expect((error as Error).message).toContain(words);
    expect(await neighbour).toBeInstanceOf(kind);
  });

  it.each(['beforeWriting', 'afterWriting'] as const)('by the death of the server %s; it comes back on the same port', async (moment) => {
    await append(0);
    server.faults.dieInAppend(moment);
    const error = await errorOf(append(1));
    expect(error).toBeInstanceOf(UnavailableError);
    expect(written()).toBe(moment === 'afterWriting' ? 2 : 1);
    expect((await errorOf(append(1))) as Error).toMatchObject({ message: expect.stringContaining('ECONNREFUSED') as string });
    const { port } = server;
    await server.revive();
    expect(server.port).toBe(port);
    const again = plainClient(server.url);
    const result = await again.appendToStream('park-1', event(1), { expectedRevision: 0n });
    expect(result).toMatchObject({ success: true, nextExpectedRevision: 1n });
    expect(await collected(again.readStream('park-1'), ({ event: recorded }) => Number(recorded?.revision))).toEqual([0, 1]);
    await again.dispose();
  });

  it('held when the server dies: it is never written', async () => {
    const hold = server.faults.hold('append');
    const lost = errorOf(append(0));
    await hold.reached();
    await server.kill();
    hold.lift();
    expect(await lost).toBeInstanceOf(UnavailableError);
    await server.revive();
    expect([hold.waiting, written()]).toEqual([0, 0]);
  });

  it('seen: a test waits for it without a clock', async () => {
    const hold = server.faults.hold('append');
    const seen = server.requests.seen('append', 2);
    const both = [append(0), append(0)];
    await seen;
    expect(server.requests.count('append')).toBe(2);
    await server.requests.seen('append');
    hold.lift();
    await Promise.all(both);
  });
});

import { type EventStoreDBClient, NO_STREAM, NotLeaderError, START } from '@eventstore/db-client';
import { Heard } from './heard.js';
import { type LoopbackCluster, startLoopback, startLoopbackCluster } from './index.js';
import { collected, errorOf, event, plainClient } from './plain-client.js';

describe('Loopback servers form a cluster', () => {
  let cluster: LoopbackCluster;
  const clients: EventStoreDBClient[] = [];
  const connect = (url: string): EventStoreDBClient => {
    const client = plainClient(url);
    clients.push(client);
    return client;
  };
  beforeEach(async () => {
    cluster = await startLoopbackCluster(3);
  });
  afterEach(async () => {
    await Promise.all(clients.splice(0).map((client) => client.dispose()));
    await cluster.stop();
  });

  const append = (client: EventStoreDBClient, n: number, requiresLeader = false) =>
    client.appendToStream('park-1', event(n), { expectedRevision: n === 0 ? NO_STREAM : BigInt(n - 1), requiresLeader });
  const read = (client: EventStoreDBClient, requiresLeader = false) =>
    collected(client.readStream('park-1', { requiresLeader }), ({ event: recorded }) => Number(recorded?.revision));
  const seenBy = () => cluster.servers.map(({ requests }) => requests.count('append'));

  it('gossip leads a client to the leader', async () => {
    await append(connect(cluster.url), 0);
    expect(seenBy()).toEqual([1, 0, 0]);
    cluster.elect(cluster.servers[2]!);
    await append(connect(cluster.url), 1);
    expect(seenBy()).toEqual([1, 0, 1]);
  });

  it('a follower serves reads and hands appends on to the leader', async () => {
    const client = connect(cluster.servers[1]!.url);
    await append(client, 0);
    expect(await read(client)).toEqual([0]);
    expect(seenBy()).toEqual([1, 1, 0]);
  });

  it('a follower refuses whoever requires the leader, and says who leads; the client goes there by itself', async () => {
    const [leader, follower] = cluster.servers;
    const client = connect(follower!.url);
    const error = await errorOf(append(client, 0, true));
    expect(error).toBeInstanceOf(NotLeaderError);
    expect((error as NotLeaderError).leader).toEqual({ address: '127.0.0.1', port: leader!.port });
    await append(client, 0, true);
    expect(seenBy()).toEqual([1, 1, 0]);
    const reader = connect(follower!.url);
    expect(await errorOf(read(reader, true))).toBeInstanceOf(NotLeaderError);
    expect(await read(reader, true)).toEqual([0]);
  });

  it('the lead moves: the old leader refuses from then on, its subscriptions go on', async () => {
    const [first, second] = cluster.servers;
    const client = connect(first!.url);
    await append(client, 0, true);
    const heard = Heard.from(client.subscribeToAll({ fromPosition: START }));
    await heard.until('caughtUp');
    cluster.elect(second!);
    expect(cluster.leader).toBe(second);
    await append(connect(second!.url), 1);
    await heard.until('park-1@1');
    expect(await errorOf(append(connect(first!.url), 2, true))).toBeInstanceOf(NotLeaderError);
  });

  it('without a leader nobody appends and no client finds its way; after an election both do', async () => {
    const [first, second] = cluster.servers;
    const client = connect(second!.url);
    await first!.kill();
    expect(cluster.leader).toBeUndefined();
    expect((await errorOf(append(client, 0))) as Error).toMatchObject({
      message: expect.stringContaining('Server Is Not Ready') as string,
    });
    const lost = connect(`${cluster.url}&maxDiscoverAttempts=2&discoveryInterval=1`);
    expect((await errorOf(read(lost))) as Error).toMatchObject({ message: 'Failed to discover after 2 attempts.' });
    cluster.elect(second!);
    await append(connect(cluster.url), 0);
    await first!.revive();
    expect(await read(connect(first!.url))).toEqual([0]);
    expect(() => cluster.elect({ ...first! })).toThrow('选举');
  });

  it('an append that a follower handed on is told a time-out when the leader dies under it', async () => {
    const [first, second] = cluster.servers;
    first!.faults.dieInAppend('afterWriting');
    const error = await errorOf(append(connect(second!.url), 0));
    expect((error as Error).constructor.name).toBe('DeadlineExceededError');
    expect(cluster.log.stream('park-1')?.records.length).toBe(1);
  });

  it('one of them can lag behind', async () => {
    const [first, second] = cluster.servers;
    await append(connect(first!.url), 0);
    const lag = second!.faults.freezeReads();
    await append(connect(first!.url), 1);
    expect(await read(connect(first!.url))).toEqual([0, 1]);
    expect(await read(connect(second!.url))).toEqual([0]);
    lag.lift();
    expect(await read(connect(second!.url))).toEqual([0, 1]);
  });

  it('gossip fails so often and then works', async () => {
    for (const { faults } of cluster.servers) faults.refuse('gossip', 'unavailable', { times: 2 });
    const client = connect(`${cluster.url}&discoveryInterval=1`);
    await append(client, 0);
    const asked = cluster.servers.map(({ requests }) => requests.count('gossip'));
    expect(asked.reduce((sum, count) => sum + count)).toBe(7);
  });

  it('a client whose first look-up failed never appends again: its reads recover', async () => {
    for (const { faults } of cluster.servers) faults.refuse('gossip', 'unavailable', { times: 1 });
    const client = connect(`${cluster.url}&maxDiscoverAttempts=1`);
    const message = 'Failed to discover after 1 attempts.';
    expect((await errorOf(append(client, 0))) as Error).toMatchObject({ message });
    expect((await errorOf(append(client, 0))) as Error).toMatchObject({ message });
    await append(connect(cluster.url), 0);
  });
});

describe('A single loopback server', () => {
  it('answers gossip as its own leader, and refuses the look-up of its calls as often as a test wants', async () => {
    const server = await startLoopback();
    const client = plainClient(`${server.url.replace('?', `,${server.address}?`)}&nodePreference=leader`);
    const append = () => client.appendToStream('park-1', event(0), { expectedRevision: NO_STREAM });
    try {
      server.faults.refuse('features', 'unavailable', { times: 1 });
      // The client does not make this one an error of its own.
      expect(((await errorOf(append())) as Error).message).toBe('14 UNAVAILABLE: Connection dropped');
      expect(await append()).toMatchObject({ success: true });
      expect([server.requests.count('gossip'), server.requests.count('features')]).toEqual([2, 2]);
    } finally {
      await client.dispose();
      await server.stop();
    }
  });
});

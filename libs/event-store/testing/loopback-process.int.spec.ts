import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type EventStoreDBClient, NO_STREAM, StreamNotFoundError } from '@eventstore/db-client';
import { LoopbackLog } from './index.js';
import { collected, errorOf, event, events, placeOf, plainClient } from './plain-client.js';

const PROGRAM = ['--import', './test/support/typescript.mjs', 'libs/event-store/testing/loopback-server.testing.ts'];

describe('A loopback server as a process of its own', () => {
  let folder: string;
  let file: string;
  const children: ChildProcess[] = [];
  const clients: EventStoreDBClient[] = [];
  const start = async (port: string): Promise<{ child: ChildProcess; url: string; client: EventStoreDBClient }> => {
    const child = spawn(process.execPath, [...PROGRAM, port, file], { stdio: ['pipe', 'pipe', 'inherit'] });
    children.push(child);
    const [url] = (await once(createInterface(child.stdout), 'line')) as [string];
    const client = plainClient(url);
    clients.push(client);
    return { child, url, client };
  };
  const ended = async (child: ChildProcess) => {
    await once(child, 'close');
    return child.exitCode ?? child.signalCode;
  };
  const log = async (client: EventStoreDBClient) =>
    collected(client.readAll(), (item) => `${placeOf(item)} ${item.event?.position?.commit} ${item.event?.created.toISOString()}`);

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'parkledger-loopback-'));
    file = join(folder, 'log.jsonl');
  });
  afterEach(async () => {
    await Promise.all(clients.splice(0).map((client) => client.dispose()));
    for (const child of children.splice(0)) if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });

  it('comes back after kill -9 on its port with every event at its place, and the same append again is known', async () => {
    const first = await start('0');
    await first.client.appendToStream('park-1', events(0, 20), { expectedRevision: NO_STREAM });
    await first.client.appendToStream('park-2', [], { expectedRevision: NO_STREAM });
    await first.client.appendToStream('park-2', event(50), { expectedRevision: NO_STREAM });
    await first.client.appendToStream('park-3', event(60), { expectedRevision: NO_STREAM });
    await first.client.deleteStream('park-3');
    await first.client.tombstoneStream('park-2');
    const before = await log(first.client);
    first.child.kill('SIGKILL');
    expect(await ended(first.child)).toBe('SIGKILL');

    const second = await start(new URL(first.url).port);
    expect(second.url).toBe(first.url);
    expect(await log(second.client)).toEqual(before);
    const again = await second.client.appendToStream('park-1', events(0, 20), { expectedRevision: NO_STREAM });
    expect(again).toMatchObject({ success: true, nextExpectedRevision: 19n });
    expect(await log(second.client)).toEqual(before);
    const soft = await errorOf(collected(second.client.readStream('park-3'), placeOf as never));
    expect(soft).toBeInstanceOf(StreamNotFoundError);
  }, 30_000);

  it('ends on SIGTERM, and when its input ends', async () => {
    const first = await start('0');
    first.child.kill('SIGTERM');
    expect(await ended(first.child)).toBe(0);
    const second = await start('0');
    second.child.stdin?.end();
    expect(await ended(second.child)).toBe(0);
  }, 30_000);

  it('has a file whose last line may be cut off: the append on it never was', () => {
    const before = new LoopbackLog({ file });
    before.append('park-1', 'noStream', []);
    before.append('park-1', 'noStream', [{ id: '1', type: 'T', isJson: true, data: Buffer.from('{}'), metadata: Buffer.from('') }]);
    const { endPosition } = before;
    appendFileSync(file, '{"stream":"park-1","events":[{"id":"2","ty');
    const after = new LoopbackLog({ file });
    expect([after.endPosition, after.stream('park-1')?.head]).toEqual([endPosition, 0]);
    after.append('park-1', 0, [{ id: '3', type: 'T', isJson: true, data: Buffer.from('{}'), metadata: Buffer.from('') }]);
    expect(new LoopbackLog({ file }).records.map(({ id }) => id).slice(1)).toEqual(['1', '3']);
  });
});

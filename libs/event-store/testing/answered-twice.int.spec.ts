import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { NO_STREAM } from '@eventstore/db-client';
import { type LoopbackServer, startLoopback } from './index.js';
import { errorOf, event, plainClient } from './plain-client.js';

/** Appends once with the plain client in a process of its own; it may not survive the answer. */
const PROGRAM = `
  const { EventStoreDBClient, jsonEvent, NO_STREAM } = require('@eventstore/db-client');
  const client = EventStoreDBClient.connectionString(process.argv[1]);
  client.appendToStream('park-1', jsonEvent({ type: 'ParkAmended', data: {} }), { expectedRevision: NO_STREAM }).then(({ success }) => {
    console.log('answered', success);
    return client.readStream('park-1');
  });
`;

describe('At the loopback server an append can be answered twice', () => {
  let server: LoopbackServer;
  beforeEach(async () => {
    server = await startLoopback();
    server.faults.answerTwice();
  });
  afterEach(() => server.stop());

  it('the client takes the first answer, and its process dies of the second', async () => {
    const child = spawn(process.execPath, ['-e', PROGRAM, server.url], { stdio: ['ignore', 'pipe', 'pipe'] });
    const said: string[] = [];
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => said.push(text));
    await once(child, 'close');
    expect(child.exitCode).toBe(1);
    expect(said.join('')).toContain('TypeError: undefined is not iterable');
    expect(server.log.stream('park-1')?.records.length).toBe(1);
  });

  it('in a call of its own it fails, although it was written', async () => {
    const client = plainClient(server.url);
    const credentials = { username: 'admin', password: 'changeit' };
    const error = await errorOf(client.appendToStream('park-1', event(0), { expectedRevision: NO_STREAM, credentials }));
    expect((error as Error).message).toContain('Too many responses');
    expect(server.log.stream('park-1')?.records.length).toBe(1);
    await client.dispose();
  });
});

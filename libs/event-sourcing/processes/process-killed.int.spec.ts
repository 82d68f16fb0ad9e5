import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EventStore, StoredEvent } from '#libs/event-store';
import { openSqliteEventStore } from '#libs/event-store/sqlite';

async function logOf(store: EventStore): Promise<StoredEvent[]> {
  const events = [];
  for await (const page of store.readAll()) events.push(...page);
  return events;
}
const dataOf = (events: readonly StoredEvent[], stream: string): unknown[] =>
  events.filter((event) => event.stream === stream).map((event) => JSON.parse(event.data) as unknown);

describe('A process killed by the operating system', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'parkledger-killed-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const run = async (killAt: string | undefined): Promise<string> => {
    const program = ['--import', './test/support/typescript.mjs', 'libs/event-sourcing/testing/echo-until-killed.testing.ts', folder, '4'];
    const env = { ...process.env, ...(killAt === undefined ? {} : { PARKLEDGER_KILL_AT: killAt }) };
    const child = spawn(process.execPath, program, { stdio: ['ignore', 'pipe', 'inherit'], env });
    const closed = once(child, 'close');
    await closed;
    return child.signalCode ?? `exit ${child.exitCode}`;
  };

  it('at each of its kill points in turn goes on, and has added everything once', async () => {
    const points = ['after-append:3', 'process-before-send', 'process-after-send', 'before-position-saved:2', 'process-after-send:2'];
    for (const killAt of points) expect([killAt, await run(killAt)]).toEqual([killAt, 'SIGKILL']);
    rmSync(join(folder, 'processes'), { recursive: true });
    rmSync(join(folder, 'reads'), { recursive: true });
    expect(await run(undefined)).toBe('exit 0');
    const store = await openSqliteEventStore({ path: join(folder, 'events.db') });
    const log = await logOf(store);
    expect(dataOf(log, 'counter-in')).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }, { n: 4 }]);
    expect(dataOf(log, 'counter-out')).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }, { n: 4 }]);
    expect(log).toHaveLength(9);
    expect(await run(undefined)).toBe('exit 0');
    expect(await logOf(store)).toEqual(log);
    await store.close();
  }, 60_000);
});

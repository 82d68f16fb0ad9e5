import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqliteEventStore } from '#libs/event-store/sqlite';

/** After how many acknowledged appends the process is killed, each time on the same file. */
const KILL_AFTER = [1, 70, 333];

/** Runs the appending process until it has acknowledged enough, kills it, and returns what it had acknowledged. */
async function appendUntilKilled(path: string, round: number, enough: number): Promise<string[]> {
  const program = [
    '--import',
    './test/support/typescript.mjs',
    'libs/event-store/sqlite/append-until-killed.testing.ts',
    path,
    String(round),
  ];
  const child = spawn(process.execPath, program, { stdio: ['ignore', 'pipe', 'inherit'] });
  const closed = once(child, 'close');
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text;
    if (said.split('\n').length > enough) child.kill('SIGKILL');
  });
  await closed;
  expect(child.signalCode).toBe('SIGKILL');
  // The last line may have been cut off by the kill.
  return said.split('\n').slice(0, -1);
}

describe('A process killed in the middle of its appends', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'parkledger-kill-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('loses none that it had acknowledged, and leaves whole streams behind', async () => {
    const path = join(folder, 'events.db');
    const acknowledged: string[] = [];
    for (const [round, enough] of KILL_AFTER.entries()) acknowledged.push(...(await appendUntilKilled(path, round, enough)));
    expect(acknowledged.length).toBeGreaterThanOrEqual(404);

    const store = await openSqliteEventStore({ path });
    const kept: string[] = [];
    const positions: number[] = [];
    const revisions = new Map<string, number>();
    for await (const page of store.readAll()) {
      for (const event of page) {
        kept.push(event.id);
        positions.push(Number(event.position));
        expect(event.revision).toBe((revisions.get(event.stream) ?? -1) + 1);
        revisions.set(event.stream, event.revision);
      }
    }
    await store.close();
    const held = new Set(kept);
    expect(acknowledged.filter((id) => !held.has(id))).toEqual([]);
    expect(positions).toEqual(positions.map((_, n) => n + 1));
  }, 60_000);
});

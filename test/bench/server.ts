import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

const LOOPBACK = ['--import', './test/support/typescript.mjs', 'libs/event-store/testing/loopback-server.testing.ts'];

/** Runs a bench on the server that EVENTSTOREDB_URL names, or on a loopback server in a process of its own. */
export async function withServer(bench: (address: string, what: string) => Promise<void>): Promise<void> {
  const given = process.env.EVENTSTOREDB_URL;
  if (given) return bench(given, 'EVENTSTOREDB_URL');
  const child = spawn(process.execPath, LOOPBACK, { stdio: ['pipe', 'pipe', 'inherit'] });
  try {
    const [address] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
    await bench(address, 'loopback server in memory; a real one: EVENTSTOREDB_URL');
  } finally {
    child.kill();
  }
}

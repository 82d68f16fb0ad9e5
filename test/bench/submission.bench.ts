import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { read } from '@e965/xlsx';
import { startServer } from '../../apps/api/server.js';
import { ApiClient } from '../support/client.js';
import { foundParks, landWorkbook, parkCodes } from '../submission/many-parks.js';
import { Intake, land } from '../submission/intake.js';
import type { Comparison } from './table.js';

const PARKS = 200;
const EACH = 100;
const ROWS = PARKS * EACH;

const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const start = performance.now();
  await work();
  return performance.now() - start;
};

/** A workbook of 20,000 rows for 200 dossiers over HTTP, step by step and in all (own), beside the bare parsing of the same file (plain). */
export async function benchSubmission(): Promise<readonly Comparison[]> {
  const parks = parkCodes(PARKS);
  const file = await landWorkbook(parks, EACH);
  const parsing = await timed(async () => read(file, { dense: true }));
  const dataDir = mkdtempSync(join(tmpdir(), 'parkledger-bench-'));
  const ledger = { kind: 'sample', jurisdiction: 'bench', seed: 'bench', start: '2024-03-01T01:00:00.000Z' } as const;
  const server = await startServer({ dataDir, port: 0, ledger });
  try {
    const intake = new Intake(new ApiClient(server.url));
    await foundParks(new ApiClient(server.url), parks);
    const seconds: Record<string, number> = {};
    let id = '';
    seconds['received: uploaded, read, checked'] = await timed(async () => ({ id } = await intake.submit(land, file, '占地面积.xlsx')));
    seconds['previewed and accepted'] = await timed(() => intake.accept(land, id));
    seconds['applied to 200 dossiers'] = await timed(() => applied(intake, id));
    const all = Object.values(seconds).reduce((sum, one) => sum + one, 0);
    const rate = (ms: number): number => (ROWS * 1000) / ms;
    return Object.entries({ ...seconds, 'in all': all }).map(([what, ms]) => ({
      what,
      unit: 'rows/s',
      own: rate(ms),
      plain: rate(parsing),
    }));
  } finally {
    await server.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function applied(intake: Intake, id: string): Promise<void> {
  while ((await intake.view(id, land)).status !== 'applied') await wait(20);
}

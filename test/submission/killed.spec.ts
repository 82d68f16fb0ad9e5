import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { hostileFiles } from '#libs/spreadsheets/testing';
import type { SubmissionSummary } from '#libs/submission/nest';
import { ApiNode } from '../support/api-node.js';
import { people } from '../support/client.js';
import { eventually } from '../support/eventually.js';
import { Intake, land } from './intake.js';
import { foundParks, landCsv, parkCodes } from './many-parks.js';

const PARKS = parkCodes(100);
const EACH = 200;
const MEBI = 1024 * 1024;

/** The most memory that the node's process has held, in MiB. */
const peakMemory = (node: ApiNode): number =>
  Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${node.program.pid}/status`, 'utf8'))?.[1]) / 1024;

/** A node as people run it, hurt by what it is sent and killed in the middle of its work. */
describe('A node that imports', () => {
  let folder: string;
  let node: ApiNode;
  let intake: Intake;

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'parkledger-import-'));
    node = await ApiNode.at({ dataDir: folder, args: ['--empty'] });
    // It ends itself as a power cut would, behind the 40th dossier's command.
    node.start({ PARKLEDGER_KILL_AT: 'process-after-send:40' });
    await node.ready();
    intake = new Intake(node.api);
    await foundParks(node.api, PARKS);
  }, 120_000);
  afterAll(async () => {
    await node.end();
    rmSync(folder, { recursive: true, force: true });
  });

  it('refuses what would harm it, each file with a code, stays below 512 MB and keeps answering', async () => {
    const { index } = await node.api.get<unknown>('/ledger', people.auditor);
    const large = { what: '60 MB', name: '税收.xlsx', content: Buffer.alloc(60 * MEBI, 'x'), code: 'evidence.tooLarge' };
    for (const { what, name, content, code } of [...(await hostileFiles()), large]) {
      const { code: given } = await node.api.refusal(intake.submit(land, content, name));
      // What is no table at all is refused when it is uploaded.
      expect([what, given]).toEqual([
        what,
        given.startsWith('evidence.') ? expect.stringMatching(/^evidence\.(tooLarge|wrongType|mediaType|empty)$/) : code,
      ]);
      expect((await node.readiness())?.data.ready).toBe(true);
    }
    expect(peakMemory(node)).toBeLessThan(512);
    expect((await node.api.get<unknown>('/ledger', people.auditor)).index).toBe(index);
  }, 60_000);

  it('completes an import of 20,000 rows after it was killed in the middle, with nothing done twice', async () => {
    const { index } = await node.api.get<unknown>('/ledger', people.auditor);
    const { id } = await intake.submit(land, landCsv(PARKS, EACH), '占地面积.csv');
    await intake.accept(land, id);
    expect(await node.program.ended).toBe('SIGKILL');
    for (const derived of ['reads', 'processes']) rmSync(path.join(folder, derived), { recursive: true, force: true });
    node.start();
    await node.ready();
    const list = async () => (await node.api.get<SubmissionSummary[]>('/submissions?year=2023', land)).data[0];
    await eventually('the submission to be applied', async () => ((await list())?.status === 'applied' ? true : undefined));
    expect((await list())?.applying).toEqual({ total: 100, applied: 100, refused: 0 });
    // Received, accepted and applied; each of the dossiers opened and its land submitted.
    const after = await node.api.get<unknown>('/ledger', people.auditor);
    expect(after.index - index).toBe(3 + 2 * PARKS.length);
    expect(peakMemory(node)).toBeLessThan(512);
  }, 120_000);
});

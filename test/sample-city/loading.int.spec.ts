import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { INestApplication } from '@nestjs/common';
import { awardDecider, evaluationDecider, scoringRunDecider } from '#libs/evaluation';
import { CommandRunner, ledgerDecider } from '#libs/event-sourcing';
import { ProcessHost } from '#libs/event-sourcing/nest';
import type { StoredEvent } from '#libs/event-store';
import { MemoryEventStore } from '#libs/event-store/memory';
import { dossierDecider, blockersOf } from '#libs/dossier';
import { seed } from '#libs/sample-city';
import { readSampleSeeds, SampleLoader } from '#libs/sample-city/nest';
import { parseScheme } from '#libs/scheme';
import { appOver } from '../support/app-over.js';
import { storedLog } from '../support/stored-log.js';
import { compareRows } from './delivered-rows.js';

const seeds = {
  files: readSampleSeeds(path.resolve('seeds', 'sample-city')),
  scheme: parseScheme(readFileSync('seeds/schemes/luan-2023.yaml', 'utf8')),
};

describe('Loading the sample city', () => {
  let folder: string;
  let app: INestApplication | undefined;
  const store = new MemoryEventStore();

  const start = async (sample: boolean, on = store): Promise<INestApplication> => {
    app = await appOver(on, { folder, sample });
    return app;
  };
  const stop = async (): Promise<void> => {
    await app?.close();
    app = undefined;
  };

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'parkledger-sample-'));
  });
  afterEach(async () => {
    await stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('is refused by a real ledger, and leaves nothing there', async () => {
    const real = new MemoryEventStore();
    const loader = (await start(false, real)).get(SampleLoader);
    await expect(loader.load(seeds)).rejects.toMatchObject({ code: 'ledger.notSample' });
    const log: StoredEvent[] = [];
    for await (const page of real.readAll()) log.push(...page);
    expect(log.map((event) => event.type)).toEqual(['LedgerOpened']);
  });

  it('broken off and begun again, tells the whole story once, and every line stands in the row that it names', async () => {
    const breakAt = 7600;
    const progress = (done: number): void => {
      if (done === breakAt) throw new Error('the power is cut');
    };
    await expect((await start(true)).get(SampleLoader).load({ ...seeds, progress })).rejects.toThrow('the power is cut');
    await stop();
    // Derived files are lost as well.
    rmSync(path.join(folder, 'processes'), { recursive: true, force: true });
    rmSync(path.join(folder, 'reads'), { recursive: true, force: true });

    const server = await start(true);
    const loader = server.get(SampleLoader);
    expect(await loader.load(seeds)).toMatchObject({ loaded: true });
    const runner = server.get(CommandRunner);
    await findsTheStory(runner);
    const log = await storedLog(store);
    findsTheVisits(log);
    findsTheVerdictsOf2022(log);
    const { facts, lines, wrong } = await compareRows(log, seeds.files, seeds.scheme);
    expect(wrong).toEqual([]);
    expect(facts).toBeGreaterThan(3000);
    expect(lines).toBeGreaterThan(20_000);

    const head = await store.head();
    expect(await loader.load(seeds)).toEqual({ loaded: false, commands: 0 });
    await server.get(ProcessHost).settled();
    expect(await store.head()).toBe(head);
  }, 300_000);
});

async function findsTheStory(runner: CommandRunner): Promise<void> {
  const evaluation = async (year: number) => (await runner.load(evaluationDecider, String(year))).state;
  const [of2022, of2023, of2024] = [await evaluation(2022), await evaluation(2023), await evaluation(2024)];
  expect([of2022.phase, of2023.phase, of2024.phase]).toEqual(['finalised', 'finalised', 'collecting']);
  expect([of2022.edition, of2023.edition]).toEqual([1, 2]);
  expect([of2022.outdatedBy, of2023.outdatedBy]).toEqual([[], []]);

  const top = async (year: number, run: number): Promise<string[]> => {
    const { state } = await runner.load(scoringRunDecider, `${year}_${run}`);
    return state.ranking.slice(0, 11).map(({ park, rank, tier }) => `${rank} ${park} ${tier}`);
  };
  const editions = of2023.proposed?.run as number;
  expect((await top(2023, editions)).slice(0, 4)).toEqual(['1 SP003 A', '2 SP007 A', '3 SP021 A', '4 SP012 A']);
  expect((await top(2023, editions)).slice(9)).toEqual(['10 SP028 A', '11 SP004 B']);
  const award = async (park: string) => (await runner.load(awardDecider, `${park}_2023`)).state;
  expect(await award('SP016')).toMatchObject({ amount: '0', paid: '50', recovered: '50', proposal: null });
  expect(await award('SP028')).toMatchObject({ amount: '50', paid: '50', recovered: '0', proposal: null });
  expect(await award('SP003')).toMatchObject({ amount: '100', paid: '100' });

  // 2024: part delivered, part missing, some unverified; two parks list the same certificate.
  const open = (await runner.load(dossierDecider, 'SP002_2024')).state;
  const codes = new Set(blockersOf(open, 'year', seeds.scheme).map(({ code }) => code));
  expect([...codes]).toEqual(expect.arrayContaining(['dossier.metricMissing', 'dossier.notVerified']));
  expect((await runner.load(ledgerDecider, 'main')).state.loaded).toBe(seed);
}

/** Each visit has a form and a photo of its own; one park's first visit fails, and its second passes. */
function findsTheVisits(log: readonly StoredEvent[]): void {
  interface Visit {
    readonly park: string;
    readonly passed: boolean;
    readonly form: { readonly hash: string };
    readonly photos: readonly { readonly hash: string }[];
  }
  const visits = log.filter(({ type }) => type === 'SiteCheckRecorded').map(({ data }) => JSON.parse(data) as Visit);
  const files = visits.flatMap(({ form, photos }) => [form, ...photos]).map(({ hash }) => hash);
  expect(new Set(files).size).toBe(2 * visits.length);
  const failed = visits.filter(({ passed }) => !passed).map(({ park }) => park);
  expect(failed).toEqual(['SP013']);
  expect(visits.filter(({ park }) => park === 'SP013').map(({ passed }) => passed)).toEqual([false, true]);
}

/** 科技 answers with the workbook that it was sent: nothing in it gives cause for a remark, and it strikes a line. */
function findsTheVerdictsOf2022(log: readonly StoredEvent[]): void {
  const received = log.filter(({ type }) => type === 'SubmissionReceived').map(({ data }) => JSON.parse(data) as Record<string, unknown>);
  expect(received.filter(({ kind }) => kind === 'verification')).toMatchObject([
    { year: 2022, office: { department: 'science' }, warnings: 0, items: { length: 42 } },
  ]);
  const struck = log.filter(({ type, data }) => type === 'FactVerified' && data.includes('"struck"'));
  expect(struck.map(({ stream, metadata }) => [stream, (JSON.parse(metadata) as { actor: { account: string } }).actor.account])).toEqual([
    ['dossier-SP020_2022', 'science-2'],
  ]);
}

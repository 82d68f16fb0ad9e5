import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  type EvaluationEvent,
  evaluationEvents,
  type RunCommand,
  type RunEvent,
  runEvents,
  type RunExtra,
  runId,
  type SagaCommand,
  scoringRunDecider,
  scoringSaga,
} from '#libs/evaluation';
import { type Dispatch, processEvents } from '#libs/event-sourcing';
import { type RunningProcess, startProcess } from '#libs/event-sourcing/sqlite';
import { someCaller, type TestLedger, testLedger } from '#libs/event-sourcing/testing';
import { MemoryEventStore } from '#libs/event-store/memory';
import { storedLog } from '../support/stored-log.js';
import { extraOf, PARKS, scheme, teller, YEAR } from './engines/run-of-an-engine.js';

describe('A rolling upgrade: one node knows engine 1, the other 1 and 2', () => {
  let folder: string;
  let test: TestLedger;
  const running = new Map<string, RunningProcess>();
  /** Which node sent a step of which run. */
  const steps: { readonly node: string; readonly run: number }[] = [];
  const engineOf = new Map<number, string>();

  const start = async (node: string, engines: readonly string[]): Promise<void> => {
    const { store, registry, ledger } = test;
    const { runner } = await testLedger([evaluationEvents, runEvents, processEvents], { store });
    const dispatch: Dispatch<SagaCommand> = async ({ category, id, command }, envelope) => {
      if (category === 'scoringRun') {
        const run = Number(id.split('_')[1]);
        const version = engineOf.get(run) ?? '';
        steps.push({ node, run });
        expect(engines).toContain(version);
        const extra = async (): Promise<RunExtra> => extraOf(run, version);
        return runner.execute({ decider: scoringRunDecider, id, command: command as RunCommand, ...envelope, extra });
      }
      expect(command.type).toBe('ProposeResults');
      const { run } = command as { readonly run: number };
      const { resultHash } = extraOf(run, engineOf.get(run) ?? '').result as { resultHash: string };
      const data = { edition: 1, run, resultHash, outcomeHash: resultHash, ranked: PARKS.length, tierA: 10, unresolvedTies: [] };
      return runner.execute({ decider: teller, id, command: { type: 'Tell', events: [{ type: 'ResultsProposed', data }] }, ...envelope });
    };
    const process = scoringSaga(engines);
    const options = { process, dispatch, store, registry, runner, ledgerId: ledger.ledgerId, folder: path.join(folder, node) };
    running.set(node, await startProcess(options));
  };
  const stop = async (node: string): Promise<void> => {
    await running.get(node)?.stop();
    running.delete(node);
  };
  const settled = async (): Promise<void> => {
    for (let head = await test.store.head(), before = ''; head !== undefined && head !== before;) {
      before = head;
      const upTo = head;
      await Promise.all([...running.values()].map((process) => process.settled(upTo)));
      head = await test.store.head();
    }
  };
  const tell = (key: string, events: readonly EvaluationEvent[]) =>
    test.runner.execute({ decider: teller, id: String(YEAR), command: { type: 'Tell', events }, caller: someCaller, key });
  /** Asks for a run under an engine; gives its number. */
  const request = async (engineVersion: string): Promise<number> => {
    const cause = { kind: 'requested', park: null, event: null, reason: '复核' } as const;
    const run = (await eventsOf(`evaluation-${YEAR}`)).length;
    engineOf.set(run, engineVersion);
    await tell(`run ${run}`, [{ type: 'ScoringRequested', data: { edition: 1, resultDay: '2024-09-30', engineVersion, cause } }]);
    return run;
  };
  const eventsOf = async (stream: string) => (await storedLog(test.store)).filter((event) => event.stream === stream);
  const runOf = async (run: number): Promise<RunEvent[]> =>
    (await eventsOf(`scoringRun-${runId(YEAR, run)}`)).map(({ type, data }) => ({ type, data: JSON.parse(data) as unknown }) as RunEvent);
  const nodesOf = (run: number): string[] => [...new Set(steps.filter((step) => step.run === run).map(({ node }) => node))].sort();
  /** The run is whole, under its one engine, and proposed once. */
  const expectWhole = async (run: number, engineVersion: string): Promise<void> => {
    const events = await runOf(run);
    const { resultHash } = extraOf(run, engineVersion).result as { resultHash: string };
    const types = events.map(({ type }) => type);
    expect(types.filter((type) => type === 'ParkScored')).toHaveLength(PARKS.length);
    expect(types.filter((type) => type === 'RunStarted' || type === 'RunCompleted')).toEqual(['RunStarted', 'RunCompleted']);
    expect(events.find(({ type }) => type === 'RunStarted')?.data).toMatchObject({ engineVersion });
    for (const { type, data } of events) if (type === 'ParkScored') expect(data.sheetHash).toBe(resultHash);
    expect(events.at(-1)?.data).toMatchObject({ resultHash });
    const proposed = (await eventsOf(`evaluation-${YEAR}`)).filter(
      ({ type, data }) => type === 'ResultsProposed' && data.includes(`"run":${run},`),
    );
    expect(proposed).toHaveLength(1);
  };

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'parkledger-engines-'));
    test = await testLedger([evaluationEvents, runEvents, processEvents], { store: new MemoryEventStore() });
    const closing = { edition: 1, attempt: 1, resultDay: '2024-09-30', participants: PARKS, predecessors: [], exempt: [] };
    await tell('open', [
      { type: 'EvaluationOpened', data: { year: YEAR, scheme } },
      { type: 'CollectionClosing', data: closing },
      { type: 'CollectionClosed', data: { edition: 1, attempt: 1 } },
    ]);
  });
  afterAll(async () => {
    await Promise.all([...running.keys()].map(stop));
    rmSync(folder, { recursive: true, force: true });
  });

  it('a run under engine 2 is left alone by the old node, and done by the new one as soon as it is there', async () => {
    await start('old', ['1']);
    const run = await request('2');
    await settled();
    expect(await runOf(run)).toEqual([]);
    await start('new', ['1', '2']);
    await settled();
    await expectWhole(run, '2');
    expect(nodesOf(run)).toEqual(['new']);
  });

  it('a run under engine 2 that is asked for while both are there is advanced by the new one alone', async () => {
    const run = await request('2');
    await settled();
    await expectWhole(run, '2');
    expect(nodesOf(run)).toEqual(['new']);
  });

  it('a run under engine 1 is advanced by both, by the old one alone, or by the new one alone', async () => {
    const together = await request('1');
    await settled();
    await expectWhole(together, '1');
    for (const [gone, left] of [
      ['new', 'old'],
      ['old', 'new'],
    ] as const) {
      await stop(gone);
      const run = await request('1');
      await settled();
      await expectWhole(run, '1');
      expect(nodesOf(run)).toEqual([left]);
      await start(gone, gone === 'new' ? ['1', '2'] : ['1']);
    }
    await settled();
    expect(await eventsOf('process-scoring')).toEqual([]);
  });
});

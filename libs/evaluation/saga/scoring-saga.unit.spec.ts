import fc from 'fast-check';
import type { RunEvent } from '../run/run.events.js';
import { closedWorld, SagaRunner } from '../testing/saga-runner.js';
import { World } from '../testing/world/world.js';

const proposed = (world: World, year: number): number =>
  world.types('evaluation', String(year)).filter((type) => type === 'ResultsProposed').length;

describe('closing', () => {
  it('closes every dossier of the year and of the base year, then asks for the run and proposes its result', () => {
    const { world } = closedWorld();
    expect(world.types('evaluation', '2023')).toEqual([
      'EvaluationOpened',
      'CollectionClosing',
      'CollectionClosed',
      'AssessmentLocked',
      'ScoringRequested',
      'ResultsProposed',
    ]);
    for (const park of world.participants) {
      for (const year of [2023, 2022]) expect(world.types('dossier', `${park}_${year}`)).toEqual(['FactVerified', 'DossierClosed']);
    }
    expect(world.types('scoringRun', '2023_4')).toEqual([
      'RunInputsPinned',
      'RunStarted',
      ...Array<string>(3).fill('ParkScored'),
      ...Array<string>(3).fill('TierAssigned'),
      ...Array<string>(2).fill('AwardProposed'),
      'RunCompleted',
    ]);
  });

  it('closes what is complete, says what blocks once, and goes on when it is lifted', () => {
    const world = new World();
    const node = new SagaRunner(world);
    world.completeAll(2023);
    world.happens('dossier', 'p2_2023', 'FactCorrected');
    world.openAndClose(2023, true);
    node.settle();
    expect(world.types('evaluation', '2023')).toEqual(['EvaluationOpened', 'CollectionClosing', 'ClosingBlocked']);
    expect(world.types('dossier', 'p1_2023')).toContain('DossierClosed');
    // An event that lifts nothing tries again, and the unchanged list is not written down again.
    world.happens('dossier', 'p2_2023', 'FactReturned');
    node.settle();
    expect(world.types('evaluation', '2023').filter((type) => type === 'ClosingBlocked')).toHaveLength(1);
    world.complete('p2_2023');
    node.settle();
    expect(world.evaluation(2023).phase).toBe('closed');
    expect(proposed(world, 2023)).toBe(1);
  });

  it('waits for the statement of 应急管理 when every dossier is closed', () => {
    const world = new World();
    const node = new SagaRunner(world);
    world.completeAll(2023);
    world.statementsMissing = ['p3'];
    world.openAndClose(2023, true);
    node.settle();
    expect(world.evaluation(2023).phase).toBe('closing');
    world.statementsMissing = [];
    world.happens('park', 'p3', 'AccidentStatementMade');
    node.settle();
    expect(world.evaluation(2023).phase).toBe('closed');
  });

  it('gives back what an abandoned attempt closed, and the next attempt closes all', () => {
    const world = new World();
    const node = new SagaRunner(world);
    world.completeAll(2023);
    world.happens('dossier', 'p2_2023', 'FactCorrected');
    world.openAndClose(2023, true);
    node.settle();
    world.order(2023, { type: 'AbandonClosing', reason: '等待更正' });
    node.settle();
    expect(world.evaluation(2023).phase).toBe('collecting');
    for (const park of world.participants) expect(world.dossier(`${park}_2023`).holds).toEqual([]);
    world.complete('p2_2023');
    world.openAndClose(2023);
    node.settle();
    expect(world.evaluation(2023)).toMatchObject({ phase: 'closed', attempt: 2 });
  });

  it('gives back a dossier whose close overtook the abandoning', () => {
    const world = new World();
    const node = new SagaRunner(world);
    world.completeAll(2023);
    world.openAndClose(2023);
    node.follow();
    world.order(2023, { type: 'AbandonClosing', reason: '暂停' });
    world.happens('dossier', 'p1_2023', 'DossierClosed', { evaluation: 2023, edition: 1, attempt: 1, use: 'year' });
    node.settle();
    expect(world.dossier('p1_2023').holds).toEqual([]);
  });

  it('sends just the clashing dossiers back when a clash appears after all have closed', () => {
    const world = new World();
    const node = new SagaRunner(world);
    world.completeAll(2023);
    world.openAndClose(2023);
    for (let i = 0; i < 6; i += 1) {
      node.follow();
      node.send();
    }
    world.clashing = [
      { park: 'p1', year: 2023 },
      { park: 'p2', year: 2023 },
    ];
    node.settle();
    expect(world.evaluation(2023).phase).toBe('closing');
    expect(world.dossier('p1_2023').holds).toEqual([]);
    expect(world.dossier('p2_2023').holds).toEqual([]);
    expect(world.types('dossier', 'p3_2023')).toEqual(['FactVerified', 'DossierClosed']);
    // Correcting one park lifts the clash for both.
    world.clashing = [];
    world.complete('p1_2023');
    node.settle();
    expect(world.evaluation(2023).phase).toBe('closed');
    expect(proposed(world, 2023)).toBe(1);
  });
});

describe('runs', () => {
  it('leaves a run alone whose engine this node does not have, and another node does it', () => {
    const world = new World();
    world.completeAll(2023);
    world.openAndClose(2023);
    const old = new SagaRunner(world, ['0']);
    for (let i = 0; i < 50; i += 1) {
      old.follow();
      old.send();
    }
    expect(world.evaluation(2023).phase).toBe('closed');
    expect(world.stream('scoringRun', '2023_4')).toEqual([]);
    new SagaRunner(world).settle();
    expect(proposed(world, 2023)).toBe(1);
  });

  it('supersedes a run that is under way when a newer one is asked for', () => {
    const world = new World();
    const node = new SagaRunner(world);
    world.completeAll(2023);
    world.openAndClose(2023);
    while (!world.types('scoringRun', '2023_4').includes('RunStarted')) {
      node.follow();
      node.send();
    }
    world.order(2023, { type: 'RequestScoring', reason: '更正结果日' });
    node.settle();
    expect(world.types('scoringRun', '2023_4')).not.toContain('RunCompleted');
    expect(world.types('scoringRun', '2023_5')).toContain('RunCompleted');
    expect(world.evaluation(2023).proposed?.run).toBe(5);
  });

  it('tells the evaluation of a run that can not be computed', () => {
    const world = new World();
    const node = new SagaRunner(world);
    world.failure = { code: 'evaluation.exemptNowEligible', message: '园区 p9 现已具备参评资格' };
    world.completeAll(2023);
    world.openAndClose(2023);
    node.settle();
    expect(world.types('scoringRun', '2023_4')).toEqual(['RunFailed']);
    expect(world.evaluation(2023).failed).toMatchObject({ run: 4, code: 'evaluation.exemptNowEligible' });
  });

  it('asks for a new run when a park changes before finalising, and calls the edition outdated afterwards', () => {
    const { world, node } = closedWorld();
    world.happens('park', 'p1', 'AccidentRecorded', { date: '2023-05-01' });
    node.settle();
    expect(world.types('evaluation', '2023').slice(-2)).toEqual(['ScoringRequested', 'ResultsProposed']);
    world.finalise(2023);
    node.settle();
    world.happens('park', 'p1', 'RecognitionWithdrawn');
    node.settle();
    expect(world.types('evaluation', '2023').at(-1)).toBe('EditionOutdated');
  });

  it('does nothing about an accident outside the window, or about a park that is not in it', () => {
    const { world, node } = closedWorld();
    const before = world.log.entries.length;
    world.happens('park', 'p1', 'AccidentRecorded', { date: '2022-12-31' });
    world.happens('park', 'p1', 'AccidentRecorded', { date: '2024-10-01' });
    world.happens('park', 'p9', 'AccidentRecorded', { date: '2023-05-01' });
    node.settle();
    expect(world.log.entries).toHaveLength(before + 3);
  });
});

describe('two nodes, killed and restarted at any point', () => {
  /** What happened, without ids: per stream the types in order. */
  const effects = (world: World): Record<string, string[]> => {
    const streams: Record<string, string[]> = {};
    for (const { event } of world.log.entries) {
      if (!event.stream.startsWith('process-')) (streams[event.stream] ??= []).push(event.type);
    }
    return streams;
  };

  it('give each effect once', () => {
    const alone = closedWorld();
    alone.world.finalise(2023);
    alone.node.settle();
    const expected = effects(alone.world);
    const runs = fc.property(
      fc.array(fc.tuple(fc.nat(1), fc.constantFrom('follow', 'send', 'restart'), fc.nat(4)), { maxLength: 150 }),
      (steps) => {
        const world = new World();
        world.completeAll(2023);
        world.openAndClose(2023);
        const nodes = [new SagaRunner(world), new SagaRunner(world)];
        for (const [which, step, count] of steps) {
          const node = nodes[which] as SagaRunner;
          if (step === 'follow') node.follow(count + 1);
          else if (step === 'send') node.send();
          else {
            nodes[which] = new SagaRunner(world);
            nodes[which].follow();
          }
        }
        nodes[0]?.settle();
        world.finalise(2023);
        nodes[1]?.settle();
        expect(effects(world)).toEqual(expected);
      },
    );
    fc.assert(runs, { seed: 20240603, numRuns: 60 });
  });

  it('takes runs of hundreds of parks in chunks of fifty, each once', () => {
    const world = new World();
    world.participants = Array.from({ length: 130 }, (_, i) => `p${String(i).padStart(3, '0')}`);
    world.results = world.participants;
    world.completeAll(2023);
    world.openAndClose(2023);
    const node = new SagaRunner(world);
    for (let i = 0; i < 400; i += 1) {
      node.follow();
      if (!node.send()) break;
    }
    const run = world.stream('scoringRun', '2023_4') as unknown as RunEvent[];
    const scored = run.flatMap((event) => (event.type === 'ParkScored' ? [event.data.park] : []));
    expect(scored).toEqual(world.participants);
    const appends = new Set(
      world
        .stream('scoringRun', '2023_4')
        .filter(({ type }) => type === 'ParkScored')
        .map(({ metadata }) => metadata.commandId),
    );
    expect(appends.size).toBe(3);
    expect(proposed(world, 2023)).toBe(1);
  });
});

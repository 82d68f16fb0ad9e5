import { closedWorld, SagaRunner } from '../testing/saga-runner.js';
import { document, World } from '../testing/world/world.js';

describe('editions', () => {
  function edition2(change: (world: World) => void): World {
    const { world, node } = closedWorld();
    world.finalise(2023);
    node.settle();
    world.order(2023, { type: 'ReopenEvaluation', reason: '税务更正', document, dossiers: [{ park: 'p1', year: 2023 }] });
    node.settle();
    expect(world.dossier('p1_2023').holds).toEqual([]);
    expect(world.dossier('p2_2023').holds).toHaveLength(1);
    change(world);
    world.complete('p1_2023');
    world.openAndClose(2023);
    node.settle();
    world.finalise(2023);
    node.settle();
    return world;
  }

  it('grants the awards of edition 1', () => {
    const { world, node } = closedWorld();
    world.ungraded = [];
    world.finalise(2023);
    node.settle();
    expect(world.stream('award', 'p1_2023').map(({ type, data }) => ({ type, data }))).toEqual([
      { type: 'AwardGranted', data: { edition: 1, run: 4, rank: 1, amount: '100' } },
    ]);
    expect(world.stream('award', 'p3_2023')).toEqual([]);
  });

  it('proposes only the differences of edition 2: 补发, 追回, and a new winner', () => {
    const world = edition2((w) => (w.results = ['p1', 'p3', 'p2']));
    expect(world.types('award', 'p1_2023')).toEqual(['AwardGranted']);
    expect(world.stream('award', 'p2_2023').at(-1)?.data).toMatchObject({
      edition: 2,
      kind: 'recover',
      from: '80',
      to: '0',
      difference: '80',
    });
    expect(world.stream('award', 'p3_2023').at(-1)?.data).toMatchObject({
      edition: 2,
      kind: 'supplement',
      from: '0',
      to: '80',
      difference: '80',
    });
  });

  it('changes no award where edition 2 comes out the same', () => {
    const world = edition2(() => undefined);
    for (const park of world.participants) expect(world.types('award', `${park}_2023`).length).toBeLessThanOrEqual(1);
    expect(world.evaluation(2023).published.map(({ edition }) => edition)).toEqual([1, 2]);
  });

  it('holds an award while an accident is ungraded', () => {
    const world = new World();
    world.ungraded = ['p1'];
    const node = new SagaRunner(world);
    world.completeAll(2023);
    world.openAndClose(2023);
    node.settle();
    world.finalise(2023);
    node.settle();
    expect(world.types('award', 'p1_2023')).toEqual(['AwardHeld']);
  });

  it('tells the other evaluation that a dossier which it holds was reopened, and leaves its edition', () => {
    const world = new World();
    const node = new SagaRunner(world);
    world.completeAll(2023);
    world.completeAll(2024);
    world.openAndClose(2023);
    world.openAndClose(2024);
    node.settle();
    world.finalise(2023);
    world.finalise(2024);
    node.settle();
    world.order(2023, { type: 'ReopenEvaluation', reason: '税务更正', document, dossiers: [{ park: 'p1', year: 2023 }] });
    node.settle();
    expect(world.dossier('p1_2023').holds).toEqual([]);
    expect(world.stream('evaluation', '2024').at(-1)).toMatchObject({ type: 'BaseYearReopened', data: { byEvaluation: 2023, edition: 2 } });
    expect(world.evaluation(2024)).toMatchObject({ phase: 'finalised', edition: 1 });
  });

  it('does not close a dossier again at once that another evaluation reopened while this one is closing', () => {
    const world = new World();
    const node = new SagaRunner(world);
    world.completeAll(2023);
    world.openAndClose(2023);
    node.settle();
    world.finalise(2023);
    node.settle();
    world.completeAll(2024);
    world.happens('dossier', 'p3_2024', 'FactCorrected');
    world.openAndClose(2024, true);
    node.settle();
    expect(world.dossier('p1_2023').holds.map(({ evaluation }) => evaluation)).toEqual([2023, 2024]);
    world.order(2023, { type: 'ReopenEvaluation', reason: '更正', document, dossiers: [{ park: 'p1', year: 2023 }] });
    node.settle();
    expect(world.dossier('p1_2023').holds).toEqual([]);
    expect(world.evaluation(2024).phase).toBe('closing');
  });
});

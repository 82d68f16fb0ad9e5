import { people, type Read } from '../support/client.js';
import { ParkOf, type YearFacts } from '../support/parks.js';
import { type Ranking, Road } from '../support/road.js';
import { Town } from '../support/town.js';

const facts = (tax: string, land = '60'): YearFacts => ({
  tax: [tax, tax, tax],
  revenue: ['300', '300', '300'],
  rd: ['5', '5', '5'],
  land,
});
const { taskForce, auditor } = people;

interface DossierView {
  readonly facts: readonly {
    readonly metric: string;
    readonly state: string;
    readonly current?: { readonly version: number; readonly total?: string };
  }[];
}

interface SheetView {
  readonly hash: string;
  readonly sheet: object;
}

describe('as of a moment before a correction', () => {
  let town: Town;
  let road: Road;
  const parks = new Map<string, ParkOf>();
  /** The last index, and an instant, before anything was corrected; what was read then. */
  let index: number;
  const instant = '2024-07-10T00:00:00.000Z';
  const paths = {
    dossier: '/dossiers/P1/2023',
    fact: '/dossiers/P1/2023/facts/taxPaid',
    measures: '/dossiers/P1/2023/measures',
    ranking: '/evaluations/2023/ranking',
    state: '/evaluations/2023',
    sheet: '/evaluations/2023/parks/P1/sheet',
    why: '/evaluations/2023/parks/P1/why',
    progress: '/progress/2023',
    park: '/parks/P1',
    stream: '/streams/dossier-P1_2023',
  };
  const then = new Map<string, Read<unknown>>();

  beforeAll(async () => {
    town = await Town.found('2024-01-05T01:00:00.000Z');
    road = new Road(town, 2023);
    await road.open();
    for (const [id, tax] of [
      ['P1', '100'],
      ['P2', '80'],
    ] as const) {
      const park = new ParkOf(town, id);
      parks.set(id, park);
      await park.register();
      await park.recognise('2023-06-01');
      await park.stateAccidents(2023);
      await park.deliverBase(2022, facts('60'));
      await park.deliverYear(2023, facts(tax));
    }
    await town.until('2024-07-05T01:00:00.000Z');
    await road.close();
    await town.settled();
    for (const path of Object.values(paths)) then.set(path, await town.api.get(path, taskForce));
    ({ index } = await town.api.get('/ledger', auditor));
    await town.until('2024-07-15T01:00:00.000Z');
    await correctTax();
  }, 60_000);
  afterAll(() => town.dispose());

  async function correctTax(): Promise<void> {
    const park = parks.get('P1') as ParkOf;
    await road.reopen('更正税收', '2024-07-14', [{ park: 'P1', year: 2023 }]);
    const lines = [0, 1, 2].map((n) => ({ uscc: park.tenant(n), amount: '30', scope: 'entity' }));
    await park.correct(2023, 'taxPaid', 1, lines, '2024-07-14');
    await park.verify(2023, 'taxPaid', 2);
    await road.close();
    await town.api.post('/parks/P1/amendment', taskForce, { name: '改名之后的园', reason: '更名' });
    await town.settled();
  }

  it('is another state than now', async () => {
    for (const path of Object.values(paths)) {
      expect([path, (await town.api.get(path, taskForce)).data]).not.toEqual([path, then.get(path)?.data]);
    }
  });

  it.each(Object.entries(paths))('by its log index: %s reads as it did, and says which index that was', async (_what, path) => {
    const read = await town.api.get(`${path}?asOf=${index}`, taskForce);
    expect(read.data).toEqual(then.get(path)?.data);
    expect(read.index).toBe(index);
  });

  it.each(Object.entries(paths))('by the moment: %s reads as it did, and says which index that was', async (_what, path) => {
    const read = await town.api.get(`${path}?asOf=${instant}`, taskForce);
    expect(read.data).toEqual(then.get(path)?.data);
    // Moving the clock is an entry too, the last one before the time that it moves to.
    expect(read.index).toBe(index + 1);
    expect(Date.parse(read.effectiveAt)).toBeLessThanOrEqual(Date.parse(instant));
    expect((await town.api.get(`${path}?asOf=${encodeURIComponent('2024-07-10T08:00:00+08:00')}`, taskForce)).data).toEqual(read.data);
  });

  it('shows the old amount, the old order and the old sheet, and now the new ones', async () => {
    const tax = ({ data }: Read<DossierView>) => data.facts.find(({ metric }) => metric === 'taxPaid');
    expect(tax(await town.api.get<DossierView>(`${paths.dossier}?asOf=${instant}`, taskForce))?.current).toMatchObject({
      version: 1,
      total: '300',
    });
    expect(tax(await town.api.get<DossierView>(paths.dossier, taskForce))?.current).toMatchObject({ version: 2, total: '90' });
    const order = ({ data }: Read<Ranking>) => data.parks.map(({ park }) => park);
    expect(order(await town.api.get<Ranking>(`${paths.ranking}?asOf=${instant}`, taskForce))).toEqual(['P1', 'P2']);
    expect(order(await town.api.get<Ranking>(paths.ranking, taskForce))).toEqual(['P2', 'P1']);
    const old = await town.api.get<SheetView>(`${paths.sheet}?asOf=${instant}`, taskForce);
    const ranking = await town.api.get<Ranking>(`${paths.ranking}?asOf=${instant}`, taskForce);
    expect(old.data.hash).toBe(ranking.data.parks.find(({ park }) => park === 'P1')?.sheetHash);
  });

  it('a moment between two steps of a correction shows the first and not the second', async () => {
    const events = (await town.api.get<{ type: string; index: number }[]>('/ledger/events?from=0&limit=500', auditor)).data;
    const log = [...events, ...(await town.api.get<typeof events>('/ledger/events?from=500&limit=500', auditor)).data];
    const corrected = log.find(({ type }) => type === 'FactCorrected');
    const at = corrected?.index ?? -1;
    const tax = async (asOf: number) =>
      (await town.api.get<DossierView>(`${paths.dossier}?asOf=${asOf}`, taskForce)).data.facts.find(({ metric }) => metric === 'taxPaid');
    expect(await tax(at - 1)).toMatchObject({ state: 'verified', current: { version: 1 } });
    expect(await tax(at)).toMatchObject({ state: 'submitted', current: { version: 2 } });
  });

  it('what can’t be read as of then says so with a code', async () => {
    for (const path of ['/evaluations/2023/blockers?asOf=5', '/evaluations/2023/comparison?before=1&after=1&asOf=5']) {
      expect(await town.api.refusal(town.api.get(path, taskForce))).toMatchObject({ status: 400, code: 'evaluation.readNotAsOf' });
    }
  });

  it('?atLeast= of a command’s answer shows what the command did', async () => {
    for (let n = 0; n < 20; n += 1) {
      const { position, events } = await town.api.post('/parks/P1/amendment', taskForce, { name: `第 ${n} 次改名`, reason: '更名' });
      const read = await town.api.get<{ name: string }>(`/parks/P1?atLeast=${encodeURIComponent(position ?? '')}`, taskForce);
      expect(read.data.name).toBe(`第 ${n} 次改名`);
      const stream = await town.api.get<{ id: string }[]>(`/streams/park-P1?atLeast=${encodeURIComponent(position ?? '')}`, auditor);
      expect(stream.data.at(-1)?.id).toBe(events[0]?.id);
    }
  });
});

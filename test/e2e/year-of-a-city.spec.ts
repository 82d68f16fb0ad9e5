import { people, type Problem } from '../support/client.js';
import type { YearFacts } from '../support/parks.js';
import type { Road } from '../support/road.js';
import { auditWhy, type WhyView } from '../support/why.js';
import {
  awards,
  bringToEnd,
  codes,
  finalise,
  inputOf,
  openCity,
  openNextYear,
  park,
  refused,
  remeasure,
  road,
  thirds,
  town,
  type Comparison,
  whatChanged,
  whatIf,
  year2022,
} from './seven-parks.js';

describe('a year of a city', () => {
  beforeAll(openCity, 120_000);
  afterAll(() => town.dispose());

  it('collects with trial results sealed until the task force has locked what it verifies itself (R44)', async () => {
    const problem = await refused(town.api.post('/evaluations/2023/what-if', people.taskForce, { now: 'verified' }));
    expect(problem).toMatchObject({ status: 403, code: 'evaluation.sealed' });
  });

  it('refuses to close with every gap of every park, and records nothing', async () => {
    await town.until('2024-07-05T01:00:00.000Z');
    const head = await town.head();
    const problem = await refused(road.close());
    expect(problem).toMatchObject({ status: 409, code: 'evaluation.closingBlocked' });
    expect(problem.faults.map(({ code, where }) => [code, where]).sort()).toEqual([
      ['dossier.factReturned', 'P1/2023/landArea'],
      ['dossier.metricMissing', 'P4/2022/rdExpense'],
      ['dossier.notVerified', 'P5/2023/inventionPatents'],
      ['evaluation.accidentStatementMissing', 'P2'],
    ]);
    expect(await town.head()).toBe(head);
    expect((await town.api.get<Problem['faults']>('/evaluations/2023/blockers', people.taskForce)).data).toEqual(problem.faults);
  });

  it('closes all the same once told to: each gap that is lifted closes what it held open, and the last one brings the result', async () => {
    await road.close({ evenIfBlocked: true });
    expect(await road.state()).toMatchObject({ phase: 'closing', attempt: 1, blockers: { length: 4 } });
    await park('P2').stateAccidents(2023);
    await park('P1').correct(2023, 'landArea', 1, [{ certificate: '六不动产权P1', area: '60', unit: 'mu' }], '2024-07-04');
    await park('P1').verify(2023, 'landArea', 2);
    await park('P5').verify(2023, 'inventionPatents');
    expect(await road.state()).toMatchObject({ phase: 'closing', blockers: [{ park: 'P4' }] });
    const problem = await refused(
      park('P1').correct(2023, 'landArea', 2, [{ certificate: '六不动产权P1', area: '61', unit: 'mu' }], '2024-07-04'),
    );
    expect(problem).toMatchObject({ status: 409, code: 'dossier.closed' });
    await park('P4').submit(
      2022,
      'rdExpense',
      park('P4')
        .amounts(year2022['P4'] as YearFacts)
        .get('rdExpense') ?? [],
    );
    await park('P4').verify(2022, 'rdExpense');
    expect(await road.state()).toMatchObject({ phase: 'closed', blockers: [], proposed: { run: expect.any(Number) } });
  });

  it('proposes a ranking with the tie that money hangs on, the park in transition for information, and the barred park with its reason', async () => {
    const ranking = await road.ranking();
    expect(ranking).toMatchObject({
      edition: 1,
      standing: 'proposed',
      rankedCount: 5,
      unresolvedTies: [{ parks: ['P2', 'P3'], blocks: true }],
    });
    expect(ranking.parks.map(({ park: id, status }) => [id, status])).toEqual([
      ...['P1', 'P2', 'P3', 'P4', 'P5'].map((id) => [id, 'ranked']),
      ['P6', 'transition'],
      ['P7', 'barred'],
    ]);
    const row = (id: string) => ranking.parks.find((one) => one.park === id);
    expect(row('P2')?.total).toBe(row('P3')?.total);
    expect(row('P6')).toMatchObject({ rank: null, tier: null, award: null, total: expect.any(String) });
    expect(row('P7')).toMatchObject({ rank: null, total: null, reasons: ['parkWithinPark'] });
  });

  it('answers why for each score of each park, down to events, people, times, files and rows, and recomputes the recorded hash', async () => {
    const ranking = await road.ranking();
    for (const { park: id, status, sheetHash } of ranking.parks) {
      const { data } = await town.api.get<WhyView>(`/evaluations/2023/parks/${id}/why`, people.auditor);
      expect(data).toMatchObject({ recordedHash: sheetHash, recomputedHash: sheetHash, same: true, withheld: false });
      if (status === 'barred') continue;
      const { faults, inputs, lines } = await auditWhy(town, data);
      expect(faults).toEqual([]);
      expect(inputs).toBeGreaterThanOrEqual(10);
      expect(lines).toBeGreaterThanOrEqual(20);
    }
  });

  it('tries what would be: nothing changed gives the recorded hash, a changed fact lists who differs and why, and nothing is recorded', async () => {
    const head = await town.head();
    const { resultHash } = await road.ranking();
    expect((await whatIf({ edition: 1 })).data).toMatchObject({ resultHash, changes: { same: true, parks: [] } });
    expect((await whatIf({ now: 'verified' })).data.resultHash).toBe(resultHash);
    const measures = [{ park: 'P4', year: 2023, measure: 'taxPaid', value: '3000' }];
    const { data } = await whatIf({ edition: 1, measures });
    expect(data.changes.same).toBe(false);
    expect(data.changes.parks.find(({ park: id }) => id === 'P4')?.rank).toMatchObject({ before: 4, causes: [{ kind: 'overtook' }] });
    expect(await town.head()).toBe(head);
  });

  it('is not final while a tie, the number of A, site checks, notice or approval are open: each is named', async () => {
    const steps = ['siteChecksUnplanned', 'meetingMissing', 'notApproved'];
    expect(codes(await refused(finalise()))).toEqual(['tieUnresolved', 'tierCountUnconfirmed', 'noticeMissing', ...steps]);
    expect(await refused(road.publish('2024-09-27', '2024-07-04'))).toMatchObject({ status: 409, code: 'evaluation.tieUnresolved' });
  });

  it('computes anew when an accident comes to light after the proposal', async () => {
    const before = await road.run();
    await town.api.post(`${park('P3').path}/accidents`, people.of('emergency'), { accident: 'SG-1', date: '2024-07-01' });
    const state = await road.state();
    expect(state.requested).toMatchObject({ cause: 'accidentRecorded' });
    expect(await road.run()).toBeGreaterThan(before);
    const meeting = {
      run: before,
      minutes: town.document('2024-07-04'),
      consent: town.document('2024-07-04'),
      notice: town.document('2024-07-04'),
    };
    expect(await refused(road.send('approval', meeting))).toMatchObject({ status: 412, code: 'evaluation.staleRun' });
  });

  it('settles the tie by a ruling of two persons, and the number of A by confirmation', async () => {
    const alone = { parks: ['P3', 'P2'], reason: '裁定', minutes: town.document('2024-07-04'), persons: ['taskForce-1', 'taskForce-1'] };
    expect(await refused(road.send('tie-rulings', alone))).toMatchObject({ status: 400, code: 'evaluation.personsMissing' });
    await road.ruleTie(['P3', 'P2'], '2024-07-04');
    await road.confirmTierCount(4, '2024-07-04');
    const { parks: rows, unresolvedTies, tiers } = await road.ranking();
    expect(unresolvedTies).toEqual([]);
    expect(tiers).toEqual({ A: 4, B: 1, C: 0 });
    expect(rows.slice(0, 5).map(({ park: id, tier, award }) => [id, tier, award])).toEqual([
      ['P1', 'A', '100'],
      ['P3', 'A', '80'],
      ['P2', 'A', '70'],
      ['P4', 'A', '50'],
      ['P5', 'B', '0'],
    ]);
  });

  it('publishes for five working days, over the holiday and its 调休', async () => {
    await town.until('2024-09-26T01:00:00.000Z');
    await road.visit('2024-09-25');
    await road.meet('2024-09-25');
    await road.publish('2024-09-27', '2024-09-25');
    expect((await road.state()).notice).toMatchObject({ from: '2024-09-27', until: '2024-10-09' });
    await road.approve('2024-09-25');
    expect(codes(await refused(finalise()))).toEqual(['noticeOpen', 'noticeProofMissing']);
  });

  it('upholds an objection: reopened, corrected and computed anew, the outcome differs and asks for a second notice and approval', async () => {
    const objection = { park: 'P5', text: '占地面积测量有误', documents: [town.document('2024-09-25')] };
    expect(await refused(town.api.post('/evaluations/2023/objections', park('P5').person, objection))).toMatchObject({
      code: 'evaluation.noNoticeRunning',
    });
    await town.until('2024-09-28T01:00:00.000Z');
    expect(await refused(town.api.post('/evaluations/2023/objections', park('P4').person, objection))).toMatchObject({ status: 403 });
    const lodged = await town.api.post('/evaluations/2023/objections', park('P5').person, objection);
    expect(codes(await refused(finalise()))).toEqual(['noticeOpen', 'noticeProofMissing', 'objectionOpen']);
    const { objection: id } = lodged.events[0]?.data as { objection: string };
    const answer = {
      upheld: true,
      answer: '经复测属实',
      document: town.document('2024-09-25'),
      changes: [{ park: 'P5', what: '占地面积' }],
    };
    await road.resolve(id, answer);
    expect((await road.state()).requested).toMatchObject({ cause: 'objectionUpheld' });
    await remeasure('P5', '50');
    const ranking = await road.ranking();
    expect(ranking.edition).toBe(1);
    expect(ranking.parks.slice(0, 5).map(({ park: one }) => one)).toEqual(['P1', 'P3', 'P2', 'P5', 'P4']);
    await town.until('2024-10-10T01:00:00.000Z');
    expect(codes(await refused(finalise()))).toEqual(expect.arrayContaining(['noticeMissing', 'notApproved']));
  });

  it('finalises, grants the awards, and holds that of the park whose accident is not graded', async () => {
    await road.confirmTierCount(4, '2024-10-09');
    await bringToEnd(road, '2024-10-09', '2024-10-11', '2024-10-18T01:00:00.000Z');
    expect((await road.state()).notice).toMatchObject({ until: '2024-10-16' });
    expect(await road.ranking()).toMatchObject({ edition: 1, standing: 'finalised', tiers: { A: 4, B: 1 } });
    expect(await awards()).toEqual([
      ['P1', '100', null, null],
      ['P2', '70', null, null],
      ['P3', '0', '80', null],
      ['P5', '50', null, null],
    ]);
    const payment = { amount: '100', on: '2024-10-18', document: town.document('2024-10-16') };
    await town.api.post('/awards/2023/P1/payment', people.taskForce, payment);
    expect(await refused(town.api.post('/awards/2023/P3/payment', people.taskForce, payment))).toMatchObject({ code: 'award.held' });
    expect(
      await refused(town.api.post('/awards/2023/P1/use', park('P1').person, { uses: [{ use: 'team', amount: '20.5' }] })),
    ).toMatchObject({
      code: 'award.teamShare',
    });
  });

  describe('and the year after', () => {
    let next: Road;
    beforeAll(async () => {
      next = await openNextYear();
    }, 60_000);

    it('takes its growth from the facts of the year before, as they stood when it closed', async () => {
      const { parks: rows } = await next.ranking();
      expect(rows.map(({ park: id, status }) => [id, status])).toContainEqual(['P6', 'ranked']);
      expect(await inputOf('P1', 2024, 'taxPaid', 'base')).toMatchObject({ value: '600', fact: { stream: 'dossier-P1_2023', version: 1 } });
    });

    it('a correction of the finalised year reopens it with a document, frees its dossier, and tells the year that builds on it', async () => {
      const dossiers = [{ park: 'P1', year: 2023 }];
      const withoutDocument = { reason: '审计发现税收多计', dossiers };
      expect(await refused(road.send('reopening', withoutDocument))).toMatchObject({ status: 400 });
      const drop = thirds(120).map((amount, i) => ({ uscc: park('P1').tenant(i), amount, scope: 'entity' }));
      expect(await refused(park('P1').correct(2023, 'taxPaid', 1, drop, '2025-02-04'))).toMatchObject({
        status: 409,
        code: 'dossier.closed',
      });
      await road.reopen('审计发现税收多计', '2025-02-04', dossiers);
      expect(await road.state()).toMatchObject({ phase: 'collecting', edition: 2 });
      expect((await next.state()).reopenedBases).toEqual([{ park: 'P1', year: 2023, byEvaluation: 2023 }]);
      expect(codes(await refused(next.finalise()))).toContain('baseYearOpen');
      await park('P1').correct(2023, 'taxPaid', 1, drop, '2025-02-04');
      expect(codes(await refused(road.close()))).toEqual(['notVerified']);
      await park('P1').verify(2023, 'taxPaid', 2);
      await road.close();
      expect((await road.ranking(1)).standing).toBe('finalised');
    });

    it('edition 2 ranks everybody anew; awards differ only when it is final, as proposals that are decided one by one', async () => {
      const first = await road.ranking(1);
      const before = await awards();
      await road.confirmTierCount(4, '2025-02-04');
      const second = await road.ranking(2);
      expect(second.parks.slice(0, 5).map(({ park: id, award }) => [id, award])).toEqual([
        ['P3', '100'],
        ['P2', '80'],
        ['P1', '70'],
        ['P5', '50'],
        ['P4', '0'],
      ]);
      expect(await awards()).toEqual(before);
      await bringToEnd(road, '2025-02-04', '2025-02-06', '2025-02-13T01:00:00.000Z');
      expect(await awards()).toEqual([
        ['P1', '100', null, 'recover 30'],
        ['P2', '70', null, 'supplement 10'],
        ['P3', '0', '100', null],
        ['P5', '50', null, null],
      ]);
      expect(await road.ranking(1)).toEqual(first);
    });

    it('补发 and 追回 are decided with ground and document, and nothing is taken back before', async () => {
      const document = town.document('2025-02-12');
      const recover = () => town.api.post('/awards/2023/P1/recovery', people.taskForce, { amount: '30', on: '2025-02-13', document });
      const decide = (id: string, ground: object) =>
        town.api.post(`/awards/2023/${id}/adjustment-decision`, people.taskForce, {
          edition: 2,
          decision: 'approved',
          document,
          ...ground,
        });
      expect(await refused(recover())).toMatchObject({ code: 'award.overRecovered' });
      expect(await refused(decide('P1', {}))).toMatchObject({ status: 400 });
      for (const id of ['P1', 'P2']) await decide(id, { ground: '第 2 版结果' });
      await recover();
      expect((await awards()).slice(0, 2)).toEqual([
        ['P1', '70', null, null],
        ['P2', '80', null, null],
      ]);
    });

    it('the comparison of both editions names the cause of every difference', async () => {
      const { data } = await town.api.get<Comparison>('/evaluations/2023/comparison?before=1&after=2', people.taskForce);
      const changed = await whatChanged();
      expect(data.parks.map(({ park: id }) => id).sort()).toEqual([...changed.keys()].sort());
      for (const { park: id, rows, ...aspects } of data.parks) {
        expect(rows.map(({ row }) => row).sort()).toEqual(changed.get(id)?.rows);
        const differences = [...rows, ...Object.values(aspects).filter((aspect) => typeof aspect === 'object')];
        for (const { causes } of differences) expect(causes).not.toEqual([]);
      }
      const own = data.parks.find(({ park: id }) => id === 'P1');
      expect(own?.rows.find(({ row }) => row === 'taxPerMu')?.causes).toContainEqual(
        expect.objectContaining({
          kind: 'ownFact',
          measure: 'taxPaid',
          before: expect.objectContaining({ value: '600' }),
          after: expect.objectContaining({ value: '120' }),
        }),
      );
      expect(own?.rank?.causes).toContainEqual({ kind: 'overtaken', by: ['P2', 'P3'] });
    });

    it('the year after is computed on the corrected base once its task force reopens it', async () => {
      const before = await next.ranking();
      await next.reopen('基期更正', '2025-02-12', []);
      await next.close();
      const after = await next.ranking();
      expect(after.run).toBeGreaterThan(before.run);
      expect(await inputOf('P1', 2024, 'taxPaid', 'base')).toMatchObject({ value: '120', fact: { stream: 'dossier-P1_2023', version: 2 } });
      const tax = (of: typeof after) => of.parks.find(({ park: id }) => id === 'P1')?.scores?.['taxPerMu'];
      expect(tax(after)).not.toBe(tax(before));
      expect((await next.state()).reopenedBases).toEqual([]);
    });
  });
});

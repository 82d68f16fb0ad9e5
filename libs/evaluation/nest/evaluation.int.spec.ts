import { SmallCity, taskForce } from '../testing/small-city.js';
import { AwardsQuery, BlockersQuery, CompareQuery, EvaluationQuery, RankingQuery, SheetQuery, WhatIfQuery, WhyQuery } from './index.js';

const strong = { tax: '900.5', revenue: '9000', rd: '300', land: '60' };
const weak = { tax: '300', revenue: '4000', rd: '100', land: '60' };
const before = { tax: '250', revenue: '3500', rd: '90', land: '60' };
const enterprise = { account: 'p-1', role: 'park', department: 'park', park: 'P1' } as const;

describe('an evaluation from the opening to edition 2', () => {
  let city: SmallCity;
  beforeEach(async () => {
    city = await SmallCity.open();
    await city.adoptScheme();
    await city.order(2023, { type: 'OpenEvaluation', year: 2023, scheme: city.scheme.id });
  }, 30_000);
  afterEach(() => city.close());

  const closeAll = () => city.order(2023, { type: 'CloseCollection', resultDay: '2024-09-30' });

  /** Number of A, site checks, meeting, notice, approval, finalising. */
  async function finalise(from: string, at: string): Promise<void> {
    const document = { ...city.document, date: '2024-07-30' };
    await city.order(2023, { type: 'ConfirmTierCount', count: 10, reason: '参评园区不足二十个', minutes: document });
    const run = (await city.state(2023)).proposed?.run ?? -1;
    await city.order(2023, {
      type: 'RecordMeeting',
      held: '2024-07-30',
      minutes: document,
      present: ['tf-1', 'tf-2'],
      recused: [],
      decided: '同意',
    });
    await city.order(2023, { type: 'PlanSiteChecks', run, seed: '公开抽签' });
    for (const { park } of (await city.state(2023)).siteChecks.filter(({ recorded }) => !recorded)) {
      await city.order(2023, {
        type: 'RecordSiteCheck',
        park,
        on: '2024-07-20',
        by: ['tf-2', 'tf-3'],
        passed: true,
        findings: '相符',
        form: document,
        photos: [document],
      });
    }
    await city.order(2023, { type: 'PublishNotice', run, from, document });
    await city.order(2023, { type: 'ApproveResults', run, minutes: document, consent: document, notice: document });
    city.clock.moveTo(at);
    await city.order(2023, { type: 'RecordNoticeProof', where: '市政府网站', on: from, document: { ...document, date: from } });
    await city.order(2023, { type: 'ConcludeNotice' });
    await city.order(2023, { type: 'FinaliseResults', run });
  }

  const ranking = async (edition?: number, at = {}) => (await city.queries.execute(new RankingQuery(2023, taskForce, edition, at))).data;

  it('takes one park to a proposed result, whose sheet recomputes to the recorded hash', async () => {
    await city.park('P1', 2023, strong, before);
    await closeAll();
    const result = await ranking();
    expect(result).toMatchObject({ year: 2023, edition: 1, standing: 'proposed', rankedCount: 1 });
    expect(result.parks).toMatchObject([{ park: 'P1', status: 'ranked', rank: 1, tier: 'A', award: '100' }]);
    const { data: why } = await city.queries.execute(new WhyQuery({ year: 2023, park: 'P1' }, taskForce));
    expect(why).toMatchObject({ same: true, withheld: false, recordedHash: result.parks[0]?.sheetHash });
    expect(why.standing).toMatchObject({ status: { recognised: true, accidents: [] }, stream: 'park-P1' });
    expect(why.standing.support.recognised).toHaveLength(1);
    const text = JSON.stringify(why.why);
    expect(text).toContain('"account":"tax-1"');
    expect(text).toContain('"row":2,"sheet":"P1.csv"');
    expect(text).toContain('"stream":"dossier-P1_2022"');
    const { data: sheet } = await city.queries.execute(new SheetQuery({ year: 2023, park: 'P1' }, taskForce));
    expect(sheet.hash).toBe(why.recordedHash);
  }, 30_000);

  it('lists every blocker and records nothing where something is missing', async () => {
    await city.park('P1', 2023, strong, before);
    await city.record('park', 'P2', {
      type: 'ParkRegistered',
      data: { code: 'P2', name: '园区', zone: 'Z', county: '341502', operator: { name: '运营', uscc: '91341502MA2TX00250' } },
    });
    await city.record('dossier', 'P1_2022', { type: 'FactReturned', data: { metric: 'taxPaid', version: 1, reason: '口径不符' } });
    const refusal = await closeAll().catch((error: unknown) => error);
    expect(refusal).toMatchObject({
      code: 'evaluation.closingBlocked',
      faults: [{ code: 'dossier.factReturned', where: 'P1/2022/taxPaid' }],
    });
    expect((await city.state(2023)).phase).toBe('collecting');
    expect((await city.queries.execute(new BlockersQuery(2023, taskForce))).data).toHaveLength(1);
  }, 30_000);

  it('finalises, corrects after reopening, and edition 2 proposes the differences while edition 1 reads as it did', async () => {
    await city.park('P1', 2023, strong, before);
    await city.park('P2', 2023, weak, before);
    await closeAll();
    const first = await ranking();
    expect(first.parks.map(({ park, award }) => [park, award])).toEqual([
      ['P1', '100'],
      ['P2', '80'],
    ]);
    await expect(city.queries.execute(new RankingQuery(2023, enterprise))).rejects.toMatchObject({ code: 'access.forbidden' });
    await finalise('2024-08-01', '2024-08-09T02:00:00.000Z');
    expect((await city.state(2023)).phase).toBe('finalised');
    const point = (await city.queries.execute(new EvaluationQuery(2023, taskForce))).index;
    const awards = async () =>
      (await city.queries.execute(new AwardsQuery({ year: 2023 }, taskForce))).data.map(({ park, amount, proposal }) => [
        park,
        amount,
        proposal?.kind,
        proposal?.difference,
      ]);
    expect(await awards()).toEqual([
      ['P1', '100', undefined, undefined],
      ['P2', '80', undefined, undefined],
    ]);

    await city.order(2023, {
      type: 'ReopenEvaluation',
      reason: '更正申报',
      document: city.document,
      dossiers: [{ park: 'P1', year: 2023 }],
    });
    await city.correct('P1', 2023, 'taxPaid', '10');
    await city.correct('P1', 2023, 'operatingRevenue', '100');
    await city.correct('P1', 2023, 'rdExpense', '0');
    await closeAll();
    const second = await ranking(2);
    expect(second.parks.map(({ park }) => park)).toEqual(['P2', 'P1']);
    await finalise('2024-08-12', '2024-08-20T02:00:00.000Z');
    expect(await awards()).toEqual([
      ['P1', '100', 'recover', '20'],
      ['P2', '80', 'supplement', '20'],
    ]);
    const old = await ranking(1);
    expect(old.parks).toEqual(first.parks);
    expect((await ranking(undefined, { asOf: String(point) })).edition).toBe(1);

    const { data: comparison } = await city.queries.execute(new CompareQuery(2023, 1, 2, taskForce));
    const p1 = comparison.parks.find(({ park }) => park === 'P1');
    const p2 = comparison.parks.find(({ park }) => park === 'P2');
    expect(p1?.rows.find(({ row }) => row === 'taxPerMu')?.causes).toContainEqual(
      expect.objectContaining({
        kind: 'ownFact',
        measure: 'taxPaid',
        before: expect.objectContaining({ version: 1 }),
        after: expect.objectContaining({ version: 2 }),
      }),
    );
    expect(p2?.rows.find(({ row }) => row === 'taxPerMu')?.causes).toContainEqual(
      expect.objectContaining({ kind: 'reference', which: 'best' }),
    );
    expect(p1?.rank?.causes).toContainEqual({ kind: 'overtaken', by: ['P2'] });
    expect(p2?.rank?.causes).toContainEqual({ kind: 'overtook', parks: ['P1'] });
    for (const { rows, ...aspects } of comparison.parks) {
      const differences = [...rows, ...Object.values(aspects).filter((aspect) => typeof aspect === 'object')];
      for (const difference of differences) expect(difference.causes).not.toEqual([]);
    }
  }, 60_000);

  it('proven false evidence (R25) outdates a published edition; the next one bars the park and proposes to take its award back', async () => {
    await city.park('P1', 2023, strong, before);
    await city.park('P2', 2023, weak, before);
    await closeAll();
    await finalise('2024-08-01', '2024-08-09T02:00:00.000Z');
    const { document } = city;
    const finding = '2b1c2f0e-7b1d-5c55-9a53-0f3f7f9a2d12';
    await city.record('park', 'P1', { type: 'FalseEvidenceProven', data: { finding, year: 2023, metric: 'taxPaid', document } });
    await city.settle();
    expect((await city.state(2023)).outdatedBy).toMatchObject([{ park: 'P1', kind: 'falseEvidence' }]);
    expect((await ranking()).parks[0]).toMatchObject({ park: 'P1', award: '100' });

    await city.order(2023, { type: 'ReopenEvaluation', reason: '弄虚作假', document, dossiers: [] });
    await closeAll();
    expect((await city.state(2023)).exempt).toEqual([{ park: 'P1', reason: 'falseEvidence' }]);
    expect((await ranking(2)).parks).toMatchObject([
      { park: 'P2', rank: 1, award: '100' },
      { park: 'P1', status: 'barred', reasons: ['falseEvidence'], award: null },
    ]);
    await finalise('2024-08-12', '2024-08-20T02:00:00.000Z');
    const { data: awards } = await city.queries.execute(new AwardsQuery({ year: 2023 }, taskForce));
    expect(awards.map(({ park, amount, proposal }) => [park, amount, proposal?.kind, proposal?.difference])).toEqual([
      ['P1', '100', 'recover', '100'],
      ['P2', '80', 'supplement', '20'],
    ]);
  }, 60_000);

  it('answers a what-if without a change with the recorded hash, and names the causes of a change', async () => {
    await city.park('P1', 2023, strong, before);
    await expect(city.queries.execute(new WhatIfQuery(2023, { base: { now: 'verified' } }, taskForce))).rejects.toMatchObject({
      code: 'evaluation.sealed',
    });
    await city.park('P2', 2023, weak, before);
    await closeAll();
    const recorded = (await city.state(2023)).proposed?.resultHash;
    const events = (await city.queries.execute(new EvaluationQuery(2023, taskForce))).index;
    const same = await city.queries.execute(new WhatIfQuery(2023, { base: { edition: 1 } }, taskForce));
    expect(same.data).toMatchObject({ resultHash: recorded, notComputed: [], changes: { same: true } });
    const measures = [{ park: 'P2', year: 2023, measure: 'taxPaid', value: '2000' }];
    const other = await city.queries.execute(new WhatIfQuery(2023, { base: { now: 'verified' }, measures }, taskForce));
    expect(other.data.changes.parks.find(({ park }) => park === 'P2')?.rows.map(({ row }) => row)).toContain('taxPerMu');
    const unknown = new WhatIfQuery(
      2023,
      { base: { edition: 1 }, measures: [{ park: 'P9', year: 2023, measure: 'taxPaid', value: '1' }] },
      taskForce,
    );
    await expect(city.queries.execute(unknown)).rejects.toMatchObject({ code: 'evaluation.changeUnknown' });
    expect((await city.queries.execute(new EvaluationQuery(2023, taskForce))).index).toBe(events);
  }, 30_000);
});

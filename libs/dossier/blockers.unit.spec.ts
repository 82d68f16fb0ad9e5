import * as city from './testing/city.js';
import { complete, given, go, submit, verify } from './testing/road.js';
import { blockersOf } from './blockers.js';
import { confirmedFacts } from './confirmed-facts.js';
import { standing } from './dossier.state.js';

const [, b] = city.usccs;
type Dossier = ReturnType<typeof given>;
const blockers = (dossier: Dossier, use: 'year' | 'base' = 'year', scheme = city.scheme): (string | undefined)[][] =>
  blockersOf(dossier.state, use, scheme).map((blocker) => [blocker.code, blocker.metric]);
const waive = (dossier: Dossier, metric: string, kind: 'claimed' | 'baseNonExistent' = 'claimed'): Dossier =>
  go(dossier, { type: 'WaiveFact', metric, kind, reason: '无此项' }, city.taskForce);

describe('what keeps a dossier from closing', () => {
  it('nothing, when every metric is verified, the roster frozen and the claims declared and reviewed', () => {
    expect(blockers(complete())).toEqual([]);
  });

  it('a metric that nobody submitted, unless it was waived for this use', () => {
    const left = complete(['inventionPatents']);
    expect(blockers(left)).toEqual([['dossier.metricMissing', 'inventionPatents']]);
    expect(blockers(waive(left, 'inventionPatents'))).toEqual([]);
    // A base that did not exist says nothing about the year itself.
    const noTax = waive(complete(['taxPaid']), 'taxPaid', 'baseNonExistent');
    expect(blockers(noTax)).toEqual([['dossier.metricMissing', 'taxPaid']]);
    expect(blockers(noTax, 'base')).toEqual([]);
  });

  it('a correction that was not verified, a line or a fact sent back', () => {
    const correct = {
      type: 'CorrectFact',
      metric: 'landArea',
      version: 1,
      lines: [city.parcel('x', '21')],
      reason: '更正',
      documents: [city.document],
    } as const;
    const corrected = go(complete(), correct, city.clerk('landResources'));
    expect(blockers(corrected)).toEqual([['dossier.notVerified', 'landArea']]);
    const sentBack = verify(corrected, 'landArea', [{ line: 'x', verdict: 'returned', reason: '面积不符' }]);
    expect(blockers(sentBack)).toEqual([
      ['dossier.linesReturned', 'landArea'],
      ['dossier.landNotPositive', 'landArea'],
    ]);
    const returned = go(complete(), { type: 'ReturnFact', metric: 'taxPaid', version: 1, reason: '口径' }, city.clerk('tax', 'tax-2'));
    expect(blockers(returned)).toEqual([['dossier.factReturned', 'taxPaid']]);
  });

  it('land whose every parcel was struck: land of the year is > 0 (R45)', () => {
    const struck = verify(submit(complete(['landArea']), 'landArea'), 'landArea', [
      { line: '皖(2020)0001', verdict: 'struck', reason: '未供应' },
    ]);
    expect(blockers(struck)).toEqual([['dossier.landNotPositive', 'landArea']]);
    expect(blockers(struck, 'base')).toEqual([]);
  });

  it('a roster that was corrected after it was frozen', () => {
    const correct = {
      type: 'CorrectFact',
      metric: 'tenantRoster',
      version: 1,
      lines: [city.stay(b)],
      reason: '更正',
      documents: [city.document],
    } as const;
    const again = verify(go(complete(), correct, city.park), 'tenantRoster');
    expect(blockers(again)).toEqual([['dossier.rosterUnfrozen', 'tenantRoster']]);
    expect(blockers(go(again, { type: 'FreezeRoster', version: 2 }, city.county))).toEqual([]);
  });

  it('an open clash', () => {
    const clash = { kind: 'certificate', metric: 'highTechNew', subject: 'GR1', places: [] } as const;
    expect(blockersOf(complete().state, 'year', city.scheme, [clash])).toMatchObject([{ code: 'dossier.clash', metric: 'highTechNew' }]);
  });

  it('a claim that came late is neither declared nor reviewed', () => {
    const late = submit(complete(['designPatents']), 'designPatents');
    expect(blockers(late).map(([code]) => code)).toEqual(['dossier.notVerified', 'dossier.notDeclared', 'dossier.notReviewed']);
  });

  it("asks for nothing that the scheme's road does not require", () => {
    const { road } = city.scheme;
    const short = {
      ...city.scheme,
      road: { ...road, declaration: { ...road.declaration, required: false }, countyReview: { ...road.countyReview, required: false } },
    };
    const late = submit(complete(['designPatents']), 'designPatents');
    expect(blockers(late, 'year', short)).toEqual([['dossier.notVerified', 'designPatents']]);
  });
});

describe('the clustering metric (R17, R45)', () => {
  const chosen = 'chainSupportEnterprises';
  const other = 'leadingIndustryShare';

  it('only the chosen one is demanded', () => {
    expect(blockers(complete([other]))).toEqual([]);
    expect(blockers(complete([chosen]))).toEqual([['dossier.metricMissing', chosen]]);
    expect(blockers(waive(complete([chosen]), chosen))).toEqual([]);
  });

  it('the one that was not chosen may stay unverified, unless the higher counts whatever is chosen', () => {
    const unverified = submit(complete([other]), other);
    const aboutOther = (scheme = city.scheme) => blockersOf(unverified.state, 'year', scheme).filter((blocker) => blocker.metric === other);
    expect(aboutOther()).toEqual([]);
    const best = { ...city.scheme, readings: { ...city.scheme.readings, clusteringSelection: 'best' as const } };
    expect(aboutOther(best)).toMatchObject([{ code: 'dossier.notVerified' }]);
  });

  it('where the choice was waived, what was submitted is verified and nothing more is demanded', () => {
    const without = waive(complete(['clusteringOption', chosen, other]), 'clusteringOption');
    expect(blockers(without)).toEqual([]);
    expect(blockers(submit(without, other))).toContainEqual(['dossier.notVerified', other]);
    expect(blockers(complete(['clusteringOption', chosen, other]))).toEqual([['dossier.metricMissing', 'clusteringOption']]);
  });
});

describe('the facts that count', () => {
  const facts = (dossier: Dossier, include?: 'verified' | 'submitted') =>
    confirmedFacts(dossier.state, include).map(({ metric, version, lines }) => [metric, version, lines.map((line) => line.verdict)]);

  it('are those that stand verified, each line with its verdict', () => {
    const tax = submit(given(), 'landArea', [city.parcel('x', '1'), city.parcel('y', '2')]);
    expect(facts(tax)).toEqual([]);
    expect(facts(tax, 'submitted')).toEqual([['landArea', 1, ['confirmed', 'confirmed']]]);
    const verified = verify(tax, 'landArea', [
      { line: 'y', verdict: 'struck', reason: '未供应' },
      { line: 'x', verdict: 'confirmed' },
    ]);
    expect(facts(verified)).toEqual([['landArea', 1, ['confirmed', 'struck']]]);
    const returned = go(verified, { type: 'ReturnFact', metric: 'landArea', version: 1, reason: 'x' }, city.clerk('landResources', 'l2'));
    expect(facts(returned)).toEqual([]);
    expect(facts(returned, 'submitted')).toEqual([]);
  });

  it('name the event that delivered the version', () => {
    const dossier = complete();
    for (const { metric, eventId, revision } of confirmedFacts(dossier.state)) {
      expect(standing(dossier.state, metric)?.delivered).toMatchObject({ eventId, revision });
    }
    expect(confirmedFacts(dossier.state).map((fact) => fact.metric)).toEqual(Object.keys(dossier.state.facts).sort());
  });
});

import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { parseScheme, withReadings } from '#libs/scheme';
import { currentEngine, engine, type Measures, type MeasureValue, ordinaryStatus, type ParkInput, type ScoringInput } from '#libs/scoring';
import { whatIf } from '../whatif/what-if.js';
import { compareEditions } from './compare.js';

interface GoldenPark {
  readonly id: string;
  readonly status?: object;
  /** By year. */
  readonly facts: Readonly<Record<string, Record<string, MeasureValue>>>;
}

const scoring = engine(currentEngine);
const golden = JSON.parse(readFileSync('test/golden/city-45.json', 'utf8')) as { year: number; readings?: object; parks: GoldenPark[] };
const scheme = withReadings(parseScheme(readFileSync('seeds/schemes/luan-2023.yaml', 'utf8')), golden.readings ?? {});
const measured = (facts: Record<string, MeasureValue>): Measures =>
  Object.fromEntries(Object.entries(facts).map(([code, value]) => [code, { value }]));
const input: ScoringInput = {
  year: golden.year,
  resultDay: `${golden.year + 1}-09-30`,
  scheme,
  rulings: { ties: [] },
  parks: golden.parks.map(({ id, status, facts }): ParkInput => ({
    id,
    status: { ...ordinaryStatus, ...status },
    facts: { current: measured(facts[golden.year] ?? {}), base: measured(facts[golden.year - 1] ?? {}) },
  })),
};
const edition = (number: number, of: ScoringInput) => ({ edition: number, input: of, result: scoring.score(of) });
const first = edition(1, input);

/** Every single difference of a comparison, with its causes. */
function differences(after: ScoringInput) {
  const { parks } = compareEditions(first, edition(2, after));
  return parks.flatMap(({ park, rows, status, total, rank, tier, award }) =>
    [...rows, status, total, rank, tier, award].filter((one) => one !== undefined).map((one) => ({ park, ...one })),
  );
}

describe('comparing two editions of a city of 45 parks', () => {
  it('finds nothing where nothing changed', () => {
    expect(compareEditions(first, edition(2, input))).toMatchObject({ same: true, parks: [] });
  });

  it('names a cause for every difference, whatever changed', () => {
    const park = fc.nat(input.parks.length - 1);
    const change = fc.oneof(
      fc.record({
        kind: fc.constant('measure' as const),
        park,
        measure: fc.constantFrom('taxPaid', 'operatingRevenue', 'rdExpense', 'landArea'),
        value: fc.integer({ min: 1, max: 90_000 }),
      }),
      fc.record({ kind: fc.constant('accident' as const), park }),
      fc.record({ kind: fc.constant('transition' as const), park }),
      fc.record({
        kind: fc.constant('reading' as const),
        readings: fc.constantFrom(
          { efficacyBase: '0.2' },
          { tierASize: 5 },
          { awardOthers: '40' },
          { growthOf: 'total' },
          { places: 2 },
          { tierCMaxShare: '0.3' },
        ),
      }),
    );
    const property = fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), (changes) => {
      let after = input;
      for (const one of changes) {
        if (one.kind === 'reading') after = { ...after, scheme: withReadings(after.scheme, one.readings) };
        else {
          const parks = after.parks.map((known, i) => {
            if (i !== one.park) return known;
            if (one.kind === 'accident')
              return { ...known, status: { ...known.status, accidents: [{ severity: 'major' as const, date: `${input.year}-06-01` }] } };
            if (one.kind === 'transition') return { ...known, status: { ...known.status, transition: true, optsIn: false } };
            return { ...known, facts: { ...known.facts, current: { ...known.facts.current, [one.measure]: { value: `${one.value}` } } } };
          });
          after = { ...after, parks };
        }
      }
      for (const difference of differences(after))
        expect(difference).toMatchObject({ causes: expect.arrayContaining([expect.anything()]) });
    });
    fc.assert(property, { seed: 45, numRuns: 25 });
  }, 60_000);

  it('tells the park that moved the best from those whose own facts changed', () => {
    const best = [...first.result.ranking][0] as string;
    const value = '999999';
    const tried = whatIf(input, { measures: [{ park: best, year: input.year, measure: 'taxPaid', value }] }, scoring);
    const rows = differences(tried.input).filter((one) => 'row' in one && one.row === 'taxPerMu');
    const own = rows.filter(({ causes }) => causes.some(({ kind }) => kind === 'ownFact')).map(({ park }) => park);
    expect(own).toEqual([best]);
    expect(rows.length).toBeGreaterThan(30);
    expect(rows.find(({ park }) => park !== best)?.causes).toContainEqual(
      expect.objectContaining({ kind: 'reference', which: 'best', after: expect.objectContaining({ park: best }) }),
    );
  });

  it('lists and leaves out who can not be computed, and refuses changes that fit nowhere, all at once', () => {
    const [park] = input.parks;
    const id = park?.id ?? '';
    const left = { park: id, missing: ['taxPaid'], texts: ['税收未提交'] };
    const tried = whatIf(input, {}, scoring, [left]);
    expect(tried.notComputed).toEqual([left]);
    expect(tried.result.parks.map((one) => one.park)).not.toContain(id);
    const measures = [
      { park: 'nobody', year: input.year, measure: 'taxPaid', value: '1' },
      { park: id, year: input.year - 2, measure: 'taxPaid', value: '1' },
      { park: id, year: input.year - 1, measure: 'inventionPatents', value: 3 },
      { park: id, year: input.year, measure: 'taxPaid', value: 12.5 },
    ];
    let refusal: unknown;
    try {
      whatIf(input, { measures }, scoring);
    } catch (error) {
      refusal = error;
    }
    expect(refusal).toMatchObject({
      code: 'evaluation.changeUnknown',
      faults: measures.map((_change, at) => ({ where: `measures[${at}]` })),
    });
    expect(whatIf(input, {}, scoring).result.resultHash).toBe(first.result.resultHash);
  });
});

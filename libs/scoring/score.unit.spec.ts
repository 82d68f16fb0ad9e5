import fc from 'fast-check';
import { canonicalJson, fraction } from '#libs/kernel';
import { type ReadingOverrides, rowCodes, withReadings } from '#libs/scheme';
import { engine, hasEngine, type MeasuredLine, type ParkInput, resultHash, score, type ScoringInput, sheetHash } from '#libs/scoring';
import { park, run, scheme, termOf, type Values, YEAR } from './city.testing.js';

const SEED = 20241231;
const runs = { seed: SEED, numRuns: 60 };

const amount = fc.integer({ min: -50_000, max: 9_000_000 }).map((n) => (n / 100).toFixed(2).replace(/\.?0+$/, ''));
const land = fc.integer({ min: 1, max: 90_000 }).map(String);
const count = fc.nat({ max: 20 });
const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const subset = (...items: string[]) => fc.array(fc.constantFrom(...items), { maxLength: 8 });

const current: fc.Arbitrary<Values> = fc.record({
  taxPaid: amount,
  operatingRevenue: amount,
  rdExpense: amount,
  landArea: land,
  clusteringOption: optional(fc.constantFrom('leadingIndustryShare', 'chainSupport')),
  leadingIndustryShare: optional(fc.integer({ min: 0, max: 100 }).map(String)),
  chainSupportEnterprises: optional(fc.nat({ max: 60 })),
  aboveScaleStock: count,
  aboveScaleNew: count,
  provincialSrdiNew: count,
  highTechNew: count,
  littleGiantNew: count,
  inventionPatents: count,
  utilityModelPatents: optional(count),
  designPatents: count,
  softwareCopyrights: count,
  governanceSound: fc.boolean(),
  serviceTypes: subset('政务代办', '政策咨询', '创业辅导', '其他'),
  publicPlatforms: subset('检验检测', '实验试验', '其他'),
  supportingFacilities: subset('宿舍', '食堂', '办公楼', '集中污水处理'),
  digitalManagement: subset('信息网络', '管理平台', '人流', '物流'),
  digitalAssessed: optional(fc.integer({ min: 0, max: 8 }).map((n) => String(n / 2))),
  talentTeams: fc.array(fc.record({ level: fc.constantFrom('national', 'provincial', 'municipal') }), { maxLength: 5 }),
});
const base: fc.Arbitrary<Values> = fc.record({
  taxPaid: optional(amount),
  operatingRevenue: optional(amount),
  rdExpense: optional(amount),
  landArea: optional(land),
});
const status = fc.record({ transition: fc.boolean(), optsIn: fc.boolean(), parkWithinPark: fc.boolean() });
const city: fc.Arbitrary<ParkInput[]> = fc
  .array(fc.tuple(current, base, status), { minLength: 1, maxLength: 9 })
  .map((parks) => parks.map(([now, before, standing], i) => park(`P${i + 1}`, now, before, standing)));
const readings: fc.Arbitrary<ReadingOverrides> = fc.record(
  {
    rounding: fc.constantFrom('rows' as const, 'total' as const),
    places: fc.nat({ max: 6 }),
    efficacyBase: fc.constantFrom('0.6' as const, '0.2' as const, '0' as const),
    equalReference: fc.constantFrom('full' as const, 'base' as const),
    nonPositiveLevel: fc.constantFrom('zero' as const, 'base' as const),
    growthOf: fc.constantFrom('perMu' as const, 'total' as const),
    growthCap: fc.constantFrom('1', '0.5', null),
    incomparableGrowth: fc.constantFrom('byCase' as const, 'worst' as const, 'average' as const, 'level-only' as const),
    clusteringSteps: fc.constantFrom('steps' as const, 'linear' as const),
    clusteringSelection: fc.constantFrom('declared' as const, 'best' as const),
    digitalManagement: fc.constantFrom('checklist' as const, 'assessed' as const),
    tierASize: fc.nat({ max: 5 }),
    tierCMaxShare: fc.constantFrom('0.10', '0.5', '1'),
    transition: fc.constantFrom('choice' as const, 'unranked' as const),
  },
  { requiredKeys: [] },
);

const input = (parks: readonly ParkInput[], overrides: ReadingOverrides = {}, ties: string[][] = []): ScoringInput => ({
  year: YEAR,
  resultDay: '2025-09-30',
  scheme: withReadings(scheme, overrides),
  parks,
  rulings: { ties },
});

/** The same value with its parks, lists and keys in another order. */
function shuffled<T>(value: T, order: (length: number) => number[]): T {
  if (Array.isArray(value)) return order(value.length).map((i) => shuffled(value[i] as unknown, order)) as T;
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value);
  return Object.fromEntries(order(entries.length).map((i) => [entries[i]?.[0], shuffled(entries[i]?.[1] as unknown, order)])) as T;
}

describe('scoring a year', () => {
  it('gives the same bytes in whatever order parks, lists and keys come', () => {
    fc.assert(
      fc.property(city, readings, (parks, overrides) => {
        const reversed = shuffled(parks, (length) => Array.from({ length }, (_, i) => length - 1 - i));
        expect(canonicalJson(score(input(reversed, overrides)))).toBe(canonicalJson(score(input(parks, overrides))));
      }),
      runs,
    );
  });

  it('keeps every row between zero and its points, and the total between zero and 100', () => {
    const points = Object.fromEntries(scheme.rows.map((row) => [row.code, row.points]));
    fc.assert(
      fc.property(city, readings, (parks, overrides) => {
        for (const result of score(input(parks, overrides)).parks) {
          if (result.status === 'barred') continue;
          for (const row of rowCodes) {
            expect(fraction(result.scores[row]).compare(0)).toBeGreaterThanOrEqual(0);
            expect(fraction(result.scores[row]).compare(fraction(points[row] as string))).toBeLessThanOrEqual(0);
          }
          expect(fraction(result.total).compare(100)).toBeLessThanOrEqual(0);
        }
      }),
      runs,
    );
  });

  it('makes the total the exact sum of the published rows where rows are rounded', () => {
    fc.assert(
      fc.property(city, readings, (parks, overrides) => {
        for (const result of score(input(parks, { ...overrides, rounding: 'rows' })).parks) {
          if (result.status === 'barred') continue;
          const sum = rowCodes.reduce((total, row) => total.add(fraction(result.scores[row])), fraction(0));
          expect(sum.equals(fraction(result.total))).toBe(true);
        }
      }),
      runs,
    );
  });

  it('ranks by total; tiers never rise with falling rank, and count the ranked', () => {
    fc.assert(
      fc.property(city, readings, (parks, overrides) => {
        const result = score(input(parks, overrides));
        const ranked = result.ranking.map((id) => result.parks.find((each) => each.park === id));
        expect(ranked).toHaveLength(result.rankedCount);
        ranked.forEach((each, i) => {
          const next = ranked[i + 1];
          if (each?.status !== 'ranked') throw new Error('not ranked');
          if (next?.status !== 'ranked') return;
          expect(fraction(each.total).compare(fraction(next.total))).toBeGreaterThanOrEqual(0);
          expect(each.rank).toBeLessThanOrEqual(next.rank);
          if (each.tier !== null && next.tier !== null) expect(each.tier <= next.tier).toBe(true);
        });
      }),
      runs,
    );
  });

  it('never lowers a park’s total for one more patent, service or recognised enterprise', () => {
    const more = fc.constantFrom(
      'inventionPatents',
      'softwareCopyrights',
      'highTechNew',
      'littleGiantNew',
      'aboveScaleNew',
      'aboveScaleStock',
    );
    fc.assert(
      fc.property(city, readings, more, (parks, overrides, code) => {
        const [first, ...others] = parks as [ParkInput, ...ParkInput[]];
        const value = first.facts.current[code]?.value as number;
        const raised = { ...first, facts: { ...first.facts, current: { ...first.facts.current, [code]: { value: value + 1 } } } };
        const total = (all: ParkInput[]) => score(input(all, overrides)).parks.find((each) => each.park === first.id);
        const [before, after] = [total([first, ...others]), total([raised, ...others])];
        if (before?.status === 'barred' || after?.status === 'barred' || !before || !after) return;
        expect(fraction(after.total).compare(fraction(before.total))).toBeGreaterThanOrEqual(0);
      }),
      runs,
    );
  });

  it('changes no total, row or sheet by a ruling', () => {
    const twins = city.map((parks) => [...parks, ...parks.map((each) => ({ ...each, id: `${each.id}x` }))]);
    fc.assert(
      fc.property(twins, readings, (parks, overrides) => {
        const before = score(input(parks, overrides));
        const after = score(
          input(
            parks,
            overrides,
            before.unresolvedTies.map((tie) => [...tie.parks].reverse()),
          ),
        );
        expect(after.sheets).toEqual(before.sheets);
        expect(after.factsHash).toBe(before.factsHash);
        expect(after.unresolvedTies).toEqual([]);
        expect(after.tiers.A + after.tiers.B + after.tiers.C).toBe(after.rankedCount);
      }),
      runs,
    );
  });

  it('refuses a park that is given twice', () => {
    expect(() => run([park('P1'), park('P1')])).toThrow('P1');
  });
});

describe('hashes', () => {
  const parks = [park('P1'), park('341502', { taxPaid: '50' })];
  const result = run(parks);

  it('hash a sheet by its canonical bytes, and the result over sheets, ranking and facts', () => {
    const { sheets, factsHash } = result;
    const [sheet] = sheets;
    expect(sheetHash(sheet as (typeof sheets)[0])).toBe(sheetHash(JSON.parse(canonicalJson(sheet)) as (typeof sheets)[0]));
    const places = [
      { park: 'P1', rank: 1, tier: 'A' as const, award: '100' },
      { park: '341502', rank: 2, tier: 'A' as const, award: '80' },
    ];
    const hashed = { engine: '1', scheme: result.scheme, year: YEAR, sheets, factsHash, places, unresolvedTies: [] };
    expect(resultHash(hashed)).toBe(result.resultHash);
    expect(resultHash({ ...hashed, unresolvedTies: [{ parks: ['P1'], blocks: false }] })).not.toBe(result.resultHash);
  });

  it('move with a value, a status, a reading or a ruling, each as far as it goes', () => {
    const other = run([park('P1'), park('341502', { taxPaid: '50.0001' })]);
    expect(other.factsHash).not.toBe(result.factsHash);
    expect(other.resultHash).not.toBe(result.resultHash);
    const reading = run(parks, { places: 5 });
    expect(reading.factsHash).toBe(result.factsHash);
    expect(reading.resultHash).not.toBe(result.resultHash);
  });

  it('do not depend on where in the ledger a fact stands for the canonical facts, but a sheet cites it', () => {
    const cited = (eventId: string) => {
      const [first, second] = parks as [ParkInput, ParkInput];
      const reference = { metric: 'taxPaid', version: 1, eventId, stream: 'dossier-P1_2024', revision: 7 };
      const taxPaid = { value: '100', fact: reference, lines: [] };
      return run([{ ...first, facts: { ...first.facts, current: { ...first.facts.current, taxPaid } } }, second]);
    };
    expect(cited('a').factsHash).toBe(cited('b').factsHash);
    expect(cited('a').resultHash).not.toBe(cited('b').resultHash);
    expect(canonicalJson(cited('a').sheets)).toContain('"eventId":"a"');
  });
});

describe('lines behind a measure', () => {
  const source = { hash: 'ab'.repeat(32), sheet: '税收.csv', row: 2 };
  const counted = { id: 'B', counted: true, contribution: '100', source };
  const struck = { id: 'A', counted: false, why: 'struck' as const, source };
  const withLines = (...lines: MeasuredLine[]) => {
    const given = park('P1');
    return run([{ ...given, facts: { ...given.facts, current: { ...given.facts.current, taxPaid: { value: '100', lines } } } }]);
  };

  it('stand in the sheet in order of id, counted or not', () => {
    for (const result of [withLines(counted, struck), withLines(struck, counted)]) {
      const input = termOf(result, 'P1', 'taxPerMu', 'levelValue').inputs?.[0];
      expect(input?.lines?.map((line) => line.id)).toEqual(['A', 'B']);
    }
  });

  it('are part of the canonical facts by which of them counted', () => {
    const { factsHash } = withLines(counted, struck);
    expect(withLines(counted).factsHash).toBe(factsHash);
    expect(withLines(struck).factsHash).not.toBe(factsHash);
  });
});

describe('engines', () => {
  it('stand beside one another by version; an unknown one is refused by code', () => {
    expect(engine('1').score(input([park('P1')]))).toEqual(score(input([park('P1')])));
    expect(hasEngine('1')).toBe(true);
    expect(hasEngine('2')).toBe(false);
    expect(() => engine('2')).toThrow(expect.objectContaining({ code: 'scoring.engineUnknown' }));
  });
});

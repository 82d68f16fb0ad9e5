import type { ReadingOverrides } from '#libs/scheme';
import type { ParkInput, ScoringResult } from '#libs/scoring';
import { park, run } from './city.testing.js';

/** Parks alike but for their patents: totals 53.5 + n, best given first. */
const byPatents = (...counts: number[]): ParkInput[] =>
  counts.map((inventionPatents, i) =>
    park(`P${String(i + 1).padStart(2, '0')}`, { inventionPatents, utilityModelPatents: 0, softwareCopyrights: 0 }),
  );

const places = (result: ScoringResult) =>
  Object.fromEntries(result.parks.flatMap((each) => (each.status === 'ranked' ? [[each.park, [each.rank, each.tier, each.award]]] : [])));
const tiersOf = (parks: ParkInput[], readings: ReadingOverrides) =>
  run(parks, readings)
    .ranking.map((id) => places(run(parks, readings))[id]?.[1])
    .join('');

describe('tiers and awards (R34, R35, R41)', () => {
  it('gives 100, 80, 70 and 50 to the first ten, nothing to others', () => {
    const result = run(byPatents(10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0));
    expect(result.ranking.map((id) => places(result)[id]?.[2])).toEqual(['100', '80', '70', '50', '50', '50', '50', '50', '50', '50', '0']);
    expect(result.tiers).toEqual({ A: 10, B: 0, C: 1 });
  });

  it('has floor(10 % of N) C: none for nine, one for ten that are not all A', () => {
    expect(tiersOf(byPatents(9, 8, 7, 6, 5, 4, 3, 2, 1), { tierASize: 2 })).toBe('AABBBBBBB');
    expect(tiersOf(byPatents(9, 8, 7, 6, 5, 4, 3, 2, 1, 0), { tierASize: 2 })).toBe('AABBBBBBBC');
    expect(tiersOf(byPatents(9, 8, 7, 6, 5, 4, 3, 2, 1, 0), {})).toBe('AAAAAAAAAA');
  });

  it('takes other sizes and shares', () => {
    expect(tiersOf(byPatents(5, 4, 3, 2, 1), { tierASize: 0, tierCMaxShare: '0.39' })).toBe('BBBBC');
    expect(tiersOf(byPatents(5, 4, 3, 2, 1), { tierASize: 0, tierCMaxShare: '0.4' })).toBe('BBBCC');
    expect(tiersOf(byPatents(5, 4, 3, 2, 1), { tierASize: 2, tierCMaxShare: '1' })).toBe('AACCC');
    expect(tiersOf(byPatents(5, 4, 3, 2, 1), { tierASize: 2, tierCMaxShare: '0' })).toBe('AABBB');
  });

  it('demands a minimum for A, inclusive; who misses it frees no place and may be C', () => {
    // totals 58.5 57.5 56.5 55.5
    const parks = byPatents(5, 4, 3, 2);
    expect(tiersOf(parks, { tierASize: 3, tierAMinScore: '57.5' })).toBe('AABB');
    expect(tiersOf(parks, { tierASize: 3, tierAMinScore: '57.5001' })).toBe('ABBB');
    expect(tiersOf(parks, { tierASize: 4, tierAMinScore: '57.5', tierCMaxShare: '0.5' })).toBe('AACC');
    expect(tiersOf(parks, { tierASize: 4, tierAMinScore: '60', tierCMaxShare: '1' })).toBe('CCCC');
  });

  it('makes C only of those strictly below a score, and never more than the share', () => {
    const parks = byPatents(5, 4, 3, 2);
    expect(tiersOf(parks, { tierASize: 1, tierCMaxShare: '0.5', tierCScoreBelow: '56.5' })).toBe('ABBC');
    expect(tiersOf(parks, { tierASize: 1, tierCMaxShare: '0.5', tierCScoreBelow: '56.5001' })).toBe('ABCC');
    expect(tiersOf(parks, { tierASize: 1, tierCMaxShare: '0.5', tierCScoreBelow: '99' })).toBe('ABCC');
  });

  it('takes a list of awards that is shorter, longer or empty', () => {
    const award = (readings: ReadingOverrides) =>
      run(byPatents(3, 2, 1), readings).parks.map((each) => (each.status === 'ranked' ? each.award : ''));
    expect(award({ tierASize: 2, awards: ['9', '8', '7', '6'] })).toEqual(['9', '8', '0']);
    expect(award({ awards: ['9'], awardOthers: '1.5' })).toEqual(['9', '1.5', '1.5']);
    expect(award({ awards: [] })).toEqual(['50', '50', '50']);
  });

  it('asks the task force to confirm below twenty ranked parks', () => {
    const many = (n: number) => run(Array.from({ length: n }, (_, i) => park(`P${i}`))).confirmationNeeded;
    expect(many(19)).toBe(true);
    expect(many(20)).toBe(false);
  });

  it('ranks nobody where nobody takes part', () => {
    expect(run([])).toMatchObject({ ranking: [], unresolvedTies: [], rankedCount: 0, tiers: { A: 0, B: 0, C: 0 } });
    expect(run([park('P1', {}, {}, { recognised: false })])).toMatchObject({ ranking: [], rankedCount: 0 });
  });
});

describe('equal totals (R34t)', () => {
  it('share the first rank where nothing hangs on it; the next rank is skipped', () => {
    const result = run(byPatents(9, 8, 7, 6, 6, 5));
    expect(places(result)).toMatchObject({ P04: [4, 'A', '50'], P05: [4, 'A', '50'], P06: [6, 'A', '50'] });
    expect(result.unresolvedTies).toEqual([{ parks: ['P04', 'P05'], blocks: false }]);
  });

  it.each([
    ['1/2', [9, 9, 8], ['P01', 'P02']],
    ['2/3', [9, 8, 8], ['P02', 'P03']],
    ['3/4', [9, 8, 7, 7], ['P03', 'P04']],
    ['10/11', [10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 1], ['P10', 'P11']],
  ])('block at %s, where money or tier differs', (_where, counts, tied) => {
    const result = run(byPatents(...counts));
    expect(result.unresolvedTies).toContainEqual({ parks: tied, blocks: true });
    const [first] = tied;
    const rank = places(result)[first as string]?.[0];
    for (const id of tied) expect(places(result)[id]).toEqual([rank, null, null]);
    expect(result.rankedCount).toBe(counts.length);
  });

  it('block on the C line, where only the tier differs', () => {
    const result = run(byPatents(5, 4, 1, 1), { tierASize: 1, tierCMaxShare: '0.25' });
    expect(result.unresolvedTies).toEqual([{ parks: ['P03', 'P04'], blocks: true }]);
    expect(result.tiers).toEqual({ A: 1, B: 1, C: 0 });
  });

  it('do not block where the amounts are the same, however they are written', () => {
    const result = run(byPatents(9, 9, 8), { awards: ['100', '100.0'] });
    expect(result.unresolvedTies).toEqual([{ parks: ['P01', 'P02'], blocks: false }]);
    expect(places(result)).toMatchObject({ P01: [1, 'A', '100'], P02: [1, 'A', '100'] });
  });

  it('do not block where both lie below the minimum for A', () => {
    expect(run(byPatents(9, 9), { tierAMinScore: '99' }).unresolvedTies).toEqual([{ parks: ['P01', 'P02'], blocks: false }]);
  });

  it('are told apart by the tie-breakers in the scheme’s order', () => {
    // equal totals: P1 has one more above-scale enterprise, P2 one more patent
    const parks = [park('P2', { inventionPatents: 3 }), park('P1', { aboveScaleNew: 4 })];
    expect(run(parks).ranking).toEqual(['P1', 'P2']);
    expect(run(parks, { tieBreakers: ['patents'] }).ranking).toEqual(['P2', 'P1']);
    expect(run(parks, { tieBreakers: [] }).unresolvedTies).toEqual([{ parks: ['P1', 'P2'], blocks: true }]);
  });

  it('compare levels as exact values per 亩, untouched by R7a and R8', () => {
    // no points for either tax level; −1 and −2 per 亩 still differ
    const parks = [park('P1', { taxPaid: '-200' }, { taxPaid: '0' }), park('P2', { taxPaid: '-100' }, { taxPaid: '0' })];
    expect(run(parks).ranking).toEqual(['P2', 'P1']);
    expect(run(parks, { tieBreakers: ['qualityEnterprises', 'revenuePerMu.level'] }).unresolvedTies).toHaveLength(1);
  });

  it('put a level that does not exist below every value', () => {
    const parks = [park('P1', { taxPaid: undefined }), park('P2', { taxPaid: '-100' }, { taxPaid: '0' })];
    const result = run(parks, { incomparableGrowth: 'level-only' });
    expect(result.parks.map((each) => each.status === 'ranked' && each.total)).toEqual(['47.0000', '47.0000']);
    expect(result.ranking).toEqual(['P2', 'P1']);
    expect(run([...parks].reverse(), { incomparableGrowth: 'level-only' }).ranking).toEqual(['P2', 'P1']);
  });

  it('compare rows as rounded', () => {
    // quality 8.5 and 9 both show as 9; patents 3.5 and 3 show as 4 and 3
    const parks = [park('P1', { aboveScaleStock: 5 }), park('P2', { aboveScaleNew: 4, softwareCopyrights: 1 })];
    const readings: ReadingOverrides = { rounding: 'total', places: 0, tieBreakers: ['qualityEnterprises', 'patents'] };
    expect(run(parks, readings).ranking).toEqual(['P1', 'P2']);
    expect(run(parks, { ...readings, places: 1 }).ranking).toEqual(['P2', 'P1']);
  });

  it('rank by the rounded total where only that is rounded', () => {
    const parks = [park('P1', { leadingIndustryShare: '60.1' }), park('P2', { leadingIndustryShare: '60.2' })];
    const readings: ReadingOverrides = { clusteringSteps: 'linear', rounding: 'total', tieBreakers: [] };
    expect(run(parks, { ...readings, places: 1 }).unresolvedTies).toEqual([{ parks: ['P1', 'P2'], blocks: true }]);
    expect(run(parks, { ...readings, places: 2 }).ranking).toEqual(['P2', 'P1']);
  });
});

describe('rulings on ties (R34t)', () => {
  const twins = byPatents(9, 9, 8);
  it('settle a group in their order', () => {
    const result = run(twins, {}, [['P02', 'P01']]);
    expect(result.ranking).toEqual(['P02', 'P01', 'P03']);
    expect(places(result)).toEqual({ P02: [1, 'A', '100'], P01: [2, 'A', '80'], P03: [3, 'A', '70'] });
    expect(result.unresolvedTies).toEqual([]);
  });

  it('count on a harmless tie too', () => {
    const result = run(byPatents(9, 8, 7, 6, 6), {}, [['P05', 'P04']]);
    expect(places(result)).toMatchObject({ P05: [4, 'A', '50'], P04: [5, 'A', '50'] });
    expect(result.unresolvedTies).toEqual([]);
  });

  it('do nothing unless they name the whole group; whom else they name does not matter', () => {
    const triplets = byPatents(9, 9, 9, 8);
    expect(run(triplets, {}, [['P02', 'P01']]).unresolvedTies).toEqual([{ parks: ['P01', 'P02', 'P03'], blocks: true }]);
    expect(run(triplets, {}, [['P03', 'P04', 'P01', 'X', 'P02']]).ranking).toEqual(['P03', 'P01', 'P02', 'P04']);
  });

  it('stand as the last of those that settle the group', () => {
    expect(
      run(twins, {}, [
        ['P01', 'P02'],
        ['P02', 'P01'],
      ]).ranking,
    ).toEqual(['P02', 'P01', 'P03']);
    expect(run(twins, {}, [['P02', 'P01'], ['P01']]).ranking).toEqual(['P02', 'P01', 'P03']);
  });

  it('never move parks that are not tied', () => {
    expect(run(byPatents(9, 8), {}, [['P02', 'P01']]).ranking).toEqual(['P01', 'P02']);
  });
});

describe('who takes part (R25, R36–R40)', () => {
  const statusOf = (status: Parameters<typeof park>[3], readings: ReadingOverrides = {}) => {
    const [only] = run([park('P1', {}, {}, status)], readings).parks;
    return only?.status === 'barred' ? only.reasons : only?.status;
  };
  const accident = (severity: 'ordinary' | 'serious' | 'major' | 'extreme' | null, date: string) => ({ accidents: [{ severity, date }] });

  it('bars for each reason, in one order', () => {
    expect(statusOf({ recognised: false })).toEqual(['notRecognised']);
    expect(statusOf({ parkWithinPark: true })).toEqual(['parkWithinPark']);
    expect(statusOf(accident('major', '2024-06-01'))).toEqual(['majorAccident']);
    expect(statusOf({ ...accident('extreme', '2024-06-01'), falseEvidence: [2024], parkWithinPark: true, recognised: false })).toEqual([
      'notRecognised',
      'parkWithinPark',
      'majorAccident',
      'falseEvidence',
    ]);
  });

  it('bars for an accident from the first day of Y to the day of the result, both inclusive', () => {
    expect(statusOf(accident('major', '2023-12-31'))).toBe('ranked');
    expect(statusOf(accident('major', '2024-01-01'))).toEqual(['majorAccident']);
    expect(statusOf(accident('major', '2025-09-30'))).toEqual(['majorAccident']);
    expect(statusOf(accident('major', '2025-10-01'))).toBe('ranked');
  });

  it('bars from the severity that the scheme names; an ungraded accident does not bar', () => {
    const on = '2024-06-01';
    expect(['ordinary', 'serious', null].map((severity) => statusOf(accident(severity as null, on)))).toEqual([
      'ranked',
      'ranked',
      'ranked',
    ]);
    expect(['major', 'extreme'].map((severity) => statusOf(accident(severity as 'major', on)))).toEqual([
      ['majorAccident'],
      ['majorAccident'],
    ]);
    expect(statusOf(accident('serious', on), { vetoSeverity: 'serious' })).toEqual(['majorAccident']);
    expect(statusOf(accident('ordinary', on), { vetoSeverity: 'serious' })).toBe('ranked');
    expect(statusOf(accident(null, on), { vetoSeverity: 'serious' })).toBe('ranked');
  });

  it('bars for false evidence in its year and the two that follow', () => {
    expect([2025, 2024, 2023, 2022, 2021].map((proven) => statusOf({ falseEvidence: [proven] }))).toEqual([
      'ranked',
      ['falseEvidence'],
      ['falseEvidence'],
      ['falseEvidence'],
      'ranked',
    ]);
  });

  it('scores a park in transition without ranking it, unless it opted in and the scheme lets it', () => {
    expect(statusOf({ transition: true })).toBe('transition');
    expect(statusOf({ transition: true, optsIn: true })).toBe('ranked');
    expect(statusOf({ transition: true, optsIn: true }, { transition: 'unranked' })).toBe('transition');
    expect(statusOf({ optsIn: true })).toBe('ranked');
    expect(statusOf({ transition: true, recognised: false })).toEqual(['notRecognised']);
  });

  it('moves the next up where a park is barred, and leaves transition parks out of N', () => {
    const parks = [
      ...byPatents(9, 8, 7),
      park('B', { inventionPatents: 10 }, {}, { parkWithinPark: true }),
      park('T', { inventionPatents: 10 }, {}, { transition: true }),
    ];
    const result = run(parks, { tierASize: 0, tierCMaxShare: '0.34' });
    expect(result.ranking).toEqual(['P01', 'P02', 'P03']);
    expect(result.tiers).toEqual({ A: 0, B: 2, C: 1 });
    expect(result.parks.find((each) => each.park === 'T')).toEqual(
      expect.objectContaining({ status: 'transition', total: expect.any(String) as string }),
    );
  });
});

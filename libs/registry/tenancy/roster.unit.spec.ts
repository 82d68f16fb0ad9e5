import fc from 'fast-check';
import { overlap, rosterDifferences, rosterProposal } from '../index.js';

const A = '91341502MA2TX00250';
const B = '91350100M000100Y43';
const stay = (uscc: string, from: string, to: string | null = null) => ({ uscc, from, to });
const codes = (faults: readonly { code: string; where?: string }[]) => faults.map(({ code, where }) => [code, where]);

describe('the roster that tenancy proposes', () => {
  it('holds every stay that shares a day with the year, repeated ones too, with its own days', () => {
    const stays = [
      stay(B, '2020-05-01'),
      stay(A, '2023-09-01', '2024-02-01'),
      stay(A, '2022-01-01', '2023-01-01'),
      stay(A, '2021-01-01', '2021-12-31'),
      stay(B, '2024-01-01'),
    ];
    expect(rosterProposal(stays, 2023)).toEqual([
      stay(A, '2022-01-01', '2023-01-01'),
      stay(A, '2023-09-01', '2024-02-01'),
      stay(B, '2020-05-01'),
    ]);
  });

  it('names where a delivered roster differs: missing, without tenancy, other days', () => {
    const proposed = [stay(A, '2023-01-01'), stay(B, '2023-02-01', '2023-06-30')];
    expect(rosterDifferences(proposed, proposed, 2023)).toEqual([]);
    expect(codes(rosterDifferences(proposed, [stay(A, '2023-01-01')], 2023))).toEqual([['registry.rosterMissing', `${B}@2023-02-01`]]);
    expect(codes(rosterDifferences([], [stay(A, '2023-01-01')], 2023))).toEqual([['registry.rosterUnknown', `${A}@2023-01-01`]]);
    const later = rosterDifferences(proposed, [stay(A, '2023-01-02'), stay(B, '2023-02-01', '2023-06-30')], 2023);
    expect(codes(later)).toEqual([['registry.rosterDates', `${A}@2023-01-02`]]);
    expect(later[0]?.params).toMatchObject({ registeredFrom: '2023-01-01', registeredTo: '今' });
  });

  it('takes two separate stays as two, and a departure after the year as no difference', () => {
    const proposed = [stay(A, '2023-01-01', '2023-03-31'), stay(A, '2023-10-01', '2024-03-31')];
    expect(rosterDifferences(proposed, [stay(A, '2023-01-01', '2023-03-31'), stay(A, '2023-10-01')], 2023)).toEqual([]);
    const merged = codes(rosterDifferences(proposed, [stay(A, '2023-01-01')], 2023));
    expect(merged).toEqual([
      ['registry.rosterDates', `${A}@2023-01-01`],
      ['registry.rosterMissing', `${A}@2023-10-01`],
    ]);
  });
});

describe('intervals', () => {
  const day = fc.integer({ min: 0, max: 800 }).map((n) => new Date(Date.UTC(2022, 0, 1) + n * 86_400_000).toISOString().slice(0, 10));
  const anyStay = fc
    .tuple(fc.constantFrom(A, B), day, fc.option(day))
    .map(([uscc, a, b]) => (b === null ? stay(uscc, a) : a <= b ? stay(uscc, a, b) : stay(uscc, b, a)));

  it('overlap is mutual, and exactly where some day lies in both', () => {
    fc.assert(
      fc.property(anyStay, anyStay, (a, b) => {
        const later = a.from > b.from ? a.from : b.from;
        const within = (s: { from: string; to: string | null }) => s.from <= later && (s.to === null || later <= s.to);
        expect(overlap(a, b)).toBe(overlap(b, a));
        expect(overlap(a, b)).toBe(within(a) && within(b));
      }),
      { seed: 5 },
    );
  });

  it('a roster as proposed differs in nothing, in any order; one line less is named once', () => {
    fc.assert(
      fc.property(fc.array(anyStay, { maxLength: 8 }), fc.nat(), (stays, pick) => {
        const disjoint = stays.filter((one, i) => !stays.slice(0, i).some((before) => before.uscc === one.uscc && overlap(before, one)));
        const proposed = rosterProposal(disjoint, 2023);
        expect(rosterDifferences(proposed, [...proposed].reverse(), 2023)).toEqual([]);
        if (proposed.length === 0) return;
        const less = proposed.filter((_, i) => i !== pick % proposed.length);
        expect(rosterDifferences(proposed, less, 2023).map((fault) => fault.code)).toEqual(['registry.rosterMissing']);
      }),
      { seed: 5 },
    );
  });
});

import { readFileSync } from 'node:fs';
import type { Caller } from '#libs/kernel';
import { parseScheme } from '#libs/scheme';
import { type Measure, ordinaryStatus, renderSheet, score, type ScoringInput, type Sheet, type Term } from '#libs/scoring';
import { peersOf, sheetFor } from './visibility.js';

const scheme = parseScheme(readFileSync('seeds/schemes/luan-2023.yaml', 'utf8'));

/** An amount with a line for each taxpayer. */
function amount(...contributions: readonly string[]): Measure {
  const lines = contributions.map((contribution, i) => ({
    id: `enterprise-${i}`,
    counted: true,
    contribution,
    source: { hash: 'ab'.repeat(32), sheet: 'tax.csv', row: i + 2 },
  }));
  return { value: String(contributions.reduce((sum, each) => sum + BigInt(each), 0n)), lines };
}

/** P1 and P3 have four taxpayers of a size; in P2 two stand behind everything. P2 is the best in tax. */
const input: ScoringInput = {
  year: 2024,
  resultDay: '2025-09-30',
  scheme,
  rulings: { ties: [] },
  parks: (
    [
      ['P1', amount('20', '20', '20', '20')],
      ['P2', amount('500', '500')],
      ['P3', amount('10', '10', '10', '10')],
    ] as const
  ).map(([id, tax]) => ({
    id,
    status: ordinaryStatus,
    facts: {
      current: { taxPaid: tax, operatingRevenue: tax, rdExpense: tax, landArea: { value: '10' }, inventionPatents: { value: 3 } },
      base: {
        taxPaid: amount('9', '9', '9', '9'),
        operatingRevenue: amount('9', '9', '9', '9'),
        rdExpense: amount('9', '9', '9', '9'),
        landArea: { value: '10' },
      },
    },
  })),
};
const result = score(input);
const sheetOf = (park: string): Sheet => result.sheets.find((sheet) => sheet.park === park) as Sheet;
const seen = (caller: Caller, park: string): Sheet => sheetFor(caller, sheetOf(park), scheme, peersOf(input));
const park = (code: string): Caller => ({ account: 'p', role: 'park', park: code });

function termsOf(sheet: Sheet, row: string): Term[] {
  const all = (terms: readonly Term[]): Term[] => terms.flatMap((term) => [term, ...all(term.terms ?? [])]);
  return all(sheet.indicators.find((indicator) => indicator.row === row)?.terms ?? []);
}

describe('a sheet as somebody may see it', () => {
  it.each([
    ['the task force', { account: 't', role: 'taskForce' }],
    ['an auditor', { account: 'a', role: 'auditor' }],
  ] as const)('is whole for %s', (_who, caller) => {
    expect(seen(caller, 'P1')).toBe(sheetOf('P1'));
  });

  it('shows a park its totals where they give nobody away, never a tenant’s line', () => {
    const text = JSON.stringify(seen(park('P1'), 'P1'));
    expect(text).not.toContain('enterprise-');
    const level = termsOf(seen(park('P1'), 'P1'), 'taxPerMu').find((term) => term.code === 'levelValue');
    expect(level).toMatchObject({
      value: '8',
      inputs: [
        { measure: 'taxPaid', value: '80' },
        { measure: 'landArea', value: '10' },
      ],
    });
  });

  it('shows best and worst by value, unnamed, and none that comes from a park whose total may not be told', () => {
    const factor = termsOf(seen(park('P1'), 'P1'), 'taxPerMu').find((term) => term.code === 'levelFactor');
    expect(factor?.best).toBeUndefined();
    expect(factor?.worst).toEqual({ park: null, value: '4' });
    expect(JSON.stringify(seen(park('P1'), 'P1'))).not.toMatch(/"P[23]"/);
  });

  it('keeps a total that would give a taxpayer away from the park itself, and every exact value that it could be computed from', () => {
    const own = seen(park('P2'), 'P2');
    for (const term of termsOf(own, 'taxPerMu')) {
      expect([term.value, term.best, term.worst]).toEqual([null, undefined, undefined]);
    }
    const row = own.indicators.find((indicator) => indicator.row === 'taxPerMu');
    const published = sheetOf('P2').indicators.find((indicator) => indicator.row === 'taxPerMu');
    expect([row?.exact, row?.score]).toEqual([published?.score, published?.score]);
    expect(own.exactTotal).toBe(own.total);
    expect(JSON.stringify(own)).not.toContain('1000');
  });

  it.each([
    ['a county', { account: 'c', role: 'county', department: 'county' }],
    ['another department', { account: 'd', role: 'department', department: 'market' }],
  ] as const)('keeps tax, revenue and R&D from %s, and shows it the rest', (_who, caller) => {
    const sheet = seen(caller, 'P1');
    expect(termsOf(sheet, 'taxPerMu').every((term) => term.value === null)).toBe(true);
    expect(termsOf(sheet, 'rdExpense').flatMap((term) => (term.inputs ?? []).map((given) => given.value))).toEqual([null, null, null]);
    expect(termsOf(sheet, 'patents').find((term) => term.inputs?.[0]?.measure === 'inventionPatents')?.inputs?.[0]?.value).toBe(3);
  });

  it('shows tax its own amounts', () => {
    const sheet = seen({ account: 'd', role: 'department', department: 'tax' }, 'P1');
    expect(JSON.stringify(sheet)).toContain('enterprise-0');
  });

  it('is rendered as 不公开 where something was taken out', () => {
    const rendered = JSON.stringify(renderSheet(seen(park('P2'), 'P2'), scheme));
    expect(rendered).toContain('不公开');
    expect(rendered).not.toContain('1000');
  });
});

import type { RenderedIndicator, RenderedTerm } from '#libs/scoring';
import { termsTable } from './score-terms.js';

const term = (label: string, ...terms: RenderedTerm[]): RenderedTerm => ({
  code: label,
  label,
  value: '1',
  formula: '1',
  notes: [],
  inputs: [],
  terms,
});

describe('how a score comes about, on paper', () => {
  it('sets the parts of a term in below it, a character for each step', () => {
    const indicator: RenderedIndicator = {
      row: 'outputScale',
      name: '产出规模',
      points: '10',
      score: '8.00',
      rounding: '8.0000 → 8.00',
      clause: { place: '三（一）', text: '条文', dataSource: '统计' },
      readings: [],
      terms: [term('合计', term('税收', term('当年'), term('上年')), term('营收'))],
    };
    const { rows } = termsTable(indicator, (park) => park);
    expect(rows.map(([label]) => label)).toEqual(['合计', '　税收', '　　当年', '　　上年', '　营收']);
  });
});

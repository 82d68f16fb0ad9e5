import type { FactLine } from '#libs/scheme';
import type { DeliveredLine, DossierDelivery } from '../check/index.js';
import * as city from '../testing/city.js';
import { finished } from '../steps.js';
import { previewing } from './index.js';
import type { StandingFact } from './index.js';

const source = (row: number) => ({ source: { hash: city.hash, sheet: '税收', row } });
const [a, b, c] = [1, 2, 3].map(city.usccOf) as [string, string, string];
const line = (uscc: string, amount: string, more: object = {}): DeliveredLine => ({ uscc, amount, scope: 'entity', ...more, ...source(2) });
const standing = (lines: readonly DeliveredLine[], status: StandingFact['status'] = 'verified'): StandingFact => ({
  version: 3,
  status,
  lines: lines.map((one) => ({ ...one, id: one.uscc, source: { hash: 'cd'.repeat(32), sheet: '旧', row: 9 } }) as unknown as FactLine),
});
const tax = (park: string, lines: readonly DeliveredLine[]): DossierDelivery => ({
  park,
  year: 2023,
  facts: [{ metric: 'taxPaid', lines }],
});
const expected = ['P1', 'P2', 'P3'].map((park) => ({ park, metric: 'taxPaid' }));
const preview = (deliveries: readonly DossierDelivery[], facts: Readonly<Record<string, StandingFact>> = {}) =>
  finished(previewing(deliveries, { scheme: city.scheme, standing: (park) => facts[park], expected }));

describe('a preview', () => {
  it('tells what is new, what is the same, and which park is missing', () => {
    const lines = [line(a, '10.50'), line(b, '-2')];
    const { facts, missing } = preview([tax('P1', lines), tax('P2', lines)], { P2: standing([line(a, '10.5'), line(b, '-2.0')]) });
    expect(facts.map(({ park, act, version }) => [park, act, version])).toEqual([
      ['P1', 'new', null],
      ['P2', 'same', 3],
    ]);
    expect(facts[0]).toMatchObject({ before: null, after: { lines: 2, sum: '8.5' }, unit: '万元' });
    expect(facts[0]?.added.map(({ id }) => id)).toEqual([a, b]);
    expect(missing).toEqual([{ park: 'P3', metric: 'taxPaid' }]);
    expect(preview([], { P1: standing([]), P2: standing([]) }).missing).toEqual([{ park: 'P3', metric: 'taxPaid' }]);
  });

  it('shows what a correction adds, takes away and changes, each field in words', () => {
    const before = standing([line(a, '10'), line(b, '20')]);
    const { facts } = preview([tax('P1', [line(a, '12', { scope: 'apportioned', share: '25' }), line(c, '30')])], { P1: before });
    expect(facts).toMatchObject([
      {
        act: 'changed',
        version: 3,
        added: [{ id: c }],
        removed: [{ id: b }],
        changed: [
          {
            id: a,
            fields: [
              { header: '园内企业税收总额（万元）', before: '10', after: '12' },
              { header: '口径', before: '法人单位', after: '分摊' },
              { header: '园内份额（%）', before: '', after: '25' },
            ],
          },
        ],
        before: { lines: 2, sum: '30' },
        after: { lines: 2, sum: '33' },
      },
    ]);
  });

  it('takes the same lines again as an answer where they were returned', () => {
    const lines = [line(a, '10')];
    expect(preview([tax('P1', lines)], { P1: standing(lines, 'returned') }).facts[0]).toMatchObject({
      act: 'changed',
      changed: [],
      added: [],
      removed: [],
    });
  });

  it('adds areas up in 亩, exactly, by the park’s share', () => {
    const parcels: DossierDelivery = {
      park: 'P1',
      year: 2023,
      facts: [
        {
          metric: 'landArea',
          lines: [
            { certificate: 'x', area: '13333.33', unit: 'm2', ...source(2) },
            { certificate: 'y', area: '10', unit: 'mu', share: '12.345678', ...source(3) },
          ],
        },
      ],
    };
    expect(preview([parcels]).facts[0]?.after).toEqual({ lines: 2, sum: '21.2345628' });
  });
});

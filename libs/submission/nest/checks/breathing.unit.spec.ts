import fc from 'fast-check';
import { canonicalJson, sha256 } from '#libs/kernel';
import { type DossierDelivery, hashingContent, previewing } from '#libs/submission';
import * as city from '../../testing/city.js';
import { finished, STEP } from '../../steps.js';
import { breathing, SLICE_MS } from './breathing.js';

const ROWS = 20_000;
/** One park with a list as long as a whole city's. */
const deliveries: readonly DossierDelivery[] = [
  {
    park: 'P1',
    year: 2023,
    facts: [
      {
        metric: 'landArea',
        lines: Array.from({ length: ROWS }, (_, i) => ({
          ...{ certificate: `皖${i}`, area: `${i}.25`, unit: i % 2 === 0 ? 'mu' : 'm2' },
          source: { hash: city.hash, sheet: '占地面积', row: i + 2 },
        })),
      },
    ],
  },
];
const today = { scheme: city.scheme, standing: () => undefined, expected: [] };

/** A clock that only moves when it is looked at, and turns that are only counted. */
function counted(millisecondsALook: number) {
  let [now, turns] = [0, 0];
  return {
    now: () => (now += millisecondsALook),
    turn: () => Promise.resolve(++turns),
    get turns() {
      return turns;
    },
  };
}

describe('work on the serving thread', () => {
  it('tells each step, and gives others a turn whenever its slice is over', async () => {
    function* steps(): Generator<number, string> {
      for (let i = 0; i < 12; i += 1) yield i;
      return 'done';
    }
    const told: number[] = [];
    const breath = counted(SLICE_MS / 4);
    expect(await breathing(steps(), (step) => told.push(step), breath)).toBe('done');
    expect(told).toHaveLength(12);
    expect(breath.turns).toBe(3);
  });

  it('on a list of 20,000 rows has a turn for others every few hundred rows: the hash of its content', async () => {
    const breath = counted(SLICE_MS);
    expect(await breathing(hashingContent([deliveries, [], []]), undefined, breath)).toBe(sha256(canonicalJson([deliveries, [], []])));
    expect(breath.turns).toBeGreaterThanOrEqual(ROWS / STEP);
  });

  it('and so has its preview, for comparing and for adding up', async () => {
    const breath = counted(SLICE_MS);
    const preview = await breathing(previewing(deliveries, today), undefined, breath);
    expect(preview).toEqual(finished(previewing(deliveries, today)));
    expect(breath.turns).toBeGreaterThanOrEqual((2 * ROWS) / STEP);
  });
});

describe('the hash of what a workbook says', () => {
  it('is that of its canonical JSON, whatever it says', () => {
    const json = fc.letrec((tie) => ({
      node: fc.oneof(
        { weight: 2, arbitrary: fc.oneof(fc.string({ unit: 'grapheme' }), fc.maxSafeInteger(), fc.boolean(), fc.constant(null)) },
        { weight: 1, arbitrary: fc.array(tie('node'), { maxLength: 4 }) },
        {
          weight: 1,
          arbitrary: fc.dictionary(
            fc.string({ unit: 'grapheme' }).filter((key) => !/^\d+$/.test(key) && key !== '__proto__'),
            fc.option(tie('node'), { nil: undefined }),
            { maxKeys: 4 },
          ),
        },
      ),
    })).node;
    const property = fc.property(fc.array(json, { maxLength: 4 }), (content) => {
      expect(finished(hashingContent(content))).toBe(sha256(canonicalJson(content)));
    });
    fc.assert(property, { seed: 8785, numRuns: 200 });
  });

  it.each([[[undefined]], [[{ 2024: ['x'] }]], [[{ a: [0.5] }]], [[{ a: ['\ud800'] }]]])('is refused where it has none: %j', (content) => {
    expect(() => finished(hashingContent(content))).toThrow(TypeError);
  });
});

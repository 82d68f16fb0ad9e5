import { readFileSync } from 'node:fs';
import { parseCase } from './case-form.js';
import { differences, differenceText } from './compare.js';
import { runHttp } from './http.js';

/** One case of each kind; `.ci/run` takes all of them this way. */
const cases = [
  'half-way',
  'e41-chosen-metric-absent',
  'e42-duplicates-and-dates',
  'city-30-hard',
  'other-readings',
  'twins-at-3-ruled',
  'triplets-half-ruled',
  'own/two-reasons',
  'own/accident-after',
];

describe('golden cases over HTTP, by the documented commands', () => {
  it.each(cases)(
    '%s comes out whole',
    async (name) => {
      const golden = parseCase(readFileSync(`test/golden/${name}.json`, 'utf8'));
      expect(differences(golden.expected, await runHttp(golden)).map(differenceText)).toEqual([]);
    },
    120_000,
  );
});

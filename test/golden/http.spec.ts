import { readFileSync } from 'node:fs';
import { caseFiles } from './case-files.js';
import { parseCase } from './case-form.js';
import { differences, differenceText } from './compare.js';
import { runHttp } from './http.js';

/** One case of each kind. With PARKLEDGER_GOLDEN_HTTP=all, as `.ci/run` has it, all of them. */
const oneOfEachKind = [
  'half-way',
  'e41-chosen-metric-absent',
  'e42-duplicates-and-dates',
  'city-30-hard',
  'other-readings',
  'twins-at-3-ruled',
  'triplets-half-ruled',
  'own/two-reasons',
  'own/accident-after',
].map((name) => `test/golden/${name}.json`);

describe('golden cases over HTTP, by the documented commands', () => {
  it.each(process.env.PARKLEDGER_GOLDEN_HTTP === 'all' ? caseFiles() : oneOfEachKind)(
    '%s comes out whole',
    async (file) => {
      const golden = parseCase(readFileSync(file, 'utf8'));
      expect(differences(golden.expected, await runHttp(golden)).map(differenceText)).toEqual([]);
    },
    120_000,
  );
});

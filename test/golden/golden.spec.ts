import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseCase } from './case-form.js';
import { differences, differenceText } from './compare.js';
import { runPure } from './pure.js';

/** Cases of the city's oracle, and, in own/, small ones of which each kills one wrong reading (from a second, independent implementation). */
const files = ['test/golden', 'test/golden/own'].flatMap((folder) =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => join(folder, name)),
);

describe('the golden cases, through the pure functions', () => {
  it('are there', () => {
    expect(files.length).toBeGreaterThanOrEqual(101);
  });

  it.each(files)('%s comes out whole', (file) => {
    const golden = parseCase(readFileSync(file, 'utf8'));
    expect(differences(golden.expected, runPure(golden)).map(differenceText)).toEqual([]);
  });
});

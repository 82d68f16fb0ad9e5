import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseCase } from './case-form.js';
import { differences, differenceText } from './compare.js';
import { runPure } from './pure.js';

const folder = 'test/golden';
const files = readdirSync(folder).filter((name) => name.endsWith('.json'));

describe('the golden cases, through the pure functions', () => {
  it('are there', () => {
    expect(files.length).toBeGreaterThanOrEqual(19);
  });

  it.each(files)('%s comes out whole', (file) => {
    const golden = parseCase(readFileSync(join(folder, file), 'utf8'));
    expect(differences(golden.expected, runPure(golden)).map(differenceText)).toEqual([]);
  });
});

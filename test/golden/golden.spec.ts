import { readFileSync } from 'node:fs';
import { caseFiles } from './case-files.js';
import { parseCase } from './case-form.js';
import { differences, differenceText } from './compare.js';
import { runPure } from './pure.js';

describe('the golden cases, through the pure functions', () => {
  it('are there', () => {
    expect(caseFiles().length).toBeGreaterThanOrEqual(101);
  });

  it.each(caseFiles())('%s comes out whole', (file) => {
    const golden = parseCase(readFileSync(file, 'utf8'));
    expect(differences(golden.expected, runPure(golden)).map(differenceText)).toEqual([]);
  });
});

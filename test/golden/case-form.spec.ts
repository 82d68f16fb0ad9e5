import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CaseFormError, type GoldenCase, parseCase } from './case-form.js';
import { differences, differenceText } from './compare.js';
import { runPure } from './pure.js';
import { runFile } from './run-files.js';

const text = readFileSync('test/golden/e22-tie-broken.json', 'utf8');
const golden = parseCase(text);

// A case is broken on purpose in ways that its type would not let us write.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Draft = any;
const broken = (change: (draft: Draft) => void): string => {
  const draft = JSON.parse(text) as Draft;
  change(draft);
  return JSON.stringify(draft);
};

describe('the form of a golden case', () => {
  it.each<[string, (draft: Draft) => void, string]>([
    ['a key of the case', (d) => (d.note = ''), 'note'],
    ['a key of a park', (d) => (d.parks[0].name = ''), 'name'],
    ['a key of a status', (d) => (d.parks[0].status.merged = true), 'merged'],
    ['a measure', (d) => (d.parks[0].facts['2024'].profit = '1'), 'profit'],
    ['a measure of the base year', (d) => (d.parks[0].facts['2023'].profit = '1'), 'profit'],
    ['a key of an accident', (d) => (d.parks[0].status.accidents = [{ severity: 'major', date: '2024-01-01', place: '' }]), 'place'],
    [
      'a key of a recognition',
      (d) => (d.parks[0].facts['2024'].innovationRecognitions = [{ level: 'national', date: '2024-01-01', no: 1 }]),
      'no',
    ],
    ['a key of the rulings', (d) => (d.rulings = { awards: [] }), 'awards'],
    ['a key of an expected park', (d) => (d.expected.parks.P1.place = 1), 'place'],
    ['an expected row', (d) => (d.expected.parks.P1.scores.profit = '1'), 'profit'],
    ['a year', (d) => (d.parks[0].facts['2022'] = {}), '2022'],
    ['a level', (d) => (d.parks[0].facts['2024'].talentTeams = [{ level: 'galactic' }]), 'level'],
  ])('refuses %s that it does not know', (_what, change, named) => {
    expect(() => parseCase(broken(change))).toThrow(named);
    expect(() => parseCase(broken(change))).toThrow(CaseFormError);
  });

  it('refuses a JSON number for an amount, a park that stands twice and what is no JSON', () => {
    expect(() => parseCase(broken((d) => (d.parks[0].facts['2024'].taxPaid = 100)))).toThrow('/parks/0/facts/2024/taxPaid');
    expect(() => parseCase(broken((d) => (d.parks[1].id = 'P1')))).toThrow('P1 stands twice');
    expect(() => parseCase('{')).toThrow('not JSON');
  });
});

describe('comparing', () => {
  it('finds nothing where everything is the same', () => {
    expect(differences(golden.expected, runPure(golden))).toEqual([]);
  });

  it('names park, row, what was expected and what came out', () => {
    const other = JSON.parse(text) as GoldenCase;
    const [first] = Object.values(other.expected.parks);
    if (first?.scores === undefined) throw new Error('no scores');
    first.scores.patents = '3.4999';
    first.award = '99';
    delete first.tier;
    other.expected.ranking = ['P2', 'P1'];
    expect(differences(other.expected, runPure(golden)).map(differenceText)).toEqual([
      'park P1, patents: expected "3.4999", got "3.5000"',
      'park P1, award: expected "99", got "100"',
      'park P1, tier: expected undefined, got "A"',
      'ranking: expected ["P2","P1"], got ["P1","P2"]',
    ]);
  });

  it('names a park that only one side knows', () => {
    const other = JSON.parse(text) as GoldenCase;
    delete other.expected.parks.P2;
    expect(differences(other.expected, runPure(golden)).map(differenceText)).toEqual(['park P2, park: expected undefined, got "ranked"']);
  });
});

describe('running files', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'golden-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));
  const run = (content: string) => {
    const path = join(folder, 'case.json');
    writeFileSync(path, content);
    return runFile(path, runPure);
  };

  it('prints one line for a case that comes out the same', async () => {
    expect(await run(text)).toEqual({ same: true, lines: ['e22-tie-broken: same'] });
  });

  it('prints each difference', async () => {
    const { same, lines } = await run(broken((d) => (d.expected.rankedCount = 3)));
    expect({ same, lines }).toEqual({ same: false, lines: ['e22-tie-broken: rankedCount: expected 3, got 2'] });
  });

  it('names the file of a broken case, of a reading that is not offered and of one that is unknown at any depth', async () => {
    for (const [change, said] of [
      [(d: Draft) => (d.note = ''), 'not a golden case'],
      [(d: Draft) => (d.readings = { efficacyBase: '0.5' }), 'scheme.readingNotOffered'],
      [(d: Draft) => (d.readings = { bonus: { recognition: {}, talent: {}, window: 3, cap: '5' } }), 'scheme.unknownKey'],
    ] as const) {
      const { same, lines } = await run(broken(change));
      expect(same).toBe(false);
      expect(lines).toEqual([expect.stringContaining(join(folder, 'case.json'))]);
      expect(lines[0]).toContain(said);
    }
    expect((await runFile(join(folder, 'none.json'), runPure)).lines[0]).toContain('none.json: ENOENT');
  });

  it('takes a bound that is written as a JSON number', async () => {
    expect((await run(broken((d) => (d.readings = { growthCap: 1 })))).same).toBe(true);
  });
});

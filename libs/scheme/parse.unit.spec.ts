import { readFileSync } from 'node:fs';
import { DomainError, type Fault } from '#libs/kernel';
import { overridableReadings, parseScheme, schemeErrors, schemeHash, withReadings } from '#libs/scheme';

// A draft is broken on purpose in ways that the types would not let us write.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Draft = any;

const text = readFileSync('seeds/schemes/luan-2023.yaml', 'utf8');
const scheme = parseScheme(text);

function faultsOf(act: () => unknown): readonly Fault[] {
  try {
    act();
  } catch (error) {
    if (error instanceof DomainError && error.faults.length > 0) return error.faults;
    throw error;
  }
  return [];
}

/** The scheme with one change, as [code, path] of each fault. */
function changed(change: (draft: Draft) => void): [string, string | undefined][] {
  const draft = JSON.parse(JSON.stringify(scheme));
  change(draft);
  return faultsOf(() => parseScheme(draft)).map((fault) => [fault.code, fault.where]);
}

const overridden = (overrides: unknown): [string, string | undefined][] =>
  faultsOf(() => withReadings(scheme, overrides)).map((fault) => [fault.code, fault.where]);

describe('a wrong scheme file', () => {
  it('is refused with every fault, its path, line and column at once', () => {
    const wrong = text
      .replace("efficacyBase: '0.6'", "efficacyBase: '0.5'")
      .replace('places: 4', 'plaecs: 4')
      .replace(
        "{ kind: flag, measure: governanceSound, points: '2' }",
        "{ kind: flag, measure: governanceSound, points: '2', weight: '1' }",
      );
    const faults = faultsOf(() => parseScheme(wrong));
    expect(faults.map((fault) => [fault.code, fault.where]).sort()).toEqual([
      ['scheme.missingKey', 'readings.places'],
      ['scheme.readingNotOffered', 'readings.efficacyBase'],
      ['scheme.unknownKey', 'readings.plaecs'],
      ['scheme.unknownKey', 'rows[6].rule.parts[0].weight'],
    ]);
    const lineOf = (part: string): number => wrong.slice(0, wrong.indexOf(part)).split('\n').length;
    const find = (where: string) => faults.find((fault) => fault.where === where)?.params;
    expect(find('readings.efficacyBase')).toMatchObject({
      line: lineOf("efficacyBase: '0.5'"),
      column: 17,
      value: '"0.5"',
      offered: '0.6, 0.2, 0',
    });
    expect(find('readings.plaecs')).toMatchObject({ line: lineOf('plaecs') });
    expect(find('rows[6].rule.parts[0].weight')).toMatchObject({ line: lineOf("weight: '1'") });
  });

  it('is refused where its YAML is broken or holds a key twice', () => {
    expect(faultsOf(() => parseScheme('id: [1')).map((fault) => fault.code)).toContain('scheme.notYaml');
    const [twice] = faultsOf(() => parseScheme(`${text}\nid: other\n`));
    expect(twice?.code).toBe('scheme.notYaml');
    expect(twice?.where).toMatch(/^\d+:1$/);
  });

  it.each([null, 7, [], 'just text'])('is refused where it is no map: %p', (value) => {
    expect(faultsOf(() => parseScheme(value)).length).toBeGreaterThan(0);
  });

  it('misses each key that is left out, at any depth: nothing is filled in', () => {
    const paths: string[][] = [];
    const walk = (value: unknown, path: string[]): void => {
      if (value === null || typeof value !== 'object' || Array.isArray(value)) return;
      for (const [key, item] of Object.entries(value)) {
        paths.push([...path, key]);
        walk(item, [...path, key]);
      }
    };
    walk(scheme, []);
    const optional = ['readings.bonus.recognition', 'readings.bonus.talent', 'demands'];
    for (const path of paths) {
      // What the road demands is asked for or not, each of its keys and all of them; names of counties are for people.
      if (optional.includes(path.slice(0, -1).join('.')) || ['demands', 'jurisdiction.counties'].includes(path.join('.'))) continue;
      const faults = changed((draft) => {
        const parent = path.slice(0, -1).reduce((at, key) => at[key], draft);
        delete parent[path.at(-1) as string];
      });
      expect([path, faults]).toEqual([path, [['scheme.missingKey', path.join('.')]]]);
    }
  });

  it('may demand nothing of the road beyond its steps; the scheme is then another one', () => {
    const { demands: _none, ...bare } = scheme;
    expect(parseScheme(bare).demands).toBeUndefined();
    expect(schemeHash(parseScheme(bare))).not.toBe(schemeHash(scheme));
    expect(changed((draft) => (draft.demands.lateCorrections = 'forbidden'))).toEqual([['scheme.wrongForm', 'demands.lateCorrections']]);
  });

  it('refuses a JSON number where decimal text belongs', () => {
    expect(changed((draft) => (draft.readings.levelShare = 0.4))).toEqual([['scheme.wrongForm', 'readings.levelShare']]);
    expect(changed((draft) => (draft.rows[0].points = 10))).toEqual([['scheme.wrongForm', 'rows[0].points']]);
  });

  it.each<[string, (draft: Draft) => void, string]>([
    ['scheme.rowMissing', (d) => (d.rows[8] = { ...d.rows[0], points: '5', code: 'taxPerMu' }), 'rows'],
    ['scheme.codeTwice', (d) => (d.rows[8] = { ...d.rows[0] }), 'rows[8].code'],
    ['scheme.codeTwice', (d) => d.metrics.push({ ...d.metrics[0] }), 'metrics[27].code'],
    ['scheme.pointsDoNotAddUp', (d) => (d.totalPoints = '95'), 'totalPoints'],
    ['scheme.pointsDoNotAddUp', (d) => (d.rows[6].rule.parts[0].points = '3'), 'rows[6].rule'],
    ['scheme.pointsDoNotAddUp', (d) => (d.rows[3].rule.groups[1].most = '9'), 'rows[3].rule'],
    ['scheme.metricUnknown', (d) => (d.rows[0].rule.amount = 'profit'), 'rows[0].rule.amount'],
    ['scheme.metricUnknown', (d) => d.rows[0].metrics.push('profit'), 'rows[0].metrics[3]'],
    ['scheme.metricUnfit', (d) => (d.rows[0].rule.amount = 'landArea'), 'rows[0].rule.amount'],
    ['scheme.metricUnfit', (d) => (d.metrics[1].base = false), 'rows[0].rule.amount'],
    ['scheme.metricNotListed', (d) => (d.rows[0].metrics = ['tenantRoster', 'landArea']), 'rows[0].rule.amount'],
    ['scheme.categoriesMismatch', (d) => (d.metrics[0].categories = ['x']), 'metrics[0].categories'],
    ['scheme.categoriesMismatch', (d) => (d.metrics[5].categories = null), 'metrics[5].categories'],
    ['scheme.categoryUnknown', (d) => (d.rows[7].rule.parts[3].items[0] = '泳池'), 'rows[7].rule.parts[3].measure'],
    ['scheme.categoryUnknown', (d) => (d.readings.bonus.talent.county = '1'), 'readings.bonus.talent.county'],
    ['scheme.secondPersonMissing', (d) => (d.metrics[1].anotherPerson = false), 'metrics[1].anotherPerson'],
    ['scheme.stepNotPositive', (d) => (d.rows[2].rule.options[0].rule.step = '0'), 'rows[2].rule.options[0].rule.step'],
    ['scheme.dayUnknown', (d) => (d.calendar.rosterFrozen = '02-30'), 'calendar.rosterFrozen'],
    ['scheme.dayUnknown', (d) => (d.basis.date = '2023-02-29'), 'basis.date'],
    ['scheme.calendarOrder', (d) => (d.calendar.countyReview = '04-29'), 'calendar.countyReview'],
    ['scheme.validityOrder', (d) => (d.validity.to = 2021), 'validity.to'],
    ['scheme.readingUnknown', (d) => (d.rows[0].readings[0] = 'R47'), 'rows[0].readings[0]'],
    ['scheme.shareOutOfRange', (d) => (d.readings.teamShareMax = '1.01'), 'readings.teamShareMax'],
  ])('%s', (code, change, where) => {
    expect(changed(change)).toContainEqual([code, where]);
  });

  it('has a Chinese text and a remedy for every code', () => {
    for (const definition of Object.values(schemeErrors.definitions)) {
      expect(definition.zh).toMatch(/[\u4e00-\u9fff]/);
      expect(definition.remedy).toMatch(/[\u4e00-\u9fff]/);
    }
  });
});

describe('overriding readings', () => {
  const offered: Record<string, readonly unknown[]> = {
    rounding: ['rows', 'total'],
    places: [0, 2, 6],
    efficacyBase: ['0.6', '0.2', '0'],
    equalReference: ['full', 'base'],
    fixedReferences: [{}, { 'taxPerMu.level': { best: '40', worst: '1' }, 'rdExpense.growth': { best: '0', worst: '0' } }],
    nonPositiveLevel: ['zero', 'base'],
    growthOf: ['perMu', 'total'],
    growthCap: ['1', '0.0001', null],
    incomparableGrowth: ['byCase', 'worst', 'average', 'level-only'],
    clusteringSteps: ['steps', 'linear'],
    clusteringSelection: ['declared', 'best'],
    platforms: ['each', 'type'],
    facilities: ['each', 'all'],
    digitalManagement: ['checklist', 'assessed'],
    bonus: [{ recognition: { national: '3' }, talent: {}, window: 1 }],
    tierASize: [0, 10, 45],
    tierAMinScore: [null, '60', '52.0000'],
    tierCMaxShare: ['0', '0.10', '1'],
    tierCScoreBelow: [null, '60'],
    tieBreakers: [[], ['revenuePerMu.level', 'qualityEnterprises', 'taxPerMu.level']],
    transition: ['choice', 'unranked'],
    vetoSeverity: ['major', 'serious'],
    awards: [[], ['100'], ['120', '90', '60', '60', '60']],
    awardOthers: ['0', '50'],
  };

  it('takes every value that is offered', () => {
    for (const [key, values] of Object.entries(offered)) {
      for (const value of values) expect([key, value, overridden({ [key]: value })]).toEqual([key, value, []]);
    }
    expect(overridden({ levelShare: '0.35', growthShare: '0.65' })).toEqual([]);
    expect([...Object.keys(offered), 'levelShare', 'growthShare'].sort()).toEqual([...overridableReadings].sort());
  });

  it.each([
    ['rounding', 'columns'],
    ['efficacyBase', '0.5'],
    ['equalReference', 'half'],
    ['nonPositiveLevel', 'worst'],
    ['growthOf', 'revenue'],
    ['incomparableGrowth', 'median'],
    ['clusteringSteps', null],
    ['clusteringSelection', 'both'],
    ['platforms', 'kind'],
    ['facilities', 'some'],
    ['digitalManagement', 'none'],
    ['transition', 'ranked'],
    ['vetoSeverity', 'ordinary'],
    ['places', -1],
    ['places', 31],
  ])('refuses %s: %p as a reading that is not offered', (key, value) => {
    expect(overridden({ [key]: value })).toEqual([['scheme.readingNotOffered', `readings.${key}`]]);
  });

  it('refuses a tie-breaker that does not exist, and one named twice', () => {
    expect(overridden({ tieBreakers: ['name'] })).toEqual([['scheme.readingNotOffered', 'readings.tieBreakers[0]']]);
    expect(overridden({ tieBreakers: ['patents', 'patents'] })).toEqual([['scheme.readingNotOffered', 'readings.tieBreakers']]);
  });

  it('refuses unknown keys at any depth, and keys that are not for overriding', () => {
    expect(overridden({ rounded: 'rows' })).toEqual([['scheme.unknownKey', 'readings.rounded']]);
    expect(overridden({ noticeWorkingDays: 7 })).toEqual([['scheme.unknownKey', 'readings.noticeWorkingDays']]);
    expect(overridden({ fixedReferences: { 'patents.level': { best: '1', worst: '0' } } })).toEqual([
      ['scheme.unknownKey', 'readings.fixedReferences.patents.level'],
    ]);
    expect(overridden({ fixedReferences: { 'taxPerMu.level': { best: '1', worst: '0', mean: '1' } } })).toEqual([
      ['scheme.unknownKey', 'readings.fixedReferences.taxPerMu.level.mean'],
    ]);
    expect(overridden({ bonus: { recognition: {}, talent: {}, window: 3, patent: {} } })).toEqual([
      ['scheme.unknownKey', 'readings.bonus.patent'],
    ]);
    expect(overridden({ bonus: { recognition: {}, talent: { galactic: '9' }, window: 3 } })).toEqual([
      ['scheme.categoryUnknown', 'readings.bonus.talent.galactic'],
    ]);
  });

  it('replaces the bonus table whole: a part left out is missing', () => {
    expect(overridden({ bonus: { recognition: { national: '3' } } })).toEqual([
      ['scheme.missingKey', 'readings.bonus.talent'],
      ['scheme.missingKey', 'readings.bonus.window'],
    ]);
  });

  it('refuses broken constraints, each by its own code, on both sides of the boundary', () => {
    expect(overridden({ levelShare: '0.5' })).toEqual([['scheme.sharesNotOne', 'readings.levelShare']]);
    expect(overridden({ levelShare: '1', growthShare: '0' })).toEqual([]);
    expect(overridden({ levelShare: '1.1', growthShare: '-0.1' })).toEqual([
      ['scheme.shareOutOfRange', 'readings.levelShare'],
      ['scheme.shareOutOfRange', 'readings.growthShare'],
    ]);
    expect(overridden({ growthCap: '0' })).toEqual([['scheme.growthCapNotPositive', 'readings.growthCap']]);
    expect(overridden({ fixedReferences: { 'taxPerMu.level': { best: '1', worst: '1.0001' } } })).toEqual([
      ['scheme.referenceOrder', 'readings.fixedReferences.taxPerMu.level'],
    ]);
    expect(overridden({ tierCMaxShare: '1.0001' })).toEqual([['scheme.shareOutOfRange', 'readings.tierCMaxShare']]);
    expect(overridden({ tierCMaxShare: '-0.1' })).toEqual([['scheme.shareOutOfRange', 'readings.tierCMaxShare']]);
  });
});

import { compareDecimals, type Fault, sumDecimals } from '#libs/kernel';
import { metricInWords } from './metric-in-words.js';
import type { Scheme } from './scheme.js';
import type { Report } from './structure.js';

/** What must hold between the values of the readings themselves. */
export function readingConstraints(scheme: Scheme, fault: Report): Fault[] {
  const { readings } = scheme;
  const faults: Fault[] = [];
  const within01 = (path: readonly string[], value: string): void => {
    if (compareDecimals(value, '0') < 0 || compareDecimals(value, '1') > 0) faults.push(fault('scheme.shareOutOfRange', path, { value }));
  };
  within01(['readings', 'levelShare'], readings.levelShare);
  within01(['readings', 'growthShare'], readings.growthShare);
  within01(['readings', 'tierCMaxShare'], readings.tierCMaxShare);
  within01(['readings', 'teamShareMax'], readings.teamShareMax);
  within01(['siteChecks', 'sample'], scheme.siteChecks.sample);
  within01(['cultivationPool', 'nearShare'], scheme.cultivationPool.nearShare);
  if (compareDecimals(sumDecimals([readings.levelShare, readings.growthShare]), '1') !== 0) {
    const { levelShare, growthShare } = readings;
    faults.push(fault('scheme.sharesNotOne', ['readings', 'levelShare'], { levelShare, growthShare }));
  }
  if (readings.growthCap !== null && compareDecimals(readings.growthCap, '0') <= 0) {
    faults.push(fault('scheme.growthCapNotPositive', ['readings', 'growthCap'], { value: readings.growthCap }));
  }
  for (const [key, reference] of Object.entries(readings.fixedReferences)) {
    const { best, worst } = reference;
    if (compareDecimals(best, worst) < 0)
      faults.push(fault('scheme.referenceOrder', ['readings', 'fixedReferences', key], { best, worst }));
  }
  return [...faults, ...bonusLevels(scheme, fault)];
}

/** The bonus table may name only levels that the two lists can hold. */
function bonusLevels(scheme: Scheme, fault: Report): Fault[] {
  return scheme.rows.flatMap((row) => {
    const { rule } = row;
    if (rule.kind !== 'table') return [];
    return (['recognition', 'talent'] as const).flatMap((list) => {
      const metric = scheme.metrics.find((candidate) => candidate.code === rule[list]);
      const known = metric?.categories ?? [];
      return Object.keys(scheme.readings.bonus[list])
        .filter((level) => metric !== undefined && !known.includes(level))
        .map((level) =>
          fault('scheme.categoryUnknown', ['readings', 'bonus', list, level], {
            value: level,
            metric: metric ? metricInWords(metric) : rule[list],
          }),
        );
    });
  });
}

import { compareDecimals, compareIds, type Fault, inWords, isIsoDate, sumDecimals } from '#libs/kernel';
import { metricInWords } from './metric-in-words.js';
import { categoryField } from './line-ids.js';
import { calendarDays, type Metric } from './metrics.js';
import { readingConstraints } from './reading-constraints.js';
import { rowConstraints } from './row-constraints.js';
import { rowCodes, rowNames } from './rules.js';
import type { Scheme } from './scheme.js';
import { faultAt, type Locate, type Report } from './structure.js';

/** Every fault of sense in a scheme whose form is right. */
export function constraintFaults(scheme: Scheme, locate: Locate): Fault[] {
  const fault = faultAt(locate);
  return [
    ...rowsAndPoints(scheme, fault),
    ...metricsTable(scheme.metrics, fault),
    ...scheme.rows.flatMap((row, i) => rowConstraints(scheme, row, i, fault)),
    ...readingConstraints(scheme, fault),
    ...days(scheme, fault),
  ];
}

function rowsAndPoints(scheme: Scheme, fault: Report): Fault[] {
  const faults: Fault[] = [];
  const codes = scheme.rows.map((row) => row.code);
  for (const row of rowCodes)
    if (!codes.includes(row)) faults.push(fault('scheme.rowMissing', ['rows'], { row: inWords(row, `${rowNames[row]}（${row}）`) }));
  scheme.rows.forEach(({ code, name }, i) => {
    if (codes.indexOf(code) !== i) faults.push(fault('scheme.codeTwice', ['rows', i, 'code'], { code: metricInWords({ code, name }) }));
  });
  const sum = sumDecimals(scheme.rows.map((row) => row.points));
  if (compareDecimals(sum, scheme.totalPoints) !== 0) {
    faults.push(fault('scheme.pointsDoNotAddUp', ['totalPoints'], { sum, points: scheme.totalPoints }));
  }
  return faults;
}

function metricsTable(metrics: readonly Metric[], fault: Report): Fault[] {
  return metrics.flatMap((metric, i) => {
    const faults: Fault[] = [];
    if (metrics.findIndex((other) => other.code === metric.code) !== i) {
      faults.push(fault('scheme.codeTwice', ['metrics', i, 'code'], { code: metricInWords(metric) }));
    }
    if ((categoryField(metric.lines) !== undefined) !== (metric.categories !== null)) {
      faults.push(fault('scheme.categoriesMismatch', ['metrics', i, 'categories'], { metric: metricInWords(metric) }));
    }
    if (metric.submits === metric.verifies && !metric.anotherPerson) {
      faults.push(fault('scheme.secondPersonMissing', ['metrics', i, 'anotherPerson'], { metric: metricInWords(metric) }));
    }
    return faults;
  });
}

function days(scheme: Scheme, fault: Report): Fault[] {
  const faults: Fault[] = [];
  const monthDay = (path: readonly string[], value: string): void => {
    // 2023 stands for any common year: 29 February is not a day that comes every year.
    if (!isIsoDate(`2023-${value}`)) faults.push(fault('scheme.dayUnknown', path, { value }));
  };
  let before = '';
  for (const day of calendarDays) {
    const value = scheme.calendar[day];
    monthDay(['calendar', day], value);
    if (compareIds(value, before) < 0) faults.push(fault('scheme.calendarOrder', ['calendar', day]));
    before = value;
  }
  monthDay(['readings', 'dayOfJudgement'], scheme.readings.dayOfJudgement);
  monthDay(['readings', 'tax', 'paidBy'], scheme.readings.tax.paidBy);
  monthDay(['readings', 'land', 'inUseOn'], scheme.readings.land.inUseOn);
  monthDay(['readings', 'accidentWindow', 'from'], scheme.readings.accidentWindow.from);
  for (const key of ['date', 'validUntil'] as const) {
    const value = scheme.basis[key];
    if (value !== null && !isIsoDate(value)) faults.push(fault('scheme.dayUnknown', ['basis', key], { value }));
  }
  scheme.targets.forEach((target, i) => {
    if (!isIsoDate(target.by)) faults.push(fault('scheme.dayUnknown', ['targets', i, 'by'], { value: target.by }));
  });
  const { from, to } = scheme.validity;
  if (to !== null && to < from) faults.push(fault('scheme.validityOrder', ['validity', 'to']));
  return faults;
}

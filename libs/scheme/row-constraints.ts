import { compareDecimals, type Fault, inWords, sumDecimals } from '#libs/kernel';
import type { LineKind } from './lines.js';
import { metricInWords } from './metric-in-words.js';
import { measuresOf } from './metrics.js';
import { type ChecklistPart, type Row, type Rule, type StepsRule } from './rules.js';
import type { Scheme } from './scheme.js';
import type { Path, Report } from './structure.js';
import { valuesInWords } from './value-in-words.js';

/** A measure that a rule reads: the line kinds that can give it, whether its base year is needed, and where the rule names it. */
interface Use {
  readonly measure: string;
  readonly kinds: readonly LineKind[];
  readonly path: Path;
  readonly base?: boolean;
  readonly categories?: readonly string[];
}

const COUNTED: readonly LineKind[] = ['aboveScale', 'certificate', 'patent'];

/** What must hold between a row, its rule and the metrics table. */
export function rowConstraints(scheme: Scheme, row: Row, index: number, fault: Report): Fault[] {
  const at: Path = ['rows', index];
  const faults: Fault[] = [];
  for (const use of usesOf(row.rule, [...at, 'rule'])) faults.push(...useFaults(scheme, row, use, fault));
  row.metrics.forEach((code, i) => {
    if (!scheme.metrics.some((metric) => metric.code === code))
      faults.push(fault('scheme.metricUnknown', [...at, 'metrics', i], { metric: code }));
  });
  row.readings.forEach((reading, i) => {
    if (!isReadingNumber(reading)) faults.push(fault('scheme.readingUnknown', [...at, 'readings', i], { reading }));
  });
  const most = pointsOf(row.rule, row.points);
  if (compareDecimals(most, row.points) !== 0)
    faults.push(fault('scheme.pointsDoNotAddUp', [...at, 'rule'], { sum: most, points: row.points }));
  return [...faults, ...steps(row.rule, [...at, 'rule'], fault)];
}

function useFaults(scheme: Scheme, row: Row, use: Use, fault: Report): Fault[] {
  const metric = scheme.metrics.find((candidate) => measuresOf(candidate).includes(use.measure));
  if (metric === undefined) return [fault('scheme.metricUnknown', use.path, { metric: use.measure })];
  const faults: Fault[] = [];
  if (!use.kinds.includes(metric.lines) || (use.base === true && !metric.base))
    faults.push(fault('scheme.metricUnfit', use.path, { metric: inWords(use.measure, metricInWords(metric).words) }));
  if (!row.metrics.includes(metric.code))
    faults.push(fault('scheme.metricNotListed', use.path, { row: inWords(row.code, row.name), metric: metricInWords(metric) }));
  for (const value of use.categories ?? []) {
    if (!metric.categories?.includes(value))
      faults.push(fault('scheme.categoryUnknown', use.path, { value: valuesInWords([value]), metric: metricInWords(metric) }));
  }
  return faults;
}

function usesOf(rule: Rule, at: Path): Use[] {
  switch (rule.kind) {
    case 'efficacy':
      return [
        { measure: rule.amount, kinds: ['enterpriseAmount'], path: [...at, 'amount'], base: true },
        ...(rule.per === null ? [] : [{ measure: rule.per, kinds: ['parcel' as const], path: [...at, 'per'], base: true }]),
      ];
    case 'choice':
      return [
        {
          measure: rule.declaredBy,
          kinds: ['choice'],
          path: [...at, 'declaredBy'],
          categories: rule.options.map((option) => option.value),
        },
        ...rule.options.flatMap((option, i) => usesOf(option.rule, [...at, 'options', i, 'rule'])),
      ];
    case 'steps':
      return [{ measure: rule.measure, kinds: ['industryShare', 'chainSupport'], path: [...at, 'measure'] }];
    case 'countedAndCapped':
      return rule.groups.flatMap((group, g) =>
        group.items.map((item, i) => ({ measure: item.measure, kinds: COUNTED, path: [...at, 'groups', g, 'items', i, 'measure'] })),
      );
    case 'checklist':
      return rule.parts.flatMap((part, i) => partUses(part, [...at, 'parts', i]));
    case 'assessed':
      return [{ measure: rule.measure, kinds: ['assessment'], path: [...at, 'measure'] }];
    case 'table':
      return [
        { measure: rule.recognition, kinds: ['recognition'], path: [...at, 'recognition'] },
        { measure: rule.talent, kinds: ['talentTeam'], path: [...at, 'talent'] },
      ];
  }
}

function partUses(part: ChecklistPart, at: Path): Use[] {
  switch (part.kind) {
    case 'flag':
      return [{ measure: part.measure, kinds: ['flag'], path: [...at, 'measure'] }];
    case 'list':
      return [{ measure: part.measure, kinds: ['service', 'platform'], path: [...at, 'measure'] }];
    case 'set':
      return [{ measure: part.measure, kinds: ['setItem'], path: [...at, 'measure'], categories: part.items }];
    case 'digital':
      return [...partUses(part.checklist, [...at, 'checklist']), ...usesOf(part.assessed, [...at, 'assessed'])];
  }
}

/** The most points that a rule can give. Efficacy and table share out the row's own points. */
function pointsOf(rule: Rule, points: string): string {
  switch (rule.kind) {
    case 'efficacy':
    case 'table':
      return points;
    case 'steps':
    case 'assessed':
      return rule.most;
    case 'choice':
      return rule.options.map((option) => option.rule.most).reduce((a, b) => (compareDecimals(a, b) >= 0 ? a : b));
    case 'countedAndCapped':
      return sumDecimals(rule.groups.map((group) => group.most));
    case 'checklist':
      return sumDecimals(
        rule.parts.map((part) => (part.kind === 'flag' ? part.points : part.kind === 'digital' ? part.checklist.most : part.most)),
      );
  }
}

function steps(rule: Rule, at: Path, fault: Report): Fault[] {
  const positive = (step: StepsRule, path: Path): Fault[] =>
    compareDecimals(step.step, '0') <= 0 ? [fault('scheme.stepNotPositive', [...path, 'step'])] : [];
  if (rule.kind === 'steps') return positive(rule, at);
  if (rule.kind === 'choice') return rule.options.flatMap((option, i) => positive(option.rule, [...at, 'options', i, 'rule']));
  return [];
}

function isReadingNumber(text: string): boolean {
  if (text === 'R7a' || text === 'R34t') return true;
  const number = /^R([1-9]\d?)$/.exec(text)?.[1];
  return number !== undefined && Number(number) <= 46;
}

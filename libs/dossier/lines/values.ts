import { compareDecimals, decimalPlaces, type Fault, fraction, type IsoDate, isIsoDate, isUscc, valueErrors } from '#libs/kernel';
import {
  categoryField,
  dayFields,
  decimalFields,
  fieldInWords,
  type LineKind,
  type LineOf,
  type Metric,
  type Scheme,
  valuesInWords,
} from '#libs/scheme';
import { dossierErrors } from '../errors.js';

/** What the values of a line are checked against. */
export interface LineRules {
  readonly metric: Metric;
  readonly scheme: Scheme;
  /** The day of the command in China. */
  readonly today: IsoDate;
}

type Field = Readonly<Record<string, unknown>>;
/** The form of an account id (libs/access). */
const ACCOUNT = /^[\x21-\x7e]{1,100}$/;
/** Recorded shares (R18, R24) are percentages of at most so many digits behind the point. */
const SHARE_PLACES = 6;
/** A service's contract runs into the future; everything else that has a day has happened. */
const mayLieAhead: readonly string[] = ['service.from', 'service.to'];
const periodEnds: Partial<Record<LineKind, readonly [from: string, to: string]>> = {
  tenancy: ['from', 'to'],
  service: ['from', 'to'],
  aboveScale: ['batch', 'left'],
};

/**
 * Every fault in the values of a line's fields, each of the right form: check digits, days, digits behind the point, categories and what its kind asks. A field that is not
 * there has none.
 */
export function valueFaults(fields: Field, rules: LineRules, where: string): Fault[] {
  return [...fieldFaults(fields, rules, where), ...kindFaults(rules.metric.lines, fields, rules, where)];
}

function fieldFaults(fields: Field, rules: LineRules, where: string): Fault[] {
  return [
    ...codeFaults(fields, rules.metric.lines, where),
    ...dayFaults(fields, rules, where),
    ...placeFaults(fields, rules.metric, where),
    ...categoryFaults(fields, rules.metric, where),
  ];
}

function codeFaults(fields: Field, kind: LineKind, where: string): Fault[] {
  return ['uscc', 'chainLeader']
    .filter((field) => field in fields && !isUscc(fields[field] as string))
    .map((field) =>
      valueErrors.fault('uscc.checkDigit', { field: fieldInWords(kind, field), value: fields[field] as string }, `${where}.${field}`),
    );
}

function dayFaults(fields: Field, { metric, today }: LineRules, where: string): Fault[] {
  const faults = dayFields[metric.lines].flatMap((field): Fault[] => {
    const value = fields[field] as string | null | undefined;
    if (value === null || value === undefined) return [];
    if (!isIsoDate(value))
      return [valueErrors.fault('date.invalid', { field: fieldInWords(metric.lines, field), value }, `${where}.${field}`)];
    if (value <= today || mayLieAhead.includes(`${metric.lines}.${field}`)) return [];
    return [dossierErrors.fault('dossier.futureDate', { field: fieldInWords(metric.lines, field), value, today }, `${where}.${field}`)];
  });
  const [first, last] = periodEnds[metric.lines] ?? [];
  if (first === undefined || last === undefined) return faults;
  const [from, to] = [fields[first] as string | undefined, fields[last] as string | null | undefined];
  return from && to && to < from ? [...faults, dossierErrors.fault('dossier.datesReversed', { from, to }, `${where}.${last}`)] : faults;
}

function placeFaults(fields: Field, metric: Metric, where: string): Fault[] {
  const limits = [
    ...decimalFields[metric.lines].map((field) => [field as string, metric.maxPlaces] as const),
    ['share', SHARE_PLACES] as const,
  ];
  return limits.flatMap(([field, maxPlaces]) => {
    const value = fields[field];
    if (typeof value !== 'string' || maxPlaces === null || decimalPlaces(value) <= maxPlaces) return [];
    const params = { field: fieldInWords(metric.lines, field), value, places: decimalPlaces(value), maxPlaces };
    return [valueErrors.fault('decimal.tooPrecise', params, `${where}.${field}`)];
  });
}

function categoryFaults(fields: Field, metric: Metric, where: string): Fault[] {
  const field = categoryField(metric.lines);
  if (field === undefined || metric.categories === null) return [];
  const value = fields[field] as string | undefined;
  if (value === undefined || metric.categories.includes(value)) return [];
  const params = { field: fieldInWords(metric.lines, field), value: valuesInWords([value]), allowed: valuesInWords(metric.categories) };
  return [dossierErrors.fault('dossier.unknownCategory', params, `${where}.${field}`)];
}

function kindFaults(kind: LineKind, line: Field, rules: LineRules, where: string): Fault[] {
  switch (kind) {
    case 'enterpriseAmount':
      return amountFaults(line as Partial<LineOf<'enterpriseAmount'>>, where);
    case 'parcel':
      return parcelFaults(line as Partial<LineOf<'parcel'>>, where);
    case 'industryShare':
      return industryShareFaults(line as Partial<LineOf<'industryShare'>>, where);
    case 'assessment':
      return assessmentFaults(line as Partial<LineOf<'assessment'>>, rules, where);
    case 'tenancy':
    case 'choice':
    case 'chainSupport':
    case 'aboveScale':
    case 'certificate':
    case 'patent':
    case 'flag':
    case 'service':
    case 'platform':
    case 'setItem':
    case 'recognition':
    case 'talentTeam':
      return [];
  }
}

/** R24: no consolidated figures; a share only where the amount is apportioned. */
function amountFaults({ scope, share }: Partial<LineOf<'enterpriseAmount'>>, where: string): Fault[] {
  const faults = shareFaults(share, where);
  if (scope === 'consolidated') faults.push(dossierErrors.fault('dossier.consolidated', {}, `${where}.scope`));
  else if (share !== undefined && scope !== undefined && scope !== 'apportioned') {
    faults.push(dossierErrors.fault('dossier.shareWithoutApportioning', { scope: valuesInWords([scope]) }, `${where}.share`));
  }
  return faults;
}

function parcelFaults({ area, share }: Partial<LineOf<'parcel'>>, where: string): Fault[] {
  const faults = shareFaults(share, where);
  if (area !== undefined && compareDecimals(area, '0') <= 0)
    faults.push(dossierErrors.fault('dossier.areaNotPositive', { value: area }, `${where}.area`));
  return faults;
}

function shareFaults(share: string | undefined, where: string): Fault[] {
  if (share === undefined || (compareDecimals(share, '0') > 0 && compareDecimals(share, '100') <= 0)) return [];
  return [dossierErrors.fault('dossier.shareOutOfRange', { value: share }, `${where}.share`)];
}

function industryShareFaults({ numerator, denominator }: Partial<LineOf<'industryShare'>>, where: string): Fault[] {
  const faults: Fault[] = [];
  if (numerator !== undefined && compareDecimals(numerator, '0') < 0) {
    faults.push(
      dossierErrors.fault(
        'dossier.negative',
        { field: fieldInWords('industryShare', 'numerator'), value: numerator },
        `${where}.numerator`,
      ),
    );
  }
  if (denominator !== undefined && compareDecimals(denominator, '0') <= 0) {
    faults.push(dossierErrors.fault('dossier.denominatorNotPositive', { value: denominator }, `${where}.denominator`));
  }
  return faults;
}

/** R31: an assessor's points are steps of the scheme's scale. */
function assessmentFaults({ assessor, points }: Partial<LineOf<'assessment'>>, { metric, scheme }: LineRules, where: string): Fault[] {
  // An account, as everybody who acts is named: no person's name stands in clear.
  const faults =
    assessor === undefined || ACCOUNT.test(assessor)
      ? []
      : [dossierErrors.fault('dossier.assessorNotAccount', { value: assessor }, `${where}.assessor`)];
  const scale = assessedScale(scheme, metric.code);
  if (!scale || points === undefined) return faults;
  const { step, most } = scale;
  const onScale = compareDecimals(points, '0') >= 0 && compareDecimals(points, most) <= 0 && fraction(points).div(fraction(step)).d === 1n;
  return onScale ? faults : [...faults, dossierErrors.fault('dossier.pointsOffScale', { value: points, step, most }, `${where}.points`)];
}

function assessedScale(scheme: Scheme, metric: string): { step: string; most: string } | undefined {
  for (const { rule } of scheme.rows) {
    if (rule.kind === 'assessed' && rule.measure === metric) return rule;
    if (rule.kind !== 'checklist') continue;
    for (const part of rule.parts) if (part.kind === 'digital' && part.assessed.measure === metric) return part.assessed;
  }
  return undefined;
}

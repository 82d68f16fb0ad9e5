import { compareDecimals, type Fault, inWords } from '#libs/kernel';
import { type FactLine, industriesInWords, lineEnterprise, type Metric, metricInWords, type Scheme } from '#libs/scheme';
import { claimsOfLines, clashesAmong, clashesOf, clashFault } from './clashes.js';
import { standing } from './dossier.state.js';
import { dossierErrors } from './errors.js';
import type { Warning } from './events.js';
import { isLarge, movementOf, valueUnits } from './movement.js';
import { schemeOf, type Situation } from './situation.js';

/**
 * What looks odd in delivered lines without being wrong: an enterprise that is not on the roster (R4), a day by which a line can't count, an industry that is not the
 * zone's, a clash with another park (R5: a warning on entry), a value far from last year's, a roster that differs from the tenancy register.
 */
export function warningsOn(situation: Situation, metric: Metric, lines: readonly FactLine[]): readonly Warning[] {
  const scheme = schemeOf(situation);
  const faults = [
    ...lines.flatMap((line, index) => lineWarnings(situation, scheme, metric, line, `lines[${index}]`)),
    ...rosterWarnings(situation, scheme, metric, lines),
    ...clashWarnings(situation, scheme, metric, lines),
    ...movementWarnings(situation, scheme, metric, lines),
  ];
  return [...faults.map(toWarning), ...(metric.lines === 'tenancy' ? situation.knowledge.rosterNotes : [])];
}

function toWarning({ code, message, where }: Fault): Warning {
  return { code, message, ...(where === undefined ? {} : { where }) };
}

function lineWarnings(situation: Situation, scheme: Scheme, metric: Metric, line: FactLine, where: string): Fault[] {
  if (metric.lines === 'industryShare' && 'industry' in line) {
    const industries = situation.knowledge.park?.leadingIndustries ?? [];
    const faults: Fault[] = [];
    if (!industries.includes(line.industry)) {
      const ofZone = industries.length === 0 ? '尚未登记' : industriesInWords(scheme, industries);
      const params = { industry: industriesInWords(scheme, [line.industry]), industries: ofZone };
      faults.push(dossierErrors.fault('dossier.industryNotOfZone', params, `${where}.industry`));
    }
    if (compareDecimals(line.numerator, line.denominator) > 0)
      faults.push(dossierErrors.fault('dossier.shareAboveWhole', {}, `${where}.numerator`));
    return faults;
  }
  const window = countingWindow(scheme, metric, situation.year);
  if (!window || !('date' in line) || (line.date >= window.from && line.date <= window.to)) return [];
  return [dossierErrors.fault('dossier.outsideYear', { date: line.date, ...window }, `${where}.date`)];
}

/** The days on which a dated line of a metric can count: those of the year (R21, R23), or of the bonus table's window (R33). */
function countingWindow(scheme: Scheme, metric: Metric, year: number): { from: string; to: string } | undefined {
  switch (metric.lines) {
    case 'certificate':
    case 'patent':
    case 'chainSupport':
    case 'talentTeam':
      return { from: `${year}-01-01`, to: `${year}-12-31` };
    case 'recognition':
      return { from: `${year - scheme.readings.bonus.window + 1}-01-01`, to: `${year}-12-31` };
    default:
      return undefined;
  }
}

function rosterWarnings({ state }: Situation, scheme: Scheme, metric: Metric, lines: readonly FactLine[]): Fault[] {
  if (metric.lines === 'tenancy') return [];
  const rosterMetric = scheme.metrics.find((candidate) => candidate.lines === 'tenancy');
  const roster = rosterMetric && standing(state, rosterMetric.code);
  if (!roster) return [];
  const tenants = new Set(roster.lines.map(lineEnterprise));
  return lines.flatMap((line, index) => {
    const uscc = lineEnterprise(line);
    if (uscc === undefined || tenants.has(uscc)) return [];
    return [dossierErrors.fault('dossier.notOnRoster', { uscc }, `lines[${index}].uscc`)];
  });
}

function clashWarnings({ park, year, knowledge }: Situation, scheme: Scheme, metric: Metric, lines: readonly FactLine[]): Fault[] {
  const own = { park, year, claims: claimsOfLines(metric.code, lines) };
  const others = knowledge.others.filter((other) => other.park !== park);
  return clashesOf(park, clashesAmong([own, ...others])).map((clash) => {
    const index = lines.findIndex((line) => clash.places.some((place) => place.park === park && place.line === line.id));
    return { ...clashFault(clash, scheme), where: `lines[${index}]` };
  });
}

/** Compared with the lines that last year's verification confirmed; nothing confirmed last year, nothing to compare. */
function movementWarnings({ knowledge }: Situation, scheme: Scheme, metric: Metric, lines: readonly FactLine[]): Fault[] {
  const asked = scheme.demands?.explanation;
  const before = knowledge.lastYear?.get(metric.code);
  const movement = asked && before && movementOf(metric, lines, before);
  if (!movement || !isLarge(movement, asked)) return [];
  return [
    dossierErrors.fault('dossier.movedFromLastYear', {
      metric: metricInWords(metric),
      before: movement.before,
      now: movement.now,
      unit: inWords(movement.kind, valueUnits[movement.kind]),
    }),
  ];
}

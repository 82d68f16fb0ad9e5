import { compareDecimals, fraction, roundHalfUp } from '#libs/kernel';
import { registryErrors } from '../errors.js';
import { addMonths } from '../months.js';
import type { RegistryRules } from '../rules.js';
import type { ZoneLevel } from '../zone/zone.events.js';
import { type RecognitionCheck, recognitionCriteria, type RecognitionCriterion, type RecognitionFacts } from './recognition.events.js';

/** What a criterion is judged by. */
interface Judged {
  readonly facts: RecognitionFacts;
  readonly zoneLevel: ZoneLevel;
  /** The day of the decision. */
  readonly on: string;
  readonly rules: RegistryRules['recognition'];
}

type Finding = Pick<RecognitionCheck, 'passed' | 'found'>;

const levelNames: { readonly [L in ZoneLevel]: string } = {
  national: '国家级开发区',
  provincial: '省级开发区',
  municipal: '市级及以下开发区',
};

const stated = (met: boolean): Finding => ({ passed: met, found: met ? '满足' : '不满足' });

/** One rule for each criterion. 以上 includes the figure itself (R6). */
const judges: { readonly [C in RecognitionCriterion]: (judged: Judged) => Finding } = {
  withinZone: ({ facts, zoneLevel }) => ({ passed: facts.withinZone.met && zoneLevel !== 'municipal', found: levelNames[zoneLevel] }),
  legalPerson: ({ facts }) => stated(facts.legalPerson.met),
  goodCredit: ({ facts: { goodCredit } }) => ({
    passed: goodCredit.operator && goodCredit.representative,
    found: `运营主体${goodCredit.operator ? '良好' : '不良'}，法定代表人${goodCredit.representative ? '良好' : '不良'}`,
  }),
  inOperation: ({ facts, on, rules }) => ({
    passed: addMonths(facts.inOperation.since, rules.minimumMonths) <= on,
    found: `${facts.inOperation.since} 至 ${on}`,
  }),
  fitsPlan: ({ facts }) => stated(facts.fitsPlan.met),
  publicFacilities: ({ facts }) => stated(facts.publicFacilities.met),
  operator: ({ facts }) => stated(facts.operator.met),
  size: ({ facts, rules }) => judgeSize(facts.size, rules),
  admissionConditions: ({ facts: { admissionConditions } }) => {
    const industry = admissionConditions.leadingIndustry.trim();
    return {
      passed: admissionConditions.met && industry !== '',
      found: `入园条件${admissionConditions.met ? '明确' : '不明确'}，主导产业：${industry || '未明确'}`,
    };
  },
  smallShare: ({ facts: { smallShare }, rules }) => ({
    passed: smallShare.tenants > 0 && fraction(smallShare.small, smallShare.tenants).mul(100).gte(fraction(rules.minimumSmallShare)),
    found: `${smallShare.small}/${smallShare.tenants} 家`,
  }),
  manufacturers: ({ facts, rules }) => ({
    passed: facts.manufacturers.count >= rules.minimumManufacturers,
    found: `${facts.manufacturers.count} 家`,
  }),
};

/**
 * Judges, in the scheme's order, every criterion of recognition that the scheme lists, on the day of the decision (指导意见一（二）; readings
 * «Recognition»). Months are complete on the corresponding day (民法典 第202条). Land measured in m² is compared after rounding half up to 0.01 亩:
 * 13333.33 m² = 19.999995 亩 is 20 亩. Land in 亩 and floor in m² are compared as delivered.
 */
export function recognitionChecks(
  facts: RecognitionFacts,
  zoneLevel: ZoneLevel,
  on: string,
  rules: RegistryRules,
): readonly RecognitionCheck[] {
  return rules.recognition.checks.map(({ code, text }) => {
    const criterion = recognitionCriteria.find((known) => known === code);
    if (!criterion) throw registryErrors.error('registry.criterionUnknown', { scheme: rules.ref.id, criterion: code });
    return { criterion, ...judges[criterion]({ facts, zoneLevel, on, rules: rules.recognition }), required: text };
  });
}

function judgeSize(size: RecognitionFacts['size'], rules: RegistryRules['recognition']): Finding {
  const { land, floor } = size;
  const mu = land && (land.unit === 'mu' ? land.area : roundHalfUp(fraction(land.area).mul(3).div(2000), rules.landComparedPlaces));
  const found = [mu === undefined ? [] : [`占地 ${mu} 亩`], floor === undefined ? [] : [`建筑面积 ${floor} m²`]].flat();
  return {
    passed:
      (mu !== undefined && compareDecimals(mu, rules.minimumLandMu) >= 0) ||
      (floor !== undefined && compareDecimals(floor, rules.minimumFloorM2) >= 0),
    found: found.join('，') || '未提供',
  };
}

import { type Fraction, fraction, fractionText } from '#libs/kernel';
import type { EfficacyRule, Readings, Row } from '#libs/scheme';
import { growthOf, type GrowthValue } from './growth.js';
import type { Measures, ParkInput } from './input.js';
import { type Extreme, type Flag, inputOf, type RowScore, term, type Term } from './sheet.js';
import { numberOf, one, sum, zero } from './values.js';

/** A factor between 0 and 1 with how it came about. */
interface Factor {
  readonly value: Fraction;
  readonly flags: readonly Flag[];
  readonly reference?: Reference;
}

interface Reference {
  readonly best: Extreme;
  readonly worst: Extreme;
  readonly range: { readonly best: Fraction; readonly worst: Fraction };
  readonly fixed: boolean;
}

/** A park's values for one efficacy row. */
interface Subject {
  readonly park: ParkInput;
  readonly level: Fraction | null;
  readonly growth: GrowthValue;
}

/**
 * 功效系数法 (R7, R7a, R8, R9, R13). Level and growth are scored apart, each as points × share × (b + (1 − b) × (x − worst) / (best − worst)), the
 * fraction clamped to 0..1; best and worst are those of the ranked parks. `parks` are all that are scored, `ranked` the ids that are compared.
 * Points are exact.
 */
export function efficacy(
  row: Row,
  rule: EfficacyRule,
  parks: readonly ParkInput[],
  ranked: ReadonlySet<string>,
  readings: Readings,
): Map<string, RowScore> {
  const subjects = parks.map((park): Subject => ({
    park,
    level: levelValue(rule, park.facts.current),
    growth: growthOf(rule, park, readings),
  }));
  const peers = subjects.filter((subject) => ranked.has(subject.park.id));
  const comparison = new Comparison(row, readings, peers);
  const scores = subjects.map((subject): [string, RowScore] => [subject.park.id, comparison.score(rule, subject)]);
  return new Map(scores);
}

/** The exact level of an efficacy row: amount per 亩, or the amount where the rule names no area. null: nothing to divide, or no land. */
export function levelValue(rule: EfficacyRule, measures: Measures): Fraction | null {
  const amount = numberOf(measures, rule.amount);
  if (amount === undefined) return null;
  if (rule.per === null) return amount;
  const area = numberOf(measures, rule.per);
  return area === undefined || area.compare(0) <= 0 ? null : amount.div(area);
}

/** One efficacy row over its peers. */
class Comparison {
  private readonly base: Fraction;
  private readonly level: Reference | null;
  private readonly growth: Reference | null;
  private readonly average: Fraction | null;

  constructor(
    private readonly row: Row,
    private readonly readings: Readings,
    peers: readonly Subject[],
  ) {
    this.base = fraction(readings.efficacyBase);
    this.level = this.reference('level', peers, (subject) =>
      subject.level !== null && this.countsAsLevel(subject.level) ? subject.level : null,
    );
    this.growth = this.reference('growth', peers, (subject) => subject.growth.value);
    const factors = peers.flatMap((subject) =>
      subject.growth.value === null ? [] : [this.factor(subject.growth.value, this.growth).value],
    );
    this.average = factors.length === 0 ? null : sum(factors).div(fraction(factors.length));
  }

  score(rule: EfficacyRule, subject: Subject): RowScore {
    const { readings } = this;
    const level = this.levelFactor(subject.level);
    const growth = this.growthFactor(subject.growth, level.value);
    const levelPoints = this.points(level.value, readings.levelShare);
    const growthPoints = this.points(growth.value, readings.growthShare);
    return {
      points: levelPoints.add(growthPoints),
      terms: [
        this.pointsTerm('level', levelPoints, readings.levelShare, [
          this.factorTerm('levelFactor', level, 'efficacy', [levelTerm(rule, subject)]),
        ]),
        this.pointsTerm('growth', growthPoints, readings.growthShare, [
          this.factorTerm('growthFactor', growth, growth.substitute ? 'substitute' : 'efficacy', [subject.growth.term]),
        ]),
      ],
      readings: efficacyReadings(this.row, readings),
    };
  }

  /** R7a: under the default reading a level ≤ 0 earns nothing and is left out of best and worst. */
  private countsAsLevel(level: Fraction): boolean {
    return this.readings.nonPositiveLevel === 'base' || level.compare(0) > 0;
  }

  private levelFactor(level: Fraction | null): Factor {
    if (level === null) return { value: zero, flags: ['noValue'] };
    if (!this.countsAsLevel(level)) return { value: zero, flags: ['nonPositiveLevel'] };
    return this.factor(level, this.level);
  }

  private growthFactor(growth: GrowthValue, levelFactor: Fraction): Factor & { substitute?: boolean } {
    if (growth.value !== null) return this.factor(growth.value, this.growth);
    if (growth.why === 'noValue') return { value: zero, flags: ['noValue'] };
    const flags: Flag[] = ['incomparable', growth.why];
    switch (this.readings.incomparableGrowth) {
      case 'byCase': {
        const byCase = { turnaround: one, bothNonPositive: this.base, baseNonExistent: levelFactor };
        return { value: byCase[growth.why], flags, substitute: true };
      }
      case 'worst':
        return { value: this.base, flags, substitute: true };
      case 'level-only':
        return { value: levelFactor, flags, substitute: true };
      case 'average':
        if (this.average === null) return { value: this.base, flags: [...flags, 'noComparableParks'], substitute: true };
        return { value: this.average, flags, substitute: true };
    }
  }

  private factor(x: Fraction, reference: Reference | null): Factor {
    const equal = this.readings.equalReference === 'full' ? one : this.base;
    if (reference === null) return { value: equal, flags: ['noReference'] };
    const { best, worst } = reference.range;
    const fixed: Flag[] = reference.fixed ? ['fixedReference'] : [];
    if (best.equals(worst)) return { value: equal, flags: [...fixed, 'equalReference'], reference };
    const place = x.sub(worst).div(best.sub(worst));
    const clamped = place.compare(0) < 0 ? zero : place.compare(1) > 0 ? one : place;
    const flags: Flag[] = clamped.equals(place) ? fixed : [...fixed, 'clamped'];
    return { value: this.base.add(one.sub(this.base).mul(clamped)), flags, reference };
  }

  /** Best and worst over the peers that have a value; of several equal ones the first by id is named. Peers come in order of id. */
  private reference(part: 'level' | 'growth', peers: readonly Subject[], valueOf: (subject: Subject) => Fraction | null): Reference | null {
    const fixed = Object.entries(this.readings.fixedReferences).find(([key]) => key === `${this.row.code}.${part}`)?.[1];
    if (fixed !== undefined) {
      const range = { best: fraction(fixed.best), worst: fraction(fixed.worst) };
      return { best: extreme(null, range.best), worst: extreme(null, range.worst), range, fixed: true };
    }
    let best: { park: string; value: Fraction } | undefined;
    let worst: { park: string; value: Fraction } | undefined;
    for (const peer of peers) {
      const value = valueOf(peer);
      if (value === null) continue;
      if (best === undefined || value.compare(best.value) > 0) best = { park: peer.park.id, value };
      if (worst === undefined || value.compare(worst.value) < 0) worst = { park: peer.park.id, value };
    }
    if (best === undefined || worst === undefined) return null;
    const range = { best: best.value, worst: worst.value };
    return { best: extreme(best.park, best.value), worst: extreme(worst.park, worst.value), range, fixed: false };
  }

  private points(factor: Fraction, share: string): Fraction {
    return fraction(this.row.points).mul(fraction(share)).mul(factor);
  }

  private pointsTerm(code: string, points: Fraction, share: string, terms: readonly Term[]): Term {
    return term(code, 'multiply', points, { parameters: { points: this.row.points, share }, terms });
  }

  private factorTerm(code: string, factor: Factor, operation: 'efficacy' | 'substitute', terms: readonly Term[]): Term {
    const { reference } = factor;
    return term(code, operation, factor.value, {
      parameters: { base: this.readings.efficacyBase },
      flags: factor.flags,
      ...(reference === undefined ? {} : { best: reference.best, worst: reference.worst }),
      terms,
    });
  }
}

function extreme(park: string | null, value: Fraction): Extreme {
  return { park, value: fractionText(value) };
}

function levelTerm(rule: EfficacyRule, { park, level }: Subject): Term {
  const { current } = park.facts;
  const inputs = [inputOf('current', rule.amount, current[rule.amount])];
  if (rule.per === null) return term('levelValue', 'measure', level, { inputs });
  return term('levelValue', 'divide', level, { inputs: [...inputs, inputOf('current', rule.per, current[rule.per])] });
}

function efficacyReadings(row: Row, readings: Readings): Partial<Readings> {
  const { efficacyBase, equalReference, nonPositiveLevel, growthOf: of, growthCap, levelShare, growthShare, incomparableGrowth } = readings;
  const fixed = Object.entries(readings.fixedReferences).filter(([key]) => key.startsWith(`${row.code}.`));
  const fixedReferences: Readings['fixedReferences'] = Object.fromEntries(fixed);
  return {
    efficacyBase,
    equalReference,
    fixedReferences,
    nonPositiveLevel,
    growthOf: of,
    growthCap,
    levelShare,
    growthShare,
    incomparableGrowth,
  };
}

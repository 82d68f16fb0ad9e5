import type { DecisionContext } from '#libs/event-sourcing';
import { compareDecimals, compareIds, type Fault, fraction, sha256, subtractDecimals } from '#libs/kernel';
import { evaluationErrors as errors } from '../errors.js';
import type { EvaluationExtra, EvaluationRules, PlanSiteChecks, RecordSiteCheck } from './evaluation.commands.js';
import type { EvaluationEvent, EvaluationEventOf } from './evaluation.events.js';
import type { EvaluationState, ProposedResult } from './evaluation.state.js';
import { allow, demandOwnCounty, demandPast, demandPhase, demandRecordOf, demandSome, demandText, needed, refuseAll } from './guards.js';
import { namedTwice } from './persons.js';
import { currentResult } from './runs.js';

type Events = readonly EvaluationEvent[];
type Planned = EvaluationEventOf<'SiteCheckPlanned'>['data']['parks'];

/** A ranked park of a proposed result, best first in its list. */
export interface Standing {
  readonly park: string;
  readonly total: string;
  readonly tier: 'A' | 'B' | 'C' | null;
}

/** Whom the scheme has visited (R28). */
export interface SiteCheckRule {
  readonly provisionalA: boolean;
  readonly provisionalC: boolean;
  /** Points around the last A. */
  readonly margin: string;
  /** Share of all ranked parks drawn by the seed, rounded up. */
  readonly sample: string;
}

/** The list of site checks. The sample is drawn by the order of SHA-256(seed, park): anybody can draw it again from the published seed. */
export function planSiteChecks(standings: readonly Standing[], rule: SiteCheckRule, seed: string): Planned {
  const lastA = [...standings].reverse().find((standing) => standing.tier === 'A');
  const drawn = sampleOf(standings, rule.sample, seed);
  const parks: Planned = [];
  for (const { park, total, tier } of standings) {
    const why: Planned[number]['why'] = [];
    if (rule.provisionalA && tier === 'A') why.push('provisionalA');
    if (rule.provisionalC && tier === 'C') why.push('provisionalC');
    if (lastA && tier !== 'A' && within(total, lastA.total, rule.margin)) why.push('nearLastA');
    if (drawn.has(park)) why.push('sample');
    if (why.length > 0) parks.push({ park, why });
  }
  return parks;
}

function within(a: string, b: string, margin: string): boolean {
  const difference = subtractDecimals(a, b).replace('-', '');
  return compareDecimals(difference, margin) <= 0;
}

function sampleOf(standings: readonly Standing[], share: string, seed: string): Set<string> {
  const count = Number(fraction(share).mul(standings.length).ceil().n);
  const order = standings.map(({ park }) => ({ park, key: sha256(JSON.stringify([seed, park])) }));
  order.sort((a, b) => compareIds(a.key, b.key));
  return new Set(order.slice(0, count).map(({ park }) => park));
}

export function planChecks(command: PlanSiteChecks, state: EvaluationState, context: DecisionContext, extra: EvaluationExtra): Events {
  allow(context, '安排现场核查', 'taskForce');
  demandPhase(state, '安排现场核查', 'closed');
  demandText(command.seed, 'seed');
  const { run } = currentResult(state, command.run);
  const parks = needed(extra.siteChecks, 'the list of site checks');
  return [{ type: 'SiteCheckPlanned', data: { edition: state.edition, run, seed: command.seed, parks } }];
}

/** What was found on site, for the result that is proposed now. Where the scheme demands it: by so many different persons, with photos. */
export function recordSiteCheck(
  command: RecordSiteCheck,
  state: EvaluationState,
  context: DecisionContext,
  extra: EvaluationExtra,
): Events {
  allow(context, '登记现场核查', 'taskForce', 'county');
  demandOwnCounty(context.caller, extra.home, command.park);
  demandPhase(state, '登记现场核查', 'closed');
  if (!state.participants.includes(command.park)) throw errors.error('evaluation.parkUnknown', { park: command.park });
  const { park, on, by, passed, findings, form, photos } = command;
  demandPast(on, context, 'on');
  demandText(findings, 'findings');
  demandRecordOf(on, form, context, 'form');
  photos.forEach((photo, i) => demandRecordOf(on, photo, context, `photos[${i}]`));
  demandSome(by, 'by');
  refuseAll([...namedTwice(by, 'by'), ...demandFaults(command, needed(extra.rules, "the scheme's rules"))]);
  const run = state.proposed?.run ?? null;
  return [
    {
      type: 'SiteCheckRecorded',
      data: { edition: state.edition, run, park, on, by: [...by], passed, findings, form, photos: [...photos] },
    },
  ];
}

function demandFaults({ by, photos }: RecordSiteCheck, { demands, checkPersons }: EvaluationRules): Fault[] {
  if (!demands?.siteChecks) return [];
  const faults: Fault[] = [];
  const persons = new Set(by).size;
  const least = demands.siteChecks.photos;
  if (persons < checkPersons) faults.push(errors.fault('evaluation.checkersMissing', { persons, least: checkPersons }, 'by'));
  if (photos.length < least) faults.push(errors.fault('evaluation.photosMissing', { photos: photos.length, least }, 'photos'));
  return faults;
}

/**
 * What of the site checks stands against finalising a result. Where the scheme demands them: no plan for its run; a planned park without a check, or with a
 * failed one of this very result (a newer result has answered it, or the park is checked again). Otherwise: what was planned and not recorded.
 */
export function siteCheckFaults({ siteChecks, siteChecksFor }: EvaluationState, proposed: ProposedResult, rules: EvaluationRules): Fault[] {
  if (!rules.siteCheckRequired) return [];
  const planned = siteChecks.filter((check) => check.planned);
  const open = planned.filter((check) => !check.recorded).map(({ park }) => errors.fault('evaluation.siteCheckOpen', { park }, park));
  if (!rules.demands?.siteChecks) return open;
  const failed = siteChecks
    .filter(({ passed, resultHash }) => passed === false && resultHash === proposed.resultHash)
    .map(({ park }) => errors.fault('evaluation.siteCheckFailed', { park }, park));
  const unplanned = siteChecksFor === proposed.run ? [] : [errors.fault('evaluation.siteChecksUnplanned', { run: proposed.run })];
  return [...unplanned, ...open, ...failed];
}

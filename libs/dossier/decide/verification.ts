import { type Fault, inWords, named } from '#libs/kernel';
import { type Metric, metricInWords } from '#libs/scheme';
import type { FreezeRoster, ReturnFact, VerifyFact, VerifyFacts } from '../commands.js';
import { type FactVersion, versionStatusNames } from '../dossier.types.js';
import { dossierErrors } from '../errors.js';
import type { DossierEvent, Verdict } from '../events.js';
import { factIn } from '../fact.state.js';
import { eachOrNone, refuseFor } from '../refuse.js';
import {
  demandDepartment,
  demandNotHeld,
  demandReason,
  demandWritable,
  metricOf,
  namedVersion,
  schemeOf,
  type Situation,
  twiceNamed,
} from '../situation.js';

/** Every line gets a verdict, by another account than the one that delivered the version. A claim is verified only after the county's review, where the road requires that. */
export function verify(command: Omit<VerifyFact, 'type'>, situation: Situation): DossierEvent[] {
  const { metric, version } = forVerifier(command, situation);
  if (version.status !== 'submitted') {
    const status = named(versionStatusNames, version.status);
    throw dossierErrors.error('dossier.notAwaitingVerification', { metric: metricInWords(metric), version: version.version, status });
  }
  const waitsForReview = metric.countyReview && schemeOf(situation).road.countyReview.required;
  if (waitsForReview && !factIn(situation.state, metric.code)?.reviewed) {
    throw dossierErrors.error('dossier.reviewFirst', { metric: metricInWords(metric), version: version.version });
  }
  refuseFor(verdictFaults(command.verdicts, version));
  return [{ type: 'FactVerified', data: { metric: metric.code, version: version.version, verdicts: [...command.verdicts] } }];
}

/** Verdicts on several facts, or none: faults of all are named at once, each at its `facts[i]`. */
export function verifyAll({ facts }: VerifyFacts, situation: Situation): DossierEvent[] {
  refuseFor(twiceNamed(situation, facts));
  return eachOrNone(facts, (fact) => verify(fact, situation));
}

/** The whole version goes back, awaiting verification or verified before. */
export function returnFact(command: ReturnFact, situation: Situation): DossierEvent[] {
  const { metric, version } = forVerifier(command, situation);
  if (version.status === 'returned')
    throw dossierErrors.error('dossier.alreadyReturned', { metric: metricInWords(metric), version: version.version });
  demandReason(command.reason);
  return [{ type: 'FactReturned', data: { metric: metric.code, version: version.version, reason: command.reason } }];
}

/** Freezes the confirmed roster: from then on it is what amounts are drawn from. A corrected roster is frozen anew. */
export function freezeRoster(command: FreezeRoster, situation: Situation): DossierEvent[] {
  const metric = schemeOf(situation).metrics.find((candidate) => candidate.lines === 'tenancy');
  if (!metric) throw dossierErrors.error('dossier.unknownMetric', { metric: inWords('tenancy', '园内企业名单') });
  const { role } = situation.context.caller;
  if (role !== 'taskForce' && role !== 'process') demandDepartment(situation, metric.verifies, metricInWords(metric));
  demandNotHeld(situation);
  const version = namedVersion(situation, metric, command.version);
  if (version.status !== 'verified' || version.verified?.verdicts.some((verdict) => verdict.verdict === 'returned')) {
    throw dossierErrors.error('dossier.rosterNotConfirmed', { version: version.version });
  }
  if (situation.state.roster?.version === version.version) throw dossierErrors.error('dossier.alreadyFrozen', { version: version.version });
  return [{ type: 'RosterFrozen', data: { metric: metric.code, version: version.version } }];
}

function forVerifier(command: Omit<VerifyFact | ReturnFact, 'type'>, situation: Situation): { metric: Metric; version: FactVersion } {
  const metric = metricOf(situation, command.metric);
  demandDepartment(situation, metric.verifies, metricInWords(metric));
  demandWritable(situation, metric);
  const version = namedVersion(situation, metric, command.version);
  if (version.delivered.account === situation.context.caller.account) {
    throw dossierErrors.error('dossier.verifyOwn', { metric: metricInWords(metric), version: version.version });
  }
  return { metric, version };
}

function verdictFaults(verdicts: readonly Verdict[], version: FactVersion): Fault[] {
  const faults: Fault[] = [];
  const lines = new Set(version.lines.map((line) => line.id));
  const seen = new Set<string>();
  verdicts.forEach(({ line, verdict, reason }, index) => {
    const where = `verdicts[${index}]`;
    if (!lines.has(line))
      faults.push(dossierErrors.fault('dossier.verdictUnknownLine', { version: version.version, line }, `${where}.line`));
    else if (seen.has(line)) faults.push(dossierErrors.fault('dossier.verdictTwice', { line }, `${where}.line`));
    seen.add(line);
    if (verdict !== 'confirmed' && (reason ?? '').trim() === '')
      faults.push(dossierErrors.fault('dossier.reasonMissing', {}, `${where}.reason`));
  });
  for (const line of lines) if (!seen.has(line)) faults.push(dossierErrors.fault('dossier.verdictMissing', { line }, 'verdicts'));
  return faults;
}

import { named } from '#libs/kernel';
import { isWaivable, metricInWords } from '#libs/scheme';
import type { RevokeWaiver, WaiveFact } from '../commands.js';
import { documentFault } from '#libs/evidence';
import { standing } from '../dossier.state.js';
import { dossierErrors } from '../errors.js';
import { type DossierEvent, waiverNames } from '../events.js';
import { factIn } from '../fact.state.js';
import { refuseFor } from '../refuse.js';
import { demandReason, demandTaskForce, demandWritable, metricOf, opening, type Situation } from '../situation.js';

/** R45: only the task force, with a reason, each metric on its own, and only what nobody submitted. */
export function waive(command: WaiveFact, situation: Situation): DossierEvent[] {
  const { kind, reason, document } = command;
  demandTaskForce(situation);
  const metric = metricOf(situation, command.metric);
  demandWritable(situation, metric);
  if (!isWaivable(metric, kind === 'claimed' ? 'current' : 'base'))
    throw dossierErrors.error('dossier.notWaivable', { metric: metricInWords(metric), kind: named(waiverNames, kind) });
  const current = standing(situation.state, metric.code);
  if (current) throw dossierErrors.error('dossier.waiveSubmitted', { metric: metricInWords(metric), version: current.version });
  if (isWaived(situation, metric.code, kind)) throw dossierErrors.error('dossier.alreadyWaived', { metric: metricInWords(metric) });
  demandReason(reason);
  const fault = document && documentFault(document, situation.knowledge.evidence, 'document');
  refuseFor(fault ? [fault] : []);
  return [...opening(situation), { type: 'FactWaived', data: { metric: metric.code, kind, reason, ...(document ? { document } : {}) } }];
}

export function revokeWaiver(command: RevokeWaiver, situation: Situation): DossierEvent[] {
  const { kind, reason } = command;
  demandTaskForce(situation);
  const metric = metricOf(situation, command.metric);
  demandWritable(situation, metric);
  if (!isWaived(situation, metric.code, kind)) throw dossierErrors.error('dossier.notWaived', { metric: metricInWords(metric) });
  demandReason(reason);
  return [{ type: 'WaiverRevoked', data: { metric: metric.code, kind, reason } }];
}

function isWaived({ state }: Situation, metric: string, kind: WaiveFact['kind']): boolean {
  return factIn(state, metric)?.waivers.some((waiver) => waiver.kind === kind) ?? false;
}

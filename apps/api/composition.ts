import { awardEvents, evaluationEvents, runEvents } from '#libs/evaluation';
import { evaluationProjections } from '#libs/evaluation/nest';
import { dossierEvents } from '#libs/dossier';
import { dossierProjection } from '#libs/dossier/nest';
import { erasureEvents } from '#libs/erasure';
import { type EventDefinition, EventRegistry, ledgerEvents, processEvents, type Projection } from '#libs/event-sourcing';
import { enterpriseEvents, parkEvents, tenancyEvents, zoneEvents } from '#libs/registry';
import { registryProjections } from '#libs/registry/nest';
import { schemeEvents } from '#libs/rulebook';
import { schemeProjection } from '#libs/rulebook/nest';
import { checkpointEvents } from '#libs/sealing';
import { submissionEvents } from '#libs/submission';
import { submissionProjection } from '#libs/submission/nest';

/** Every kind of stream of the house with its events. */
export const eventTables: Readonly<Record<string, Readonly<Record<string, EventDefinition>>>> = {
  ledger: ledgerEvents,
  scheme: schemeEvents,
  zone: zoneEvents,
  park: parkEvents,
  enterprise: enterpriseEvents,
  tenancy: tenancyEvents,
  dossier: dossierEvents,
  submission: submissionEvents,
  evaluation: evaluationEvents,
  scoringRun: runEvents,
  award: awardEvents,
  erasure: erasureEvents,
  process: processEvents,
  checkpoint: checkpointEvents,
};

/** Knows every event type of the house. */
export function allEvents(): EventRegistry {
  return new EventRegistry(...Object.values(eventTables));
}

/** After which events the log is signed at once: what is published must be sealed. */
export const sealedAtOnce: readonly string[] = [evaluationEvents.ResultsFinalised.type];

/** Every read model of the house. */
export const allProjections: readonly Projection[] = [
  schemeProjection,
  ...registryProjections,
  dossierProjection,
  submissionProjection,
  ...evaluationProjections,
];

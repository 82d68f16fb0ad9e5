import { dossierDecider, dossierEvents } from '#libs/dossier';
import { awardDecider, awardEvents, evaluationDecider, evaluationEvents, runEvents, scoringRunDecider } from '#libs/evaluation';
import { erasureDecider, erasureEvents } from '#libs/erasure';
import {
  type Command,
  type Decider,
  type DomainEvent,
  type EventDefinition,
  EventRegistry,
  ledgerDecider,
  ledgerEvents,
  processEvents,
} from '#libs/event-sourcing';
import {
  enterpriseDecider,
  enterpriseEvents,
  parkDecider,
  parkEvents,
  tenancyDecider,
  tenancyEvents,
  zoneDecider,
  zoneEvents,
} from '#libs/registry';
import { schemeDecider, schemeEvents } from '#libs/rulebook';
import { submissionDecider, submissionEvents } from '#libs/submission';

/** How the streams of one category are read and folded. A process's own stream has no state. */
export interface StreamKind {
  readonly events: Readonly<Record<string, EventDefinition>>;
  readonly decider?: Pick<Decider<unknown, Command, DomainEvent>, 'initial' | 'evolve'>;
}

const kind = (events: StreamKind['events'], decider: unknown): StreamKind => ({
  events,
  decider: decider as NonNullable<StreamKind['decider']>,
});

/** Every category of streams that a ledger has. An event in a stream of another category, or of none, is a difference. */
export const streamKinds: ReadonlyMap<string, StreamKind> = new Map([
  ['ledger', kind(ledgerEvents, ledgerDecider)],
  ['scheme', kind(schemeEvents, schemeDecider)],
  ['zone', kind(zoneEvents, zoneDecider)],
  ['park', kind(parkEvents, parkDecider)],
  ['enterprise', kind(enterpriseEvents, enterpriseDecider)],
  ['tenancy', kind(tenancyEvents, tenancyDecider)],
  ['dossier', kind(dossierEvents, dossierDecider)],
  ['submission', kind(submissionEvents, submissionDecider)],
  ['evaluation', kind(evaluationEvents, evaluationDecider)],
  ['scoringRun', kind(runEvents, scoringRunDecider)],
  ['award', kind(awardEvents, awardDecider)],
  ['erasure', kind(erasureEvents, erasureDecider)],
  ['process', { events: processEvents }],
]);

/** Schemas are compiled once a process. */
export const houseRegistry = new EventRegistry(...[...streamKinds.values()].map(({ events }) => events));

import {
  type DossierCommandInput,
  dossierDecider,
  type DossierEvent,
  type DossierKey,
  type DossierKnowledge,
  type DossierState,
  type Hold,
  parseDossierId,
} from '#libs/dossier';
import type { DecisionContext, DomainEvent, Recorded } from '#libs/event-sourcing';
import type { DocumentRef, EvidenceDescription, EvidenceDescriptions } from '#libs/evidence';
import { type Caller, deriveId, parseStreamName } from '#libs/kernel';
import type { FactLine, Scheme } from '#libs/scheme';
import type { Redecider } from './decisions.js';

/** Schemes as they stand in the log. */
export interface KnownSchemes {
  /** An adopted scheme's content; undefined where it is not known whole. */
  adopted(scheme: { readonly id: string; readonly hash: string }): Scheme | undefined;
  /** The scheme of an evaluation. */
  ofEvaluation(year: number): { readonly id: string; readonly hash: string } | undefined;
}

const COUNTY = 'the county of the park';

/** Decisions on dossiers: versions, verdicts, other persons, departments by the scheme, holds, what is in the way of closing. */
export function dossierRedecider(schemes: KnownSchemes): Redecider {
  return {
    lasting: new Set(LASTING),
    // Warnings tell what other parks' dossiers and the registers said in that moment.
    leftOut: ['warnings'],
    again(events, before) {
      const recorded = events as readonly Recorded<DossierEvent>[];
      const subject = recorded.find(({ type }) => type !== 'DossierOpened') ?? recorded[0];
      if (!subject) return undefined;
      const state = before as DossierState;
      const id = parseStreamName(subject.stream).id;
      const opened = state.opened ?? recorded.find((event) => event.type === 'DossierOpened')?.data;
      const scheme = opened && schemes.adopted(opened.scheme);
      const closing = subject.type === 'DossierClosed' ? closingOf(subject.data, schemes) : undefined;
      if (!scheme || (subject.type === 'DossierClosed' && !closing)) return undefined;
      const knowledge: DossierKnowledge = {
        scheme: { ...opened.scheme, evaluation: opened.evaluation, content: scheme },
        park: { county: COUNTY, zone: COUNTY, leadingIndustries: [] },
        yearEvaluated: false,
        assessmentLocked: false,
        evidence: citedEvidence(recorded),
        others: [],
        rosterNotes: [],
        clashes: [],
        ...(closing ? { closing } : {}),
      };
      return dossierDecider.decide(commandOfAll(recorded, subject), state, contextOf(subject, id), knowledge) as readonly DomainEvent[];
    },
  };
}

/** Refusals that DESIGN §5 promises for good. */
const LASTING = [
  'dossier.unknownMetric',
  'dossier.schemeChanged',
  'dossier.wrongDepartment',
  'dossier.taskForceOnly',
  'dossier.processOnly',
  'dossier.verifyOwn',
  'dossier.alreadyOpen',
  'dossier.notOpen',
  'dossier.alreadySubmitted',
  'dossier.notSubmitted',
  'dossier.staleVersion',
  'dossier.notAwaitingVerification',
  'dossier.alreadyReturned',
  'dossier.closed',
  'dossier.rosterNotConfirmed',
  'dossier.alreadyFrozen',
  'dossier.reviewFirst',
  'dossier.alreadyDeclared',
  'dossier.nothingDeclared',
  'dossier.commitmentMissing',
  'dossier.explanationMissing',
  'dossier.alreadyRequested',
  'dossier.requestUnknown',
  'dossier.requestDecided',
  'dossier.decideOwn',
  'dossier.waiveSubmitted',
  'dossier.alreadyWaived',
  'dossier.notWaived',
  'dossier.incomplete',
  'dossier.attemptOver',
  'dossier.notClosed',
  'dossier.lineIdDiffers',
  'dossier.duplicateLine',
  'dossier.verdictMissing',
  'dossier.verdictUnknownLine',
  'dossier.verdictTwice',
];

/** The command whose decision gives these events: a delivery, and verdicts, may be on several facts at once. */
function commandOfAll(events: readonly Recorded<DossierEvent>[], subject: Recorded<DossierEvent>): DossierCommandInput {
  const commands = events.filter(({ type }) => type !== 'DossierOpened').map(commandOf);
  if (commands.length < 2) return commandOf(subject);
  const delivered = commands.filter((command) => command.type === 'SubmitFact' || command.type === 'CorrectFact');
  if (delivered.length > 0) {
    return {
      type: 'DeliverFacts',
      facts: delivered.map(({ type: _type, ...fact }) => {
        if (!('version' in fact)) return fact;
        const { version, reason, ...rest } = fact;
        return { ...rest, correct: { version, reason } };
      }),
    };
  }
  const verified = commands.filter((command) => command.type === 'VerifyFact');
  return { type: 'VerifyFacts', facts: verified.map(({ type: _type, ...fact }) => fact) };
}

/** The command whose decision gives this event. */
function commandOf(event: Recorded<DossierEvent>): DossierCommandInput {
  switch (event.type) {
    case 'DossierOpened':
      return { type: 'OpenDossier' };
    case 'FactSubmitted': {
      const { metric, lines, documents, note } = event.data;
      return { type: 'SubmitFact', metric, lines, documents, ...(note === undefined ? {} : { note }) };
    }
    case 'FactCorrected': {
      const { metric, previous, lines, documents, reason, note } = event.data;
      return { type: 'CorrectFact', metric, version: previous, lines, documents, reason, ...(note === undefined ? {} : { note }) };
    }
    case 'ChangeExplained':
      return { type: 'ExplainChange', ...event.data };
    case 'CorrectionRequested': {
      const { metric, version, reason, documents } = event.data;
      return { type: 'RequestCorrection', metric, version, reason, documents };
    }
    case 'CorrectionDecided':
      return { type: 'DecideCorrection', ...event.data };
    case 'FactWithdrawn':
      return { type: 'WithdrawFact', ...event.data };
    case 'FactVerified':
      return { type: 'VerifyFact', ...event.data };
    case 'FactReturned':
      return { type: 'ReturnFact', ...event.data };
    case 'FactWaived':
      return { type: 'WaiveFact', ...event.data };
    case 'WaiverRevoked':
      return { type: 'RevokeWaiver', ...event.data };
    case 'RosterFrozen':
      return { type: 'FreezeRoster', version: event.data.version };
    case 'DossierDeclared':
      return { type: 'DeclareDossier', ...(event.data.commitment ? { commitment: event.data.commitment } : {}) };
    case 'CountyReviewed':
      return { type: 'ReviewDossier', ...event.data };
    case 'DossierClosed':
      return { type: 'CloseDossier', ...event.data };
    case 'DossierReopened': {
      const { evaluation, edition, attempt, reason, document } = event.data;
      if (attempt !== undefined) return { type: 'ReleaseDossier', evaluation, edition, attempt, reason };
      return { type: 'ReopenDossier', evaluation, edition, reason, ...(document ? { document } : {}) };
    }
    default:
      return event satisfies never;
  }
}

/** The attempt that the event closes for, as if it were under way: whether it was stands in the evaluation's own stream. */
function closingOf({ evaluation, edition, attempt }: Hold, schemes: KnownSchemes): DossierKnowledge['closing'] {
  const reference = schemes.ofEvaluation(evaluation);
  const scheme = reference && schemes.adopted(reference);
  return scheme && { evaluation, edition, attempt, scheme };
}

/** Metadata do not say for which park or county somebody acts: that it was their own is taken as given. */
function contextOf({ metadata, revision }: Recorded<DossierEvent>, id: string): DecisionContext {
  const { park }: DossierKey = parseDossierId(id);
  const { actor, commandId, recordedAt } = metadata;
  const caller: Caller = { ...actor, ...(actor.role === 'park' ? { park } : {}), ...(actor.role === 'county' ? { county: COUNTY } : {}) };
  return { caller, at: recordedAt, commandId, id, revision: revision - 1, newId: (label) => deriveId(commandId, label) };
}

/** The files that the events cite, as if they were as these say: whether they are is for the evidence itself. */
function citedEvidence(events: readonly Recorded<DossierEvent>[]): EvidenceDescriptions {
  const names = new Map<string, Set<string>>();
  const cited = (hash: string): Set<string> => names.get(hash) ?? names.set(hash, new Set()).get(hash) ?? new Set();
  for (const { data } of events as readonly { readonly data: Citing }[]) {
    for (const { source } of data.lines ?? []) cited(source.hash).add(source.sheet);
    for (const document of [...(data.documents ?? []), data.document, data.commitment]) if (document) cited(document.hash);
  }
  return new Map(
    [...names].map(([hash, sheets]): [string, EvidenceDescription] => {
      const described = [...sheets].map((name) => ({ name, header: [], rows: Number.MAX_SAFE_INTEGER }));
      return [hash, { hash, size: 0, deliveries: [], sheets: described }];
    }),
  );
}

/** What of an event's data cites files. */
interface Citing {
  readonly lines?: readonly FactLine[];
  readonly documents?: readonly DocumentRef[];
  readonly document?: DocumentRef;
  readonly commitment?: DocumentRef;
}

import type { Decider, DecisionContext } from '#libs/event-sourcing';
import { documentFault, type DocumentRef, type EvidenceDescriptions } from '#libs/evidence';
import { DomainError, type Fault, inWords } from '#libs/kernel';
import { confirmationsNeeded, parseScheme, schemeHash } from '#libs/scheme';
import { rulebookErrors } from './errors.js';
import type { SchemeEvent } from './events.js';
import { type DraftedScheme, evolveScheme, noScheme, type SchemeState } from './scheme.state.js';

/** Drafts a scheme, or replaces the draft. `content` is a scheme as JSON: it is checked here. */
export interface DraftScheme {
  readonly type: 'DraftScheme';
  readonly content: unknown;
  readonly source?: DocumentRef;
}

/** Confirms points of the draft whose content hash it names. */
export interface ConfirmScheme {
  readonly type: 'ConfirmScheme';
  readonly hash: string;
  readonly confirmations: readonly { readonly code: string; readonly reason: string }[];
}

/** Adopts the draft whose content hash it names, for good. `basis` is the document by which the task force adopted it. */
export interface AdoptScheme {
  readonly type: 'AdoptScheme';
  readonly hash: string;
  readonly basis: DocumentRef;
}

export type SchemeCommandInput = DraftScheme | ConfirmScheme | AdoptScheme;

export interface SchemeKnowledge {
  /** The documents that the command names, as far as they are in the store. */
  readonly evidence: EvidenceDescriptions;
}

/** Decides on a rule set: drafted, confirmed, adopted. All by the task force. */
export const schemeDecider: Decider<SchemeState, SchemeCommandInput, SchemeEvent, SchemeKnowledge> = {
  category: 'scheme',
  initial: noScheme,
  evolve: evolveScheme,
  decide(command, state, context, knowledge) {
    if (context.caller.role !== 'taskForce') throw rulebookErrors.error('rulebook.taskForceOnly');
    switch (command.type) {
      case 'DraftScheme':
        return draft(command, state, context, knowledge);
      case 'ConfirmScheme':
        return confirm(command, open(state, command.hash, context), context);
      case 'AdoptScheme':
        return adopt(command, open(state, command.hash, context), context, knowledge);
      default:
        return command satisfies never;
    }
  },
};

function draft(
  { content, source }: DraftScheme,
  state: SchemeState,
  context: DecisionContext,
  { evidence }: SchemeKnowledge,
): SchemeEvent[] {
  if (state.status === 'adopted') throw rulebookErrors.error('rulebook.adopted', { id: state.id });
  const scheme = parseScheme(content);
  if (scheme.id !== context.id) throw rulebookErrors.error('rulebook.idDiffers', { given: scheme.id, id: context.id });
  if (source) demandDocument(documentFault(source, evidence, 'source'));
  const hash = schemeHash(scheme);
  if (state.status === 'drafted' && state.hash === hash) return [];
  return [{ type: 'SchemeDrafted', data: { id: scheme.id, content: scheme, hash, ...(source ? { source } : {}) } }];
}

function confirm({ confirmations }: ConfirmScheme, state: DraftedScheme, { caller }: DecisionContext): SchemeEvent[] {
  const needed = new Map<string, string>(confirmationsNeeded(state.content).map((point) => [point.code, point.text]));
  confirmations.forEach(({ code, reason }, index) => {
    const where = `confirmations[${index}]`;
    const text = needed.get(code);
    if (text === undefined) throw rulebookErrors.error('rulebook.confirmationUnknown', { code }, { where: `${where}.code` });
    if (reason.trim() === '')
      throw rulebookErrors.error('rulebook.confirmationReason', { code: inWords(code, text) }, { where: `${where}.reason` });
  });
  if (confirmations.length === 0) return [];
  const named = confirmations.map(({ code, reason }) => ({ code, reason, by: caller.account }));
  return [{ type: 'SchemeConfirmed', data: { hash: state.hash, confirmations: named } }];
}

function adopt({ basis }: AdoptScheme, state: DraftedScheme, { caller }: DecisionContext, { evidence }: SchemeKnowledge): SchemeEvent[] {
  const answered = new Set(state.confirmations.map((confirmation) => confirmation.code));
  const missing = confirmationsNeeded(state.content).filter((point) => !answered.has(point.code));
  if (missing.length > 0) {
    const faults = missing.map(({ code, text }) => rulebookErrors.fault('rulebook.confirmationOpen', { code, text }, code));
    throw rulebookErrors.error('rulebook.confirmationMissing', { id: state.id, count: missing.length }, { faults });
  }
  demandDocument(documentFault(basis, evidence, 'basis'));
  return [{ type: 'SchemeAdopted', data: { hash: state.hash, basis, approver: caller.account } }];
}

/** The draft that the command names by its hash. */
function open(state: SchemeState, hash: string, context: DecisionContext): DraftedScheme {
  if (state.status === 'none') throw rulebookErrors.error('rulebook.unknown', { id: context.id });
  if (state.status === 'adopted') throw rulebookErrors.error('rulebook.adopted', { id: state.id });
  if (state.hash !== hash) throw rulebookErrors.error('rulebook.staleDraft', { hash, current: state.hash });
  return state;
}

function demandDocument(fault: Fault | undefined): void {
  if (fault) throw new DomainError(fault.code, 'invalid', fault.message, fault.remedy, fault.params, fault.where);
}

import type { DecisionContext } from '#libs/event-sourcing';
import { dayInChina, type DomainError, type Fault, isIsoDate, type Role } from '#libs/kernel';
import { evaluationErrors as errors } from '../errors.js';
import type { DocumentRef } from '../payload.js';
import type { EvaluationState, Phase } from './evaluation.state.js';

/** Refuses a caller whose role is none of those that may. */
export function allow(context: DecisionContext, action: string, ...allowed: readonly Role[]): void {
  if (!allowed.includes(context.caller.role)) {
    throw errors.error('evaluation.notYours', { role: context.caller.role, action, allowed: allowed.join('、') });
  }
}

/** Refuses a command that does not fit the phase. */
export function demandPhase(state: EvaluationState, action: string, ...phases: readonly Phase[]): void {
  if (!phases.includes(state.phase)) throw errors.error('evaluation.wrongPhase', { phase: state.phase, action });
}

/** Refuses a process's command that names another edition or attempt than the current one. */
export function demandAttempt(state: EvaluationState, command: { readonly edition: number; readonly attempt: number }): void {
  if (state.phase !== 'closing' || command.edition !== state.edition || command.attempt !== state.attempt) {
    throw errors.error('evaluation.attemptSuperseded', { edition: command.edition, attempt: command.attempt });
  }
}

/** Refuses a text that says nothing. */
export function demandText(text: string, field: string): void {
  if (text.trim() === '') throw errors.error('evaluation.reasonMissing', { field }, { where: field });
}

/** Refuses a day that does not exist. */
export function demandDay(day: string, where: string): void {
  if (!isIsoDate(day)) throw errors.error('evaluation.invalidDay', { day }, { where });
}

/** Refuses a day that does not exist or is still to come in China. */
export function demandPast(day: string, context: DecisionContext, where: string): void {
  demandDay(day, where);
  const today = dayInChina(context.at);
  if (day > today) throw errors.error('evaluation.futureDate', { day, today }, { where });
}

/** Refuses a document without what makes it one of its kind (文号, 成文日期), or dated in the future. */
export function demandDocument(
  document: DocumentRef,
  needs: readonly ('number' | 'date')[],
  context: DecisionContext,
  where: string,
): void {
  for (const field of needs) {
    if (document[field] === undefined) throw errors.error('evaluation.documentIncomplete', { title: document.title, field }, { where });
  }
  if (document.date !== undefined) demandPast(document.date, context, `${where}.date`);
}

/** One error for what is wrong: the first fault lends its code, and all are listed. */
export function refuseAll(faults: readonly Fault[]): void {
  const [first] = faults;
  if (!first) return;
  throw errors.error(first.code as Parameters<typeof errors.error>[0], first.params, { faults });
}

/** What a handler had to read for this decision and did not: a defect of the handler, never of the caller. */
export function needed<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new TypeError(`the decision needs ${what}`);
  return value;
}

export type Refusal = DomainError;

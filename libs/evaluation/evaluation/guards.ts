import type { DecisionContext } from '#libs/event-sourcing';
import { type Caller, dayInChina, DomainError, type Fault, inWords, isIsoDate, named, namedEach, type Role, roleNames } from '#libs/kernel';
import { evaluationErrors as errors } from '../errors.js';
import type { DocumentRef } from '../payload.js';
import type { EvaluationExtra } from './evaluation.commands.js';
import { type EvaluationState, type Phase, phaseNames } from './evaluation.state.js';

/** Refuses a caller whose role is none of those that may. */
export function allow(context: DecisionContext, action: string, ...allowed: readonly Role[]): void {
  if (!allowed.includes(context.caller.role)) {
    const role = named(roleNames, context.caller.role);
    throw errors.error('evaluation.notYours', { role, action, allowed: namedEach(roleNames, allowed) });
  }
}

/** Who may act for a park, as refusals say it. */
export const ownParkOrTaskForce = inWords('park、taskForce', '本园区、专班');

/** Refuses a command that does not fit the phase. */
export function demandPhase(state: EvaluationState, action: string, ...phases: readonly Phase[]): void {
  if (!phases.includes(state.phase)) throw errors.error('evaluation.wrongPhase', { phase: named(phaseNames, state.phase), action });
}

/** Refuses a process's command that names another edition or attempt than the current one. */
export function demandAttempt(state: EvaluationState, command: { readonly edition: number; readonly attempt: number }): void {
  if (state.phase !== 'closing' || command.edition !== state.edition || command.attempt !== state.attempt) {
    throw errors.error('evaluation.attemptSuperseded', { edition: command.edition, attempt: command.attempt });
  }
}

/** What commands must fill in, by the names that people have for it. */
export const fieldNames = {
  reason: '理由',
  decided: '议定事项',
  present: '出席人员',
  recused: '回避人员',
  seed: '抽取种子',
  findings: '核查情况',
  by: '核查人员',
  text: '异议内容',
  answer: '答复',
  where: '公示之处',
} as const;
type FilledIn = keyof typeof fieldNames;

/** Refuses a text that says nothing. */
export function demandText(text: string, field: FilledIn): void {
  if (text.trim() === '') throw nothingIn(field);
}

/** Refuses an empty list. */
export function demandSome(list: readonly unknown[], field: FilledIn): void {
  if (list.length === 0) throw nothingIn(field);
}

function nothingIn(field: FilledIn): DomainError {
  return errors.error('evaluation.reasonMissing', { field: named(fieldNames, field) }, { where: field });
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

/** Refuses a county or zone that acts for a park of another one. */
export function demandOwnCounty({ role, county }: Caller, home: EvaluationExtra['home'], park: string): void {
  if (role !== 'county' || (county !== undefined && home && (county === home.county || county === home.zone))) return;
  throw errors.error('evaluation.notOwnPark', { park });
}

const documentFields = { number: '文号', date: '成文日期' } as const;

/** Refuses a document without what makes it one of its kind (文号, 成文日期), or dated in the future. */
export function demandDocument(
  document: DocumentRef,
  needs: readonly ('number' | 'date')[],
  context: DecisionContext,
  where: string,
): void {
  for (const field of needs) {
    if (document[field] === undefined)
      throw errors.error('evaluation.documentIncomplete', { title: document.title, field: named(documentFields, field) }, { where });
  }
  if (document.date !== undefined) demandPast(document.date, context, `${where}.date`);
}

/** Refuses a document that records an act and is dated before it; besides what is asked of any document. */
export function demandRecordOf(day: string, document: DocumentRef, context: DecisionContext, where: string): void {
  demandDocument(document, [], context, where);
  const { title, date } = document;
  if (date !== undefined && date < day) throw errors.error('evaluation.documentTooEarly', { title, date, day }, { where: `${where}.date` });
}

/** One error for what is wrong: the first fault lends its code, and all are listed. */
export function refuseAll(faults: readonly Fault[]): void {
  const [first] = faults;
  if (!first) return;
  const { kind } = errors.definitions[first.code as keyof typeof errors.definitions];
  throw new DomainError(first.code, kind, first.message, first.remedy, first.params, undefined, faults);
}

/** What a handler had to read for this decision and did not: a defect of the handler, never of the caller. */
export function needed<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new TypeError(`the decision needs ${what}`);
  return value;
}

import { type Fault, named } from '#libs/kernel';
import { evaluationErrors as errors } from '../errors.js';
import { fieldNames } from './guards.js';

/** Accounts that a list names more than once, each at every place after its first. */
export function namedTwice(accounts: readonly string[], field: 'present' | 'recused' | 'by'): Fault[] {
  return accounts.flatMap((account, i) =>
    accounts.indexOf(account) === i
      ? []
      : [errors.fault('evaluation.personTwice', { account, field: named(fieldNames, field) }, `${field}[${i}]`)],
  );
}

/** Who recuses himself from a meeting does not count as present at it: each account that stands in both lists. */
export function presentAndRecused(present: readonly string[], recused: readonly string[]): Fault[] {
  return recused.flatMap((account, i) =>
    present.includes(account) ? [errors.fault('evaluation.presentAndRecused', { account }, `recused[${i}]`)] : [],
  );
}

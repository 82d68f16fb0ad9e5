import { DomainError, type Fault, refusalOf } from '#libs/kernel';
import { dossierErrors } from './errors.js';

/** Refuses for all faults at once. */
export function refuseFor(faults: readonly Fault[]): void {
  if (faults.length === 0) return;
  throw refusalOf(faults, () => dossierErrors.error('dossier.invalid', { count: faults.length }, { faults }));
}

/** Decides on each of several facts, or on none: what is refused is refused for all of them at once, each fault at its place in `facts`. */
export function eachOrNone<Fact, Decided>(facts: readonly Fact[], decide: (fact: Fact) => readonly Decided[]): Decided[] {
  const refusals: { readonly error: DomainError; readonly at: string }[] = [];
  const decided = facts.flatMap((fact, i) => {
    try {
      return decide(fact);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      refusals.push({ error, at: `facts[${i}]` });
      return [];
    }
  });
  const [first] = refusals;
  if (!first) return decided;
  const faults = refusals.flatMap(({ error, at }) =>
    (error.faults.length > 0 ? error.faults : [error]).map((fault) => ({ ...plain(fault), where: placed(at, fault.where) })),
  );
  // Alone, a refusal keeps its kind as well: a stale version is 412 however many facts came with it.
  const { code, kind, message, remedy, params } = first.error;
  if (refusals.length === 1) throw new DomainError(code, kind, message, remedy, params, placed(first.at, first.error.where), faults);
  throw dossierErrors.error('dossier.invalid', { count: faults.length }, { faults });
}

function placed(at: string, where: string | undefined): string {
  return where === undefined ? at : `${at}.${where}`;
}

/** A refusal as a fault among others. */
function plain({ code, message, remedy, params }: Fault): Fault {
  return { code, message, remedy, ...(params === undefined ? {} : { params }) };
}

import { type DossierKey, dossierId, type DossierState, factIn, type Verdict } from '#libs/dossier';
import type { DomainError, Fault } from '#libs/kernel';
import { deskErrors } from './errors.js';

/** One decision in a list: verdicts line by line, everything confirmed (but for the lines that `verdicts` names), or the whole version sent back. */
export interface Decision {
  readonly park: string;
  /** Default: the year that is evaluated. */
  readonly year?: number;
  readonly metric: string;
  readonly version: number;
  readonly verdicts?: readonly Verdict[];
  readonly confirmAll?: boolean;
  /** Why the whole version goes back. */
  readonly return?: string;
}

/** What became of one decision of a list. */
export interface DecisionOutcome {
  readonly park: string;
  readonly year: number;
  readonly metric: string;
  readonly version: number;
  readonly act: 'verified' | 'returned';
  readonly outcome: 'applied' | 'refused';
  /** Why it was refused: every fault. */
  readonly faults?: readonly Fault[];
}

/** A decision with its place in the list. */
export interface Placed {
  readonly index: number;
  readonly decision: Decision;
}

/** The decisions of a list on one dossier: its verdicts go in one append, each return is one of its own. */
export interface DossierDecisions {
  readonly key: DossierKey;
  readonly verify: readonly Placed[];
  readonly giveBack: readonly Placed[];
}

/**
 * The list by dossier, in the order of the list.
 * @throws DomainError naming every item that is no single decision, is on another year, or is on a fact that was decided before in the list
 */
export function byDossier(year: number, decisions: readonly Decision[]): readonly DossierDecisions[] {
  const faults = decisions.flatMap((decision, index) => faultsOf(year, decisions, decision, index));
  if (faults.length > 0) throw deskErrors.error('desk.invalid', { count: faults.length }, { faults });
  const dossiers = new Map<string, { key: DossierKey; verify: Placed[]; giveBack: Placed[] }>();
  decisions.forEach((decision, index) => {
    const key = { park: decision.park, year: decision.year ?? year };
    const known = dossiers.get(dossierId(key)) ?? { key, verify: [], giveBack: [] };
    (decision.return === undefined ? known.verify : known.giveBack).push({ index, decision });
    dossiers.set(dossierId(key), known);
  });
  return [...dossiers.values()];
}

function faultsOf(year: number, decisions: readonly Decision[], decision: Decision, index: number): Fault[] {
  const where = `decisions[${index}]`;
  const row = index + 1;
  const faults: Fault[] = [];
  const verifies = decision.verdicts !== undefined || decision.confirmAll === true;
  if (verifies === (decision.return !== undefined)) faults.push(deskErrors.fault('desk.oneDecision', { row }, where));
  const given = decision.year ?? year;
  if (given !== year && given !== year - 1) faults.push(deskErrors.fault('desk.otherYear', { row, given, year }, `${where}.year`));
  const first = decisions.findIndex(
    (other) => other.park === decision.park && other.metric === decision.metric && (other.year ?? year) === given,
  );
  if (first < index) faults.push(deskErrors.fault('desk.decidedTwice', { row, first: first + 1 }, where));
  return faults;
}

/** A verdict for each line: as the decision says; what it does not name is confirmed where it confirms all. A version that is not there has no lines: the dossier refuses it. */
export function verdictsFor(state: DossierState, { metric, version, verdicts = [], confirmAll = false }: Decision): readonly Verdict[] {
  if (!confirmAll) return verdicts;
  const lines = factIn(state, metric)?.versions.find((known) => known.version === version)?.lines ?? [];
  const named = new Set(verdicts.map(({ line }) => line));
  return [...verdicts, ...lines.flatMap(({ id }) => (named.has(id) ? [] : [{ line: id, verdict: 'confirmed' as const }]))];
}

/** What became of decisions that went together. Of a refused append, what is refused for its own sake is told why, the rest that it was held back. */
export function outcomesOf(
  key: DossierKey,
  act: DecisionOutcome['act'],
  together: readonly Placed[],
  error?: DomainError,
): readonly { readonly index: number; readonly outcome: DecisionOutcome }[] {
  const all = error === undefined ? [] : error.faults.length > 0 ? error.faults : [error];
  const placed = all.some(({ where }) => placeOf(where) !== undefined);
  return together.map(({ index, decision: { metric, version } }, i) => {
    const what = { ...key, metric, version, act };
    if (error === undefined) return { index, outcome: { ...what, outcome: 'applied' } };
    const own = placed ? all.filter(({ where }) => placeOf(where) === i) : all;
    const faults = own.length > 0 ? own.map(within) : [deskErrors.fault('desk.heldBack')];
    return { index, outcome: { ...what, outcome: 'refused', faults } };
  });
}

/** A fault of an append by its place within its own fact. */
function within({ code, message, remedy, params, where }: Fault): Fault {
  const place = where?.replace(/^facts\[\d+\]\.?/, '') ?? '';
  return { code, message, remedy, ...(params === undefined ? {} : { params }), ...(place === '' ? {} : { where: place }) };
}

/** Which of the facts of an append a fault is about. */
function placeOf(where: string | undefined): number | undefined {
  const match = /^facts\[(\d+)\]/.exec(where ?? '');
  return match ? Number.parseInt(match[1] as string, 10) : undefined;
}

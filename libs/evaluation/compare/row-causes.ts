import { canonicalJson } from '#libs/kernel';
import type { Indicator, Sheet, SheetInput, Term } from '#libs/scoring';
import type { Cause, FactSide, ReferenceSide } from './differences.js';

/** Why a row of a park differs: its own facts, best or worst, the mean of the others, or the readings that it was computed by. */
export function rowCauses(before: Indicator | undefined, after: Indicator | undefined): Cause[] {
  if (!before || !after) return [];
  const readings = changedKeys(before.readings, after.readings);
  const shape = before.rule !== after.rule || before.points !== after.points ? ['rule'] : [];
  const changed = [...readings, ...shape];
  return [
    ...inputCauses(before, after),
    ...termCauses(before.terms, after.terms, ''),
    ...(changed.length > 0 ? [{ kind: 'scheme', readings: changed } as const] : []),
  ];
}

function inputCauses(before: Indicator, after: Indicator): Cause[] {
  const left = inputsOf(before.terms);
  const right = inputsOf(after.terms);
  return [...new Set([...left.keys(), ...right.keys()])].sort().flatMap((key): Cause[] => {
    const one = left.get(key);
    const other = right.get(key);
    const { side, measure } = (one ?? other) as SheetInput;
    return content(one) === content(other) ? [] : [{ kind: 'ownFact', side, measure, before: factSide(one), after: factSide(other) }];
  });
}

/** What of an input can move a score: its value and the lines that count, not the version that says so again. */
function content(input: SheetInput | undefined): string {
  const counted = input?.lines?.filter((line) => line.counted).map(({ id, contribution }) => ({ id, contribution: contribution ?? null }));
  return canonicalJson({ value: input?.value ?? null, counted: counted ?? null });
}

function factSide(input: SheetInput | undefined): FactSide {
  return { value: input?.value ?? null, version: input?.fact?.version ?? null, eventId: input?.fact?.eventId ?? null };
}

/** Every input of a row's tree, by side and measure. */
function inputsOf(terms: readonly Term[]): Map<string, SheetInput> {
  const inputs = new Map<string, SheetInput>();
  for (const term of terms) {
    for (const input of term.inputs ?? []) inputs.set(`${input.side} ${input.measure}`, input);
    for (const [key, input] of inputsOf(term.terms ?? [])) inputs.set(key, input);
  }
  return inputs;
}

/** Terms that meet other parks: best and worst, and the mean where R13 sets it. */
function termCauses(before: readonly Term[], after: readonly Term[], path: string): Cause[] {
  return before.flatMap((term, i) => {
    const other = after[i];
    if (other?.code !== term.code) return [];
    const at = path === '' ? term.code : `${path}.${term.code}`;
    const own: Cause[] = [];
    for (const which of ['best', 'worst'] as const) {
      const [left, right] = [term[which] ?? null, other[which] ?? null];
      if (!sameReference(left, right)) own.push({ kind: 'reference', term: at, which, before: left, after: right });
    }
    if (term.operation === 'substitute' && term.value !== other.value) {
      own.push({ kind: 'mean', term: at, before: term.value, after: other.value });
    }
    return [...own, ...termCauses(term.terms ?? [], other.terms ?? [], at)];
  });
}

function sameReference(a: ReferenceSide | null, b: ReferenceSide | null): boolean {
  return (a === null && b === null) || (a !== null && b !== null && a.value === b.value);
}

export function changedKeys(before: object, after: object): string[] {
  const left = before as Record<string, unknown>;
  const right = after as Record<string, unknown>;
  const text = (value: unknown): string => (value === undefined ? '' : canonicalJson(value));
  return [...new Set([...Object.keys(left), ...Object.keys(right)])].filter((key) => text(left[key]) !== text(right[key])).sort();
}

export function indicatorOf(sheet: Sheet | undefined, row: string): Indicator | undefined {
  return sheet?.indicators.find((indicator) => indicator.row === row);
}

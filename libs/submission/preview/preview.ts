import { compareDecimals, isDecimalText } from '#libs/kernel';
import { type FactLine, findMetric, lineId, type Scheme } from '#libs/scheme';
import type { DeliveredLine, DossierDelivery } from '../check/index.js';
import { type Column, type Form, formOf, writeCell } from '../forms/index.js';
import { STEP } from '../steps.js';
import type { ChangedLine, FactPreview, Preview, StandingFact } from './preview.types.js';
import { totalling } from './totals.js';

/** What a delivery is compared with. */
export interface FactsOfToday {
  readonly scheme: Scheme;
  /** The standing version of a park's fact in the delivery's year; undefined where none stands. */
  readonly standing: (park: string, metric: string) => StandingFact | undefined;
  /** What the deliverer is asked for in all, so that what is missing can be named: every park with each metric. */
  readonly expected: readonly { readonly park: string; readonly metric: string }[];
}

/** What accepting a delivery would change, in steps: for each park and metric whether it is new, changed (each line, each field) or the same; and what is missing still. */
export function* previewing(deliveries: readonly DossierDelivery[], today: FactsOfToday): Generator<undefined, Preview> {
  const facts: FactPreview[] = [];
  for (const { park, year, facts: delivered } of deliveries) {
    for (const { metric, lines } of delivered) {
      facts.push(yield* factPreview({ park, year, metric }, lines, today));
      yield;
    }
  }
  const inFile = new Set(facts.map(({ park, metric }) => `${park}\n${metric}`));
  const missing = today.expected.filter(({ park, metric }) => !inFile.has(`${park}\n${metric}`) && !today.standing(park, metric));
  return { facts, missing };
}

function* factPreview(
  key: Pick<FactPreview, 'park' | 'year' | 'metric'>,
  lines: readonly DeliveredLine[],
  today: FactsOfToday,
): Generator<undefined, FactPreview> {
  const metric = findMetric(today.scheme, key.metric);
  if (!metric) throw new RangeError(`scheme ${today.scheme.id} has no metric ${key.metric}`);
  const fact = today.standing(key.park, key.metric);
  const delivered = lines.map((line) => ({ ...line, id: lineId(metric.lines, line as never) }));
  const changes = yield* compare(formOf(metric, today.scheme), fact?.lines ?? [], delivered);
  const isSame = changes.added.length + changes.removed.length + changes.changed.length === 0;
  // What was returned is answered, also by the same lines: its verifier looks at them again.
  const act = fact === undefined ? 'new' : isSame && fact.status !== 'returned' ? 'same' : 'changed';
  return {
    ...key,
    act,
    version: fact?.version ?? null,
    ...changes,
    before: fact ? yield* totalling(metric.lines, fact.lines) : null,
    after: yield* totalling(metric.lines, lines),
    unit: metric.unit,
  };
}

type Identified = DeliveredLine & { readonly id: string };

/** Lines are the same enterprise, certificate or item by their ids; where a line stands in which file is no difference. */
function* compare(
  { columns }: Form,
  before: readonly FactLine[],
  after: readonly Identified[],
): Generator<undefined, Pick<FactPreview, 'added' | 'removed' | 'changed'>> {
  const known = new Map(before.map((line) => [line.id, line]));
  const kept = new Set(after.map(({ id }) => id));
  const changed: ChangedLine[] = [];
  for (const [at, line] of after.entries()) {
    if (at % STEP === STEP - 1) yield;
    const old = known.get(line.id);
    const fields = old ? changedFields(columns, old as unknown as Fields, line) : [];
    if (old && fields.length > 0) changed.push({ id: line.id, before: old, after: line, fields });
  }
  return { added: after.filter(({ id }) => !known.has(id)), removed: before.filter(({ id }) => !kept.has(id)), changed };
}

type Fields = Readonly<Record<string, unknown>>;

function changedFields(columns: readonly Column[], before: Fields, after: Fields): ChangedLine['fields'] {
  return columns
    .filter((column) => !isSame(column, before[column.field], after[column.field]))
    .map((column) => ({
      field: column.field,
      header: column.header,
      before: writeCell(column, before[column.field]),
      after: writeCell(column, after[column.field]),
    }));
}

/** 12.5 is 12.50: a spreadsheet drops zeros. */
function isSame({ cell }: Column, a: unknown, b: unknown): boolean {
  if (a === b || (a ?? null) === (b ?? null)) return true;
  const decimals = cell.kind === 'decimal' && typeof a === 'string' && typeof b === 'string' && isDecimalText(a) && isDecimalText(b);
  return decimals && compareDecimals(a, b) === 0;
}

import type { FactVersion, VersionStatus } from '#libs/dossier';
import { sumDecimals } from '#libs/kernel';
import { type FactLine, type LineSource, type Metric, fieldName, fieldsOfKind, valueName } from '#libs/scheme';

/** A field that has another value than before, both as people read them. */
export interface FieldChange {
  readonly field: string;
  readonly name: string;
  readonly before: string;
  readonly after: string;
}

/** A line that is only in one of two versions, in words. */
export interface LineInWords {
  readonly line: string;
  readonly source: LineSource;
  readonly fields: readonly { readonly field: string; readonly name: string; readonly value: string }[];
}

export interface LineChange {
  readonly line: string;
  /** Where it stood, and where it stands. */
  readonly sources: { readonly before: LineSource; readonly after: LineSource };
  readonly changes: readonly FieldChange[];
}

/** What one version says other than another: by the stable ids of their lines. That a line stands elsewhere in another file is no difference. */
export interface VersionDiff {
  readonly from: VersionHead;
  readonly to: VersionHead;
  readonly added: readonly LineInWords[];
  readonly removed: readonly LineInWords[];
  readonly changed: readonly LineChange[];
  readonly unchanged: number;
  /** Lines, and the sum of their amounts (or areas of one unit) where the kind has any. */
  readonly totals: { readonly before: Total; readonly after: Total };
  /** The whole in sentences. */
  readonly text: readonly string[];
}

export interface VersionHead {
  readonly version: number;
  readonly status: VersionStatus;
  readonly delivered: { readonly account: string; readonly at: string };
  readonly reason?: string;
}

export interface Total {
  readonly lines: number;
  readonly sum: string | null;
}

export function diffOf(metric: Metric, from: FactVersion, to: FactVersion): VersionDiff {
  const before = new Map(from.lines.map((line) => [line.id, line]));
  const after = new Map(to.lines.map((line) => [line.id, line]));
  const added = to.lines.filter(({ id }) => !before.has(id)).map((line) => inWordsOf(metric, line));
  const removed = from.lines.filter(({ id }) => !after.has(id)).map((line) => inWordsOf(metric, line));
  const changed = to.lines.flatMap((line) => {
    const old = before.get(line.id);
    const changes = old ? changesOf(metric, old, line) : [];
    return old && changes.length > 0 ? [{ line: line.id, sources: { before: old.source, after: line.source }, changes }] : [];
  });
  const kept = to.lines.length - added.length;
  const parts = { added, removed, changed, unchanged: kept - changed.length };
  const totals = { before: totalOf(from.lines), after: totalOf(to.lines) };
  return { from: headOf(from), to: headOf(to), ...parts, totals, text: sentences(metric, parts, totals) };
}

function headOf({ version, status, delivered: { account, at }, reason }: FactVersion): VersionHead {
  return { version, status, delivered: { account, at }, ...(reason === undefined ? {} : { reason }) };
}

/** The fields that a line has, in the order in which people list them. */
function fieldsOf({ lines: kind }: Metric, line: FactLine): Map<string, unknown> {
  const values: Readonly<Record<string, unknown>> = { ...line };
  return new Map(fieldsOfKind(kind).flatMap((field) => (values[field] === undefined ? [] : [[field, values[field]] as const])));
}

function inWordsOf(metric: Metric, line: FactLine): LineInWords {
  const fields = [...fieldsOf(metric, line)].map(([field, value]) => ({ field, name: fieldName(metric.lines, field), value: told(value) }));
  return { line: line.id, source: line.source, fields };
}

function changesOf(metric: Metric, old: FactLine, line: FactLine): FieldChange[] {
  const [before, after] = [fieldsOf(metric, old), fieldsOf(metric, line)];
  return fieldsOfKind(metric.lines)
    .filter((field) => before.get(field) !== after.get(field))
    .map((field) => ({ field, name: fieldName(metric.lines, field), before: told(before.get(field)), after: told(after.get(field)) }));
}

/** A value as people read it. */
function told(value: unknown): string {
  if (value === undefined || value === null) return '无';
  if (typeof value === 'boolean') return value ? '是' : '否';
  return valueName(String(value));
}

/** Amounts are summed as delivered; areas only where all are in one unit. */
function totalOf(lines: readonly FactLine[]): Total {
  const amounts = lines.flatMap((line) => ('amount' in line ? [line.amount] : 'area' in line ? [line.area] : []));
  const units = new Set(lines.flatMap((line) => ('area' in line ? [line.unit] : [])));
  return { lines: lines.length, sum: amounts.length === 0 || units.size > 1 ? null : sumDecimals(amounts) };
}

function sentences(
  metric: Metric,
  { added, removed, changed, unchanged }: Pick<VersionDiff, 'added' | 'removed' | 'changed' | 'unchanged'>,
  { before, after }: VersionDiff['totals'],
): string[] {
  // The line is named by its id: what says the same again is left out.
  const listed = ({ line, fields }: LineInWords): string =>
    fields
      .filter(({ value }) => value !== line)
      .map(({ name, value }) => `${name} ${value}`)
      .join('，');
  const sum =
    before.sum === null || after.sum === null || before.sum === after.sum
      ? ''
      : `，合计由 ${before.sum} 改为 ${after.sum}${metric.unit ?? ''}`;
  return [
    `「${metric.name}」共 ${after.lines} 行（原 ${before.lines} 行）：新增 ${added.length} 行，删去 ${removed.length} 行，修改 ${changed.length} 行，未变 ${unchanged} 行${sum}`,
    ...added.map((line) => `新增 ${line.line}：${listed(line)}`),
    ...removed.map((line) => `删去 ${line.line}：${listed(line)}`),
    ...changed.map(
      ({ line, changes }) =>
        `修改 ${line}：${changes.map(({ name, before: old, after: now }) => `${name}由 ${old} 改为 ${now}`).join('，')}`,
    ),
  ];
}

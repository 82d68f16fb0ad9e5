import { canonicalJson, type Department, sha256 } from '#libs/kernel';
import { constraintFaults } from './constraints.js';
import { schemeRefusal } from './errors.js';
import { type Metric, measuresOf } from './metrics.js';
import { type Readings, ReadingOverrides } from './readings.js';
import type { Row, RowCode } from './rules.js';
import type { Scheme } from './scheme.js';
import { structuralFaults } from './structure.js';

const hashes = new WeakMap<Scheme, string>();

/** SHA-256 over the scheme's canonical JSON: what an evaluation names, and what adoption approves. A scheme never changes, so its hash is computed once. */
export function schemeHash(scheme: Scheme): string {
  const known = hashes.get(scheme);
  if (known !== undefined) return known;
  const hash = sha256(canonicalJson(scheme));
  hashes.set(scheme, hash);
  return hash;
}

/**
 * The scheme with some readings replaced, each whole: the overrides of a golden case or of a what-if. Keys are those of `overridableReadings`.
 *
 * @throws DomainError with every fault (unknown key at any depth, `scheme.readingNotOffered`, broken constraints).
 */
export function withReadings(scheme: Scheme, overrides: unknown): Scheme {
  const nowhere = () => undefined;
  const faults = structuralFaults(ReadingOverrides, overrides, nowhere, ['readings']);
  const changed: Scheme = { ...scheme, readings: { ...scheme.readings, ...(overrides as Partial<Readings>) } };
  if (faults.length === 0) faults.push(...constraintFaults(changed, nowhere));
  if (faults.length > 0) throw schemeRefusal(faults);
  return changed;
}

/** A point of a scheme that whoever adopts it must confirm by name. */
export interface ConfirmationNeeded {
  readonly code: 'consultationDraft' | 'draftBonus' | 'draftVetoSeverity';
  /** What is confirmed, for people. */
  readonly text: string;
}

/** What the adoption of a scheme must answer by name and reason (R27, R32, R37). */
export function confirmationsNeeded(scheme: Scheme): readonly ConfirmationNeeded[] {
  const needed: ConfirmationNeeded[] = [];
  if (scheme.basis.status === 'consultationDraft') {
    needed.push({ code: 'consultationDraft', text: `依据《${scheme.basis.title}》为征求意见稿，确认据此开展评价` });
  }
  if (scheme.drafts.bonus) needed.push({ code: 'draftBonus', text: '加分标准为程序草案（政策未给出分值表），确认采用' });
  if (scheme.drafts.vetoSeverity) {
    needed.push({ code: 'draftVetoSeverity', text: '一票否决的事故等级为程序草案（“重大安全生产事故”按法定等级理解），确认采用' });
  }
  return needed;
}

/** The metric of a code, if the scheme has it. */
export function findMetric(scheme: Scheme, code: string): Metric | undefined {
  return scheme.metrics.find((metric) => metric.code === code);
}

/** The metric that gives a measure. */
export function metricOfMeasure(scheme: Scheme, measure: string): Metric | undefined {
  return scheme.metrics.find((metric) => measuresOf(metric).includes(measure));
}

/** The row of a code. */
export function findRow(scheme: Scheme, code: RowCode): Row {
  const row = scheme.rows.find((candidate) => candidate.code === code);
  if (row === undefined) throw new Error(`scheme ${scheme.id} has no row ${code}`);
  return row;
}

/**
 * The metrics that a dossier must hold before its collection can close. For a base year: the base metrics. For the year itself: all, but of the two
 * readings of digital management only the one that is used (R31). Which clustering metric is needed depends on the declared choice (R17).
 */
export function metricsNeeded(scheme: Scheme, side: 'current' | 'base'): readonly Metric[] {
  if (side === 'base') return scheme.metrics.filter((metric) => metric.base);
  const unused = new Set<string>();
  for (const { rule } of scheme.rows) {
    if (rule.kind !== 'checklist') continue;
    for (const part of rule.parts) {
      if (part.kind === 'digital')
        unused.add(scheme.readings.digitalManagement === 'assessed' ? part.checklist.measure : part.assessed.measure);
    }
  }
  return scheme.metrics.filter((metric) => !unused.has(metric.code));
}

/**
 * Of a row that is scored in one of several ways (R17): the metric of the choice and the metric behind each option. Undefined where the scheme has no such
 * row.
 */
export function clusteringOptions(
  scheme: Scheme,
): { readonly declaredBy: string; readonly options: Readonly<Record<string, string>> } | undefined {
  for (const { rule } of scheme.rows) {
    if (rule.kind === 'choice') {
      return {
        declaredBy: rule.declaredBy,
        options: Object.fromEntries(rule.options.map((option) => [option.value, option.rule.measure])),
      };
    }
  }
  return undefined;
}

/** Who delivers and who verifies what a row is computed from. */
export function rowDepartments(
  scheme: Scheme,
  row: Row,
): { readonly submits: readonly Department[]; readonly verifies: readonly Department[] } {
  const metrics = row.metrics.map((code) => findMetric(scheme, code)).filter((metric) => metric !== undefined);
  return {
    submits: [...new Set(metrics.map((metric) => metric.submits))],
    verifies: [...new Set(metrics.map((metric) => metric.verifies))],
  };
}

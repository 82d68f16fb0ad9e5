import { type EvidenceDescriptions, placeFault } from '#libs/evidence';
import type { Fault } from '#libs/kernel';
import type { FactLine, LineOf } from '#libs/scheme';
import { dossierErrors } from '../errors.js';
import { readLine } from './structure.js';
import { type LineRules, valueFaults } from './values.js';

export interface ValidatedLines {
  readonly lines: readonly FactLine[];
  readonly faults: readonly Fault[];
}

/**
 * Reads delivered lines against their metric and names every fault at once, each with its code and place (`lines[3].amount`). Where there is a fault, `lines` is not to
 * be used.
 */
export function validateLines(delivered: readonly unknown[], rules: LineRules, evidence: EvidenceDescriptions): ValidatedLines {
  const faults: Fault[] = [];
  const read: (FactLine | undefined)[] = [];
  delivered.forEach((value, index) => {
    const { line, sound, faults: found } = readLine(rules.metric.lines, value, index);
    const where = `lines[${index}]`;
    faults.push(...found);
    read.push(line);
    faults.push(...valueFaults(line ?? sound ?? {}, rules, where));
    if (!line) return;
    const misplaced = placeFault(line.source, evidence, `${where}.source`);
    if (misplaced) faults.push(misplaced);
  });
  faults.push(...duplicateFaults(read), ...listFaults(read, rules));
  return { lines: read.filter((line) => line !== undefined), faults };
}

function duplicateFaults(lines: readonly (FactLine | undefined)[]): Fault[] {
  const first = new Map<string, number>();
  const faults: Fault[] = [];
  lines.forEach((line, index) => {
    if (!line) return;
    const before = first.get(line.id);
    if (before === undefined) first.set(line.id, index);
    else faults.push(dossierErrors.fault('dossier.duplicateLine', { id: line.id, first: before + 1 }, `lines[${index}]`));
  });
  return faults;
}

/** What a whole list must keep: stays of one enterprise apart from each other, enough assessors (R31). */
function listFaults(lines: readonly (FactLine | undefined)[], { metric, scheme }: LineRules): Fault[] {
  if (metric.lines === 'tenancy') return overlapFaults(lines as readonly (LineOf<'tenancy'> | undefined)[]);
  const least = scheme.readings.minimumAssessors;
  if (metric.lines === 'assessment' && lines.length < least) {
    return [dossierErrors.fault('dossier.tooFewAssessors', { count: lines.length, least }, 'lines')];
  }
  return [];
}

function overlapFaults(lines: readonly (LineOf<'tenancy'> | undefined)[]): Fault[] {
  const byEnterprise = new Map<string, { readonly line: LineOf<'tenancy'>; readonly index: number }[]>();
  lines.forEach((line, index) => {
    if (line) byEnterprise.set(line.uscc, [...(byEnterprise.get(line.uscc) ?? []), { line, index }]);
  });
  const faults: Fault[] = [];
  for (const stays of byEnterprise.values()) {
    stays.sort((a, b) => (a.line.from < b.line.from ? -1 : a.line.from > b.line.from ? 1 : a.index - b.index));
    let longest = stays[0];
    for (const stay of stays.slice(1)) {
      if (!longest) break;
      const open = longest.line.to === null;
      // Two stays from one day are the same line, and named as duplicates.
      if (stay.line.from !== longest.line.from && (open || stay.line.from <= (longest.line.to as string))) {
        const params = { uscc: stay.line.uscc, first: longest.index + 1 };
        faults.push(dossierErrors.fault('dossier.overlappingStays', params, `lines[${stay.index}].from`));
      }
      if (!open && (stay.line.to === null || stay.line.to > (longest.line.to as string))) longest = stay;
    }
  }
  return faults;
}

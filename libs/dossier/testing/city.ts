import { readFileSync } from 'node:fs';
import type { EvidenceDescription } from '#libs/evidence';
import type { Caller, Department } from '#libs/kernel';
import { findMetric, lineCardinality, parseScheme, type Scheme, schemeHash } from '#libs/scheme';
import type { DossierKnowledge } from '../situation.js';

/** A small city for specs: one scheme, one park, its county and the departments. */
export const wholeScheme: Scheme = parseScheme(readFileSync('seeds/schemes/luan-2023.yaml', 'utf8'));
const { lateCorrections: _consent, ...demands } = wholeScheme.demands ?? {};
/** The scheme without its question about late corrections: the specs of versions take place long after every due day. */
export const scheme: Scheme = { ...wholeScheme, demands };
export const hash = 'ab'.repeat(32);
export const sheet = '清单.csv';
export const usccs = ['91341502MA2TX00250', '91350100M000100Y43', '91110108551385082Q'] as const;

const listed: EvidenceDescription = { hash, size: 100, deliveries: [], sheets: [{ name: sheet, header: ['代码'], rows: 1000 }] };
const letterHash = 'cd'.repeat(32);
const letter: EvidenceDescription = { hash: letterHash, size: 100, deliveries: [], sheets: [] };
/** A document that is in the evidence store. */
export const document = { hash: letterHash, title: '情况说明' };

export const park: Caller = { account: 'park-1', role: 'park', department: 'park', park: 'P1' };
export const county: Caller = { account: 'county-1', role: 'county', department: 'county', county: '341502' };
export const taskForce: Caller = { account: 'tf-1', role: 'taskForce', department: 'taskForce' };
export const process: Caller = { account: 'scoring', role: 'process' };
export const clerk = (department: Department, account = `${department}-1`): Caller => ({ account, role: 'department', department });

/** An account of the department that submits a metric. */
export function deliverer(metric: string): Caller {
  const { submits } = findMetric(scheme, metric) ?? raise(metric);
  return submits === 'park' ? park : submits === 'taskForce' ? taskForce : clerk(submits);
}

/** Another account of the department that verifies it. */
export function verifier(metric: string): Caller {
  const { verifies } = findMetric(scheme, metric) ?? raise(metric);
  if (verifies === 'county') return { ...county, account: 'county-2' };
  if (verifies === 'taskForce') return { ...taskForce, account: 'tf-2' };
  return clerk(verifies, `${verifies}-2`);
}

function raise(metric: string): never {
  throw new Error(`no metric ${metric}`);
}

/** What a decision knows, unless a spec says otherwise. */
export function knowing(changes: Partial<DossierKnowledge> = {}): DossierKnowledge {
  return {
    scheme: { id: scheme.id, hash: schemeHash(scheme), evaluation: 2023, content: scheme },
    park: { county: '341502', zone: 'Z1', leadingIndustries: ['高端装备制造'] },
    yearEvaluated: true,
    assessmentLocked: false,
    evidence: new Map([
      [hash, listed],
      [letterHash, letter],
    ]),
    others: [],
    rosterNotes: [],
    clashes: [],
    ...changes,
  };
}

/** An attempt of the evaluation of 2023 at closing. */
export const closing = (attempt = 1, edition = 1, evaluation = 2023) => ({ evaluation, edition, attempt, scheme });

type Line = Readonly<Record<string, unknown>>;
const at = (row: number) => ({ source: { hash, sheet, row } });

export const stay = (uscc: string, from = '2022-01-01', to: string | null = null, row = 2): Line => ({ ...at(row), uscc, from, to });
export const amount = (uscc: string, value: string, row = 2): Line => ({ ...at(row), uscc, amount: value, scope: 'entity' });
export const parcel = (certificate: string, area: string, unit: 'mu' | 'm2' = 'mu'): Line => ({ ...at(2), certificate, area, unit });
export const patent = (certificate: string, uscc: string = usccs[0], date = '2023-05-01'): Line => ({
  ...at(2),
  uscc,
  certificate,
  date,
  origin: 'original',
});
export const choice = (value: string): Line => ({ ...at(2), value });
export const flag = (value: boolean): Line => ({ ...at(2), value });

/** Lines that are good for a metric: one statement, or an empty list; land and roster have one line, for they need one. */
export function someLines(metric: string): readonly Line[] {
  const found = findMetric(scheme, metric) ?? raise(metric);
  if (found.lines === 'tenancy') return [stay(usccs[0])];
  if (found.lines === 'parcel') return [parcel('皖(2020)0001', '20')];
  if (found.lines === 'choice') return [choice('chainSupport')];
  if (found.lines === 'flag') return [flag(true)];
  return lineCardinality(found.lines) === 'list'
    ? []
    : [{ ...at(2), industry: '高端装备制造', clear: true, numerator: '60', denominator: '100' }];
}

import { readFileSync } from 'node:fs';
import { type DossierEvent, evolveDossier, noDossier, type Warning } from '#libs/dossier';
import { type EvaluationState, initialEvaluation } from '#libs/evaluation';
import { by, type GivenEvent, recorded } from '#libs/event-sourcing/testing';
import type { Caller, Department } from '#libs/kernel';
import { noSafety, type Park } from '#libs/registry';
import { type FactLine, findMetric, lineId, type Metric, parseScheme, schemeHash } from '#libs/scheme';
import type { DeskDossier, DeskPark, DeskYear } from './desk-year.js';

/** Desk years made by hand, for specs: a city under the seeds' scheme, its dossiers folded from events. */

export const scheme = parseScheme(readFileSync('seeds/schemes/luan-2023.yaml', 'utf8'));
export const usccs = ['91341502MA2TX00250', '91350100M000100Y43', '91110108551385082Q'] as const;

export function metricOf(code: string): Metric {
  const metric = findMetric(scheme, code);
  if (!metric) throw new Error(`no metric ${code}`);
  return metric;
}

export const taskForce: Caller = { account: 'tf-1', role: 'taskForce', department: 'taskForce' };
export const clerk = (department: Department): Caller => ({ account: `${department}-1`, role: 'department', department });
export const county = (code = '341502'): Caller => ({ account: 'county-1', role: 'county', department: 'county', county: code });
export const parkOf = (park: string): Caller => ({ account: `park-${park}`, role: 'park', department: 'park', park });

type Given = GivenEvent<DossierEvent>;
interface Delivery {
  readonly at?: string;
  readonly warnings?: readonly Warning[];
  readonly note?: string;
}

/** A line of a metric as it stands in an event: with its id, and a place in a file. */
export function line(metric: string, fields: object, row = 2): FactLine {
  const source = { hash: 'ab'.repeat(32), sheet: '清单.csv', row };
  return { ...fields, source, id: lineId(metricOf(metric).lines, fields as never) } as FactLine;
}

export function submitted(metric: string, lines: readonly object[], { at = '2024-04-10T01:00:00.000Z', ...more }: Delivery = {}): Given {
  const all = lines.map((fields, i) => line(metric, fields, i + 2));
  const { warnings = [], ...said } = more;
  const data = { metric, version: 1, lines: all, documents: [], warnings: [...warnings], ...said };
  return by({ type: 'FactSubmitted', data }, { account: 'deliverer', role: 'department' }, at);
}

export function corrected(metric: string, version: number, lines: readonly object[], at: string): Given {
  const all = lines.map((fields, i) => line(metric, fields, i + 2));
  const documents = [{ hash: 'cd'.repeat(32), title: '情况说明' }];
  const data = { metric, version, previous: version - 1, lines: all, warnings: [], reason: '漏报一户', documents };
  return by({ type: 'FactCorrected', data }, { account: 'deliverer', role: 'department' }, at);
}

/** Verdicts by line: everything else that the lines say is confirmed. */
export function verified(
  metric: string,
  lines: readonly object[],
  others: Readonly<Record<string, 'returned' | 'struck'>> = {},
  at = '2024-06-03T01:00:00.000Z',
): Given {
  const ids = lines.map((fields) => line(metric, fields).id);
  const verdicts = ids.map((id) => ({
    line: id,
    verdict: others[id] ?? ('confirmed' as const),
    ...(others[id] ? { reason: '不实' } : {}),
  }));
  return by({ type: 'FactVerified', data: { metric, version: 1, verdicts } }, { account: 'verifier', role: 'department' }, at);
}

export const returned = (metric: string, at: string): Given =>
  by({ type: 'FactReturned', data: { metric, version: 1, reason: '缺附件' } }, { account: 'verifier', role: 'department' }, at);
export const frozen = (): Given =>
  by({ type: 'RosterFrozen', data: { metric: 'tenantRoster', version: 1 } }, taskForce, '2024-04-12T01:00:00.000Z');
export const declared = (at = '2024-04-20T01:00:00.000Z'): Given =>
  by({ type: 'DossierDeclared', data: { signedBy: 'park' } }, parkOf('P1'), at);
export const reviewed = (at = '2024-05-20T01:00:00.000Z'): Given =>
  by({ type: 'CountyReviewed', data: { opinion: 'passed', text: '同意' } }, county(), at);
export const closed = (evaluation: number): Given =>
  by({ type: 'DossierClosed', data: { evaluation, edition: 1, attempt: 1, use: 'year' } }, { account: 'scoring', role: 'process' });

export interface GivenPark {
  readonly county?: string;
  readonly expected?: boolean;
  readonly year?: readonly Given[];
  readonly base?: readonly Given[];
  /** Whether 应急管理 has stated that there was no accident; default: it has. */
  readonly stated?: boolean;
}

/** The evaluation of 2023 as it stands on a day; unless a spec says otherwise, on 20 June 2024, while facts are collected. */
export function deskOf(
  parks: Readonly<Record<string, GivenPark>>,
  { today = '2024-06-20', evaluation = {} }: { readonly today?: string; readonly evaluation?: Partial<EvaluationState> } = {},
): DeskYear {
  const known = Object.entries(parks).map(([code, given]) => ({ given, park: parkFor(code, given) }));
  return {
    year: 2023,
    evaluation: {
      ...initialEvaluation,
      phase: 'collecting',
      year: 2023,
      scheme: { id: scheme.id, hash: schemeHash(scheme) },
      ...evaluation,
    },
    scheme,
    today,
    parks: known.map(({ park }) => park),
    dossiers: known.flatMap(({ park, given }) => [dossierOf(park, 2023, 'year', given.year), dossierOf(park, 2022, 'base', given.base)]),
  };
}

function parkFor(code: string, { county: of = '341502', expected = true, stated = true }: GivenPark): DeskPark {
  const place = { code, name: `园区${code}`, county: of, zone: 'Z1' };
  const statements = stated ? [{ year: 2023, accidents: [], event: 'stated' }] : [];
  const register = {
    status: 'active',
    ...place,
    operator: { name: '运营公司', uscc: usccs[0] },
    recognitions: [],
    participation: [],
    predecessors: [],
    safety: { ...noSafety, statements },
  } as unknown as Park;
  return { ...place, expected, register };
}

function dossierOf(park: DeskPark, year: number, use: DeskDossier['use'], events: readonly Given[] = []): DeskDossier {
  const stream = `dossier-${park.code}_${year}`;
  const state = events.reduce((before, event, revision) => evolveDossier(before, recorded(event, { stream, revision })), noDossier);
  return { park, year, use, demanded: park.expected, state };
}

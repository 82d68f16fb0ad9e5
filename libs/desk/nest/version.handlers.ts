import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { factVisibility } from '#libs/access';
import { deskErrors, diffOf, trailOf } from '#libs/desk';
import { dossierErrors, type DossierKey, type DossierState, factIn, type FactVersion } from '#libs/dossier';
import type { QueryOptions } from '#libs/event-sourcing';
import type { Answer } from '#libs/http';
import type { Caller } from '#libs/kernel';
import { findMetric, type Metric, metricInWords } from '#libs/scheme';
import { DeskReader } from './desk-reader.js';
import { DiffQuery, type DiffView, TrailQuery, type TrailView } from './queries.js';

interface Read {
  readonly metric: Metric;
  readonly versions: readonly FactVersion[];
  readonly requests: DossierState['requests'];
  readonly full: boolean;
}

@QueryHandler(DiffQuery)
export class DiffHandler implements IQueryHandler<DiffQuery> {
  constructor(private readonly reader: DeskReader) {}

  async execute({ key, metric: code, versions: asked, caller, at }: DiffQuery): Promise<Answer<DiffView>> {
    const { data, ...point } = await readFact(this.reader, key, code, caller, at);
    const { metric, versions, full } = data;
    const [from, to] = chosen(metric, versions, asked);
    const diff = full ? diffOf(metric, from, to) : null;
    return { data: { ...key, metric: metric.code, name: metric.name, withheld: !full, diff }, ...point };
  }
}

@QueryHandler(TrailQuery)
export class TrailHandler implements IQueryHandler<TrailQuery> {
  constructor(private readonly reader: DeskReader) {}

  async execute({ key, metric: code, caller, at }: TrailQuery): Promise<Answer<TrailView>> {
    const { data, ...point } = await readFact(this.reader, key, code, caller, at);
    const { metric, versions, requests, full } = data;
    return { data: { ...key, metric: metric.code, name: metric.name, versions: trailOf(metric, versions, requests, full) }, ...point };
  }
}

async function readFact(reader: DeskReader, key: DossierKey, code: string, caller: Caller, at: QueryOptions): Promise<Answer<Read>> {
  if (caller.role === 'park' && caller.park !== key.park) throw dossierErrors.error('dossier.notYours', { park: key.park });
  const { data: state, ...point } = await reader.dossierAt(key, at);
  const metric = await metricOf(reader, state, key, code);
  const full = factVisibility(caller, key.park, metric) === 'full';
  return { data: { metric, versions: factIn(state, code)?.versions ?? [], requests: state.requests, full }, ...point };
}

async function metricOf(reader: DeskReader, { opened }: DossierState, { park, year }: DossierKey, code: string): Promise<Metric> {
  if (!opened) throw dossierErrors.error('dossier.notOpen', { park, year });
  const metric = findMetric((await reader.schemeOf(opened)).content, code);
  if (!metric) throw dossierErrors.error('dossier.unknownMetric', { metric: code });
  return metric;
}

function chosen(
  metric: Metric,
  versions: readonly FactVersion[],
  { from, to }: { readonly from?: number; readonly to?: number },
): readonly [FactVersion, FactVersion] {
  const about = { metric: metricInWords(metric) };
  const last = versions.at(-1);
  if (!last || (versions.length < 2 && from === undefined)) {
    throw deskErrors.error('desk.nothingToCompare', { ...about, count: versions.length });
  }
  const named = (version: number): FactVersion => {
    const found = versions.find((known) => known.version === version);
    if (!found) throw deskErrors.error('desk.versionUnknown', { ...about, version });
    return found;
  };
  const after = to === undefined ? last : named(to);
  return [named(from ?? after.previous ?? after.version - 1), after];
}

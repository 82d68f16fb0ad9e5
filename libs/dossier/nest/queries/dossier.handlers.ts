import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { factVisibility, mayShowTotal } from '#libs/access';
import { blockersOf, confirmedFacts, dossierErrors, dossierId, type DossierState, standing } from '#libs/dossier';
import { type Caller, streamName } from '#libs/kernel';
import { findMetric, type Metric, metricOfMeasure } from '#libs/scheme';
import { type Measure, measures } from '#libs/scoring';
import type { Answer } from '#libs/http';
import { ClashFinder } from '../clash-finder.js';
import { type DossierAt, DossierReader, demandSight } from './dossier-reader.js';
import {
  BlockersQuery,
  type BlockersView,
  DossierQuery,
  type DossierView,
  type FactHistory,
  FactQuery,
  MeasuresQuery,
  type MeasuresView,
} from './queries.js';
import { factHistory, factView, requestView } from './views.js';

@QueryHandler(DossierQuery)
export class DossierQueryHandler implements IQueryHandler<DossierQuery> {
  constructor(private readonly reader: DossierReader) {}

  execute({ key, caller, at }: DossierQuery): Promise<Answer<DossierView>> {
    demandSight(caller, key.park);
    return this.reader.answer(key, at, ({ state, scheme }) => ({
      ...key,
      opened: state.opened ?? null,
      roster: state.roster ?? null,
      declaration: state.declaration ?? null,
      review: state.review ?? null,
      holds: state.holds,
      requests: state.requests.map((request) => {
        const metric = findMetric(scheme.content, request.metric);
        return requestView(request, metric ? factVisibility(caller, key.park, metric) : 'none');
      }),
      facts: scheme.content.metrics.map((metric) => factView(state, metric, factVisibility(caller, key.park, metric))),
    }));
  }
}

@QueryHandler(FactQuery)
export class FactQueryHandler implements IQueryHandler<FactQuery> {
  constructor(private readonly reader: DossierReader) {}

  execute({ key, metric: code, caller, at }: FactQuery): Promise<Answer<FactHistory>> {
    demandSight(caller, key.park);
    return this.reader.answer(key, at, ({ state, scheme }) => {
      const metric = findMetric(scheme.content, code);
      if (!metric) throw dossierErrors.error('dossier.unknownMetric', { metric: code });
      return factHistory(state, metric, factVisibility(caller, key.park, metric));
    });
  }
}

@QueryHandler(BlockersQuery)
export class BlockersQueryHandler implements IQueryHandler<BlockersQuery> {
  constructor(
    private readonly reader: DossierReader,
    private readonly clashes: ClashFinder,
  ) {}

  execute({ key, use, caller, at }: BlockersQuery): Promise<Answer<BlockersView>> {
    demandSight(caller, key.park);
    return this.reader.answer(key, at, async ({ state, scheme, index }) => {
      const clashes = use === 'year' ? await this.clashes.of(key.park, key.year, index) : [];
      return { ...key, use, blockers: blockersOf(state, use, scheme.content, clashes) };
    });
  }
}

@QueryHandler(MeasuresQuery)
export class MeasuresQueryHandler implements IQueryHandler<MeasuresQuery> {
  constructor(private readonly reader: DossierReader) {}

  execute({ key, caller, at }: MeasuresQuery): Promise<Answer<MeasuresView>> {
    demandSight(caller, key.park);
    return this.reader.answer(key, at, (dossier) => measuresView(dossier, caller));
  }
}

function measuresView({ key, state, scheme }: DossierAt, caller: Caller): MeasuresView {
  const stream = streamName('dossier', dossierId(key));
  const facts = confirmedFacts(state).map(({ metric, version, eventId, revision, lines }) => ({
    reference: { metric, version, eventId, stream, revision },
    lines,
  }));
  const all = Object.entries(measures({ scheme: scheme.content, year: key.year, facts }));
  return {
    ...key,
    scheme: { id: scheme.id, hash: scheme.hash },
    measures: all.flatMap(([measure, result]) => {
      const metric = metricOfMeasure(scheme.content, measure);
      return metric
        ? [{ measure, metric: metric.code, result: seen(state, metric, result, factVisibility(caller, key.park, metric)) }]
        : [];
    }),
  };
}

/** Confidential amounts: lines for full sight only, the total where it gives nobody away. */
function seen(
  state: DossierState,
  metric: Metric,
  result: Measure,
  sight: ReturnType<typeof factVisibility>,
): Measure | Pick<Measure, 'value'> | null {
  if (sight === 'full') return result;
  if (sight !== 'total') return null;
  const amounts = (standing(state, metric.code)?.lines ?? []).flatMap((line) => ('amount' in line ? [line.amount] : []));
  return mayShowTotal(amounts) ? { value: result.value } : null;
}

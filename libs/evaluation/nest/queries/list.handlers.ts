import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import type { AwardState, EvaluationState } from '#libs/evaluation';
import { VALID_AT } from '#libs/event-sourcing';
import type { Fault } from '#libs/kernel';
import { toFault } from '#libs/evaluation';
import type { Answer } from '#libs/http';
import { LedgerSources } from '../sources/ledger-sources.js';
import { ReadinessSource } from '../sources/readiness.js';
import { EvaluationReads } from './evaluation-reads.js';
import { evaluationFor } from './evaluation-view.js';
import { AwardsQuery, BlockersQuery, EvaluationQuery, EvaluationsQuery, RankingQuery, type RankingView } from './queries.js';

@QueryHandler(EvaluationQuery)
export class EvaluationQueryHandler implements IQueryHandler<EvaluationQuery> {
  constructor(private readonly reads: EvaluationReads) {}

  async execute({ year, caller, at }: EvaluationQuery): Promise<Answer<EvaluationState>> {
    const { data, ...point } = await this.reads.evaluation(year, at);
    return { data: evaluationFor(caller, data), ...point };
  }
}

@QueryHandler(EvaluationsQuery)
export class EvaluationsQueryHandler implements IQueryHandler<EvaluationsQuery> {
  constructor(private readonly reads: EvaluationReads) {}

  execute({ at }: EvaluationsQuery): Promise<Answer<{ year: number; phase: string; edition: number }[]>> {
    return this.reads.ask(
      (db, index) => db.all(`SELECT year, phase, edition FROM evaluations WHERE ${VALID_AT} ORDER BY year`, index, index),
      at,
    );
  }
}

@QueryHandler(BlockersQuery)
export class BlockersQueryHandler implements IQueryHandler<BlockersQuery> {
  constructor(
    private readonly sources: LedgerSources,
    private readonly readiness: ReadinessSource,
  ) {}

  /** A park reads its own. */
  async execute({ year, caller, resultDay }: BlockersQuery): Promise<{ data: Fault[] }> {
    const state = await this.sources.opened(year);
    if (state.phase === 'closed' || state.phase === 'finalised') return { data: [] };
    const { blockers } = await this.readiness.read(state, resultDay ?? state.resultDay ?? `${year + 1}-09-30`);
    const shown = blockers.filter(({ park }) => caller.role !== 'park' || caller.park === park);
    return { data: shown.map(toFault) };
  }
}

@QueryHandler(RankingQuery)
export class RankingQueryHandler implements IQueryHandler<RankingQuery> {
  constructor(private readonly reads: EvaluationReads) {}

  execute({ year, caller, edition, at }: RankingQuery): Promise<Answer<RankingView>> {
    return this.reads.ranking(year, caller, edition, at);
  }
}

@QueryHandler(AwardsQuery)
export class AwardsQueryHandler implements IQueryHandler<AwardsQuery> {
  constructor(private readonly reads: EvaluationReads) {}

  execute({ filter, caller, at }: AwardsQuery): Promise<Answer<(AwardState & { park: string; year: number })[]>> {
    const park = caller.role === 'park' ? caller.park : filter.park;
    return this.reads.ask((db, index) => {
      const conditions = [
        'year = ?',
        VALID_AT,
        ...(park === undefined ? [] : ['park = ?']),
        ...(filter.pending === undefined ? [] : ['pending = ?']),
      ];
      const rows = db.all<{ park: string; year: number; state: string }>(
        `SELECT park, year, state FROM awards WHERE ${conditions.join(' AND ')} ORDER BY park`,
        filter.year,
        index,
        index,
        ...(park === undefined ? [] : [park]),
        ...(filter.pending === undefined ? [] : [filter.pending ? 1 : 0]),
      );
      return rows.map((row) => ({ park: row.park, year: row.year, ...(JSON.parse(row.state) as AwardState) }));
    }, at);
  }
}

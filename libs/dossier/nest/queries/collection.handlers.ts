import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { forbidden } from '#libs/access';
import type { Clash } from '#libs/dossier';
import { ReadModels, VALID_AT } from '#libs/event-sourcing';
import type { Answer } from '#libs/http';
import { ClashFinder } from '../clash-finder.js';
import type { FactRow } from '../projections/facts.projection.js';
import { ClashesQuery, type Progress, ProgressQuery } from './queries.js';

interface DossierRow {
  readonly park: string;
  readonly declared: number | null;
  readonly review: string | null;
  readonly held_by: string | null;
}

/** The matrix park × metric: states only, no values. A park sees its own row. */
@QueryHandler(ProgressQuery)
export class ProgressHandler implements IQueryHandler<ProgressQuery> {
  constructor(private readonly reads: ReadModels) {}

  async execute({ year, caller, at }: ProgressQuery): Promise<Answer<Progress>> {
    const { value, ...point } = await this.reads.query((db, index) => {
      const dossiers = db.all<DossierRow>(`SELECT * FROM dossiers WHERE year = ? AND ${VALID_AT} ORDER BY park`, year, index, index);
      const facts = db.all<FactRow>(`SELECT * FROM dossier_facts WHERE year = ? AND ${VALID_AT} ORDER BY park, metric`, year, index, index);
      return { dossiers, facts };
    }, at);
    const own = value.dossiers.filter((dossier) => caller.role !== 'park' || caller.park === dossier.park);
    const parks = own.map(({ park, declared, review, held_by: heldBy }) => ({
      park,
      declared: declared === 1,
      review,
      heldBy: (heldBy ?? '')
        .split(',')
        .filter((text) => text !== '')
        .map((text) => Number.parseInt(text, 10)),
      facts: value.facts.filter((fact) => fact.park === park).map(cell),
    }));
    return { data: { year, parks }, ...point };
  }
}

function cell(fact: FactRow): Progress['parks'][number]['facts'][number] {
  return {
    metric: fact.metric,
    state: fact.state,
    version: fact.version,
    deliveredAt: fact.delivered_at,
    verifiedAt: fact.verified_at,
    warnings: fact.warnings ?? 0,
  };
}

@QueryHandler(ClashesQuery)
export class ClashesHandler implements IQueryHandler<ClashesQuery> {
  constructor(
    private readonly reads: ReadModels,
    private readonly clashes: ClashFinder,
  ) {}

  async execute({ year, caller, at }: ClashesQuery): Promise<Answer<readonly Clash[]>> {
    if (caller.role === 'park' || caller.role === 'admin') throw forbidden(caller.role);
    const { value: _value, ...point } = await this.reads.query(() => undefined, at);
    return { data: await this.clashes.ofYear(year, point.index), ...point };
  }
}

import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { type QueryOptions, ReadModels, VALID_AT } from '#libs/event-sourcing';
import type { Answer } from '#libs/http';
import { type DraftedScheme, rulebookErrors } from '#libs/rulebook';
import { type ConfirmationNeeded, confirmationsNeeded } from '#libs/scheme';

/** A scheme in a list. */
export type SchemeSummary = Omit<DraftedScheme, 'content' | 'confirmations'> & { readonly title: string };
/** A scheme with its content and what its adoption must answer. */
export type SchemeView = DraftedScheme & { readonly confirmationsNeeded: readonly ConfirmationNeeded[] };

export class SchemesQuery extends Query<Answer<readonly SchemeSummary[]>> {
  constructor(readonly at: QueryOptions = {}) {
    super();
  }
}

export class SchemeQuery extends Query<Answer<SchemeView>> {
  constructor(
    readonly id: string,
    readonly at: QueryOptions = {},
  ) {
    super();
  }
}

const ROWS = `SELECT state FROM rulebook_schemes WHERE ${VALID_AT}`;

@QueryHandler(SchemesQuery)
export class SchemesHandler implements IQueryHandler<SchemesQuery> {
  constructor(private readonly reads: ReadModels) {}

  async execute({ at }: SchemesQuery): Promise<Answer<readonly SchemeSummary[]>> {
    const { value, ...point } = await this.reads.query((db, index) => {
      const rows = db.all<{ state: string }>(`${ROWS} ORDER BY id`, index, index);
      return rows.map(({ state }) => {
        const { content, confirmations: _confirmations, ...scheme } = JSON.parse(state) as DraftedScheme;
        return { ...scheme, title: content.title };
      });
    }, at);
    return { data: value, ...point };
  }
}

@QueryHandler(SchemeQuery)
export class SchemeQueryHandler implements IQueryHandler<SchemeQuery> {
  constructor(private readonly reads: ReadModels) {}

  async execute({ id, at }: SchemeQuery): Promise<Answer<SchemeView>> {
    const { value, ...point } = await this.reads.query((db, index) => {
      const [row] = db.all<{ state: string }>(`${ROWS} AND id = ?`, index, index, id);
      if (!row) throw rulebookErrors.error('rulebook.unknown', { id });
      return JSON.parse(row.state) as DraftedScheme;
    }, at);
    return { data: { ...value, confirmationsNeeded: confirmationsNeeded(value.content) }, ...point };
  }
}

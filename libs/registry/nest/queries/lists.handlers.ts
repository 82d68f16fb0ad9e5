import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { Ledger, type PersonalField, type PersonalFields } from '#libs/event-sourcing';
import { type Park, standingRecognition } from '#libs/registry';
import type { Answer } from '#libs/http';
import { ERASED_TEXT, EnterprisesQuery, type EnterpriseView, ParksQuery, type ParkView, TenanciesQuery, ZonesQuery } from './queries.js';
import { RegistryReads, type Row, rows } from './registry-reads.js';

@QueryHandler(ZonesQuery)
export class ZonesHandler implements IQueryHandler<ZonesQuery> {
  constructor(private readonly reads: RegistryReads) {}

  execute({ filter: { after, limit, ...cells }, at }: ZonesQuery): Promise<Answer<readonly Row<'registry_zones'>[]>> {
    return this.reads.ask((db, index) => rows(db, 'registry_zones', index, cells, page(after, limit)), at);
  }
}

@QueryHandler(ParksQuery)
export class ParksHandler implements IQueryHandler<ParksQuery> {
  constructor(
    private readonly reads: RegistryReads,
    private readonly ledger: Ledger,
  ) {}

  async execute({ filter: { after, limit, ...cells }, at }: ParksQuery): Promise<Answer<readonly ParkView[]>> {
    const answer = await this.reads.ask((db, index) => rows(db, 'registry_parks', index, cells, page(after, limit)), at);
    return { ...answer, data: answer.data.map((park) => this.view(park)) };
  }

  private view({ contact, ...park }: Row<'registry_parks'>): ParkView {
    const opened = contact && { contact: textOf(this.ledger.personal, contact), contactSubject: contact.subject };
    return { ...park, ...opened, recognisedSince: recognisedSince(park) };
  }
}

/** A personal text as people read it: 「已删除」 where it was erased, null where its key is lost. */
function textOf(personal: PersonalFields, field: PersonalField): string | null {
  return personal.isErased(field.subject) ? ERASED_TEXT : (personal.openPersonal(field) ?? null);
}

/** The day of the recognition that stands; null where there is none or the park has ended. */
function recognisedSince(park: Park): string | null {
  return park.status === 'active' ? (standingRecognition(park)?.on ?? null) : null;
}

@QueryHandler(EnterprisesQuery)
export class EnterprisesHandler implements IQueryHandler<EnterprisesQuery> {
  constructor(
    private readonly reads: RegistryReads,
    private readonly ledger: Ledger,
  ) {}

  async execute({ filter: { after, limit, ...cells }, at }: EnterprisesQuery): Promise<Answer<readonly EnterpriseView[]>> {
    const answer = await this.reads.ask((db, index) => rows(db, 'registry_enterprises', index, cells, page(after, limit)), at);
    return { ...answer, data: answer.data.map((enterprise) => this.view(enterprise)) };
  }

  private view({ name, ...enterprise }: Row<'registry_enterprises'>): EnterpriseView {
    if (typeof name === 'string') return { ...enterprise, name };
    return { ...enterprise, name: textOf(this.ledger.personal, name), nameSubject: name.subject };
  }
}

@QueryHandler(TenanciesQuery)
export class TenanciesHandler implements IQueryHandler<TenanciesQuery> {
  constructor(private readonly reads: RegistryReads) {}

  execute({ filter: { after, limit, ...cells }, at }: TenanciesQuery): Promise<Answer<readonly Row<'registry_tenancies'>[]>> {
    return this.reads.ask((db, index) => rows(db, 'registry_tenancies', index, cells, page(after, limit)), at);
  }
}

function page(after: string | undefined, limit: number | undefined): { after?: string; limit?: number } {
  return { ...(after === undefined ? {} : { after }), ...(limit === undefined ? {} : { limit }) };
}

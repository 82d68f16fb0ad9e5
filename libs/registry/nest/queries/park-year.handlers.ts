import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import {
  accidentStatementFor,
  parkStatusFor,
  type RegisteredStay,
  registryErrors,
  rosterDifferences,
  rosterProposal,
  stayOf,
} from '#libs/registry';
import type { Answer } from '#libs/http';
import { RegistrySources } from '../sources.js';
import { ParkStatusQuery, type ParkYearStatus, RosterProposalQuery, type RosterView } from './queries.js';
import { type Asking, RegistryReads, type Row, row, rows } from './registry-reads.js';

@QueryHandler(ParkStatusQuery)
export class ParkStatusHandler implements IQueryHandler<ParkStatusQuery> {
  constructor(
    private readonly reads: RegistryReads,
    private readonly sources: RegistrySources,
  ) {}

  async execute({ asked, at }: ParkStatusQuery): Promise<Answer<ParkYearStatus>> {
    const { park: code, year, resultDay, scheme } = asked;
    const { barYears } = await this.sources.rulesOf(scheme);
    return this.reads.ask((db, index) => {
      const park = parkAt(db, index, code);
      const status = parkStatusFor(park, year, resultDay, { readings: { falseEvidence: { barYears } } });
      return { park: code, year, resultDay, scheme, ...status, accidentStatement: accidentStatementFor(park.safety, year) };
    }, at);
  }
}

@QueryHandler(RosterProposalQuery)
export class RosterProposalHandler implements IQueryHandler<RosterProposalQuery> {
  constructor(private readonly reads: RegistryReads) {}

  execute({ asked: { park, year, delivered }, at }: RosterProposalQuery): Promise<Answer<RosterView>> {
    return this.reads.ask((db, index) => {
      const lines = rosterProposal(staysIn(db, index, park), year);
      return { park, year, lines, differences: delivered ? rosterDifferences(lines, delivered, year) : [] };
    }, at);
  }
}

/** Stays in a park and in the parks that were merged into it, with the enterprise's code as it is now. */
function staysIn(db: Asking, index: number, code: string): RegisteredStay[] {
  return family(db, index, code).flatMap((park) =>
    rows(db, 'registry_tenancies', index, { park }).flatMap((tenancy) => {
      const stay = stayOf(tenancy);
      const uscc = row(db, 'registry_enterprises', index, tenancy.enterprise)?.uscc ?? tenancy.uscc;
      return stay ? [{ uscc, ...stay }] : [];
    }),
  );
}

/** The park and, however often, who was merged into it; each once. */
function family(db: Asking, index: number, code: string): readonly string[] {
  const found = new Set<string>();
  const open = [code];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (found.has(next)) continue;
    found.add(next);
    const merged = parkAt(db, index, next).predecessors.filter((one) => one.how === 'merged');
    open.push(...merged.map((one) => one.park));
  }
  return [...found];
}

function parkAt(db: Asking, index: number, code: string): Row<'registry_parks'> {
  const park = row(db, 'registry_parks', index, code);
  if (!park) throw registryErrors.error('registry.parkUnknown', { park: code });
  return park;
}

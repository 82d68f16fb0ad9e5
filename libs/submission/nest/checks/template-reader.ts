import { Injectable } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { type DossierState, standing } from '#libs/dossier';
import type { Caller } from '#libs/kernel';
import { RosterProposalQuery } from '#libs/registry/nest';
import type { FactLine, Scheme } from '#libs/scheme';
import { demandDeliverer, type LineContent, type TemplateRequest, type Tenant, type WorkbookKind } from '#libs/submission';
import { SituationReader } from './situation-reader.js';

/** Gathers what a caller's template is filled with: only lists of his own office, and rosters. */
@Injectable()
export class TemplateReader {
  constructor(
    private readonly situations: SituationReader,
    private readonly queries: QueryBus,
  ) {}

  async of(caller: Caller, kind: WorkbookKind, year: number): Promise<TemplateRequest> {
    const office = demandDeliverer(caller, kind);
    const scheme = await this.situations.schemeOf(year);
    const asOf = await this.situations.now();
    const { parks, dossiers, claims: _claims, ...known } = await this.situations.around({ kind, year, office }, scheme, asOf);
    const proposed = kind === 'roster' ? await this.proposals([...dossiers.keys()], year) : undefined;
    const { enterpriseName } = known;
    return {
      kind,
      year,
      scheme,
      department: office.department,
      parks: parks.filter(({ code }) => dossiers.has(code)),
      tenants: (park) => tenantsOf(dossiers.get(park), scheme, enterpriseName),
      lines: (park, metric) => linesOf(dossiers.get(park), metric) ?? proposed?.get(park),
      ...known,
    };
  }

  /** What the tenancy register proposes for each park's roster. */
  private async proposals(parks: readonly string[], year: number): Promise<ReadonlyMap<string, readonly LineContent[]>> {
    const proposed = new Map<string, readonly LineContent[]>();
    for (const park of parks) {
      const { data } = await this.queries.execute(new RosterProposalQuery({ park, year }, { fresh: true }));
      if (data.lines.length > 0)
        proposed.set(
          park,
          data.lines.map(({ uscc, from, to }) => ({ uscc, from, to })),
        );
    }
    return proposed;
  }
}

function linesOf(state: DossierState | undefined, metric: string): readonly FactLine[] | undefined {
  return state && standing(state, metric)?.lines;
}

/** The frozen roster of the year, enterprise by enterprise; lines that were struck are nobody's. */
function tenantsOf(state: DossierState | undefined, { metrics }: Scheme, nameOf: (uscc: string) => string | undefined): readonly Tenant[] {
  const roster = metrics.find(({ lines }) => lines === 'tenancy');
  const frozen = state?.roster && state.facts[roster?.code ?? '']?.versions.find(({ version }) => version === state.roster?.version);
  if (!frozen) return [];
  const struck = new Set(frozen.verified?.verdicts.flatMap(({ line, verdict }) => (verdict === 'struck' ? [line] : [])));
  const tenants = new Map<string, { uscc: string; name: string; stays: { from: string; to: string | null }[] }>();
  for (const line of frozen.lines) {
    if (!('from' in line) || !('to' in line) || !('uscc' in line) || struck.has(line.id)) continue;
    const tenant = tenants.get(line.uscc) ?? { uscc: line.uscc, name: nameOf(line.uscc) ?? '', stays: [] };
    tenant.stays.push({ from: line.from, to: line.to });
    tenants.set(line.uscc, tenant);
  }
  return [...tenants.values()];
}

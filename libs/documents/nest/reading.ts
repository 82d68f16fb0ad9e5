import { Injectable } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { type EnterpriseName, type EvaluationRecord, type LedgerPoint, type ParkInWords, recordReader } from '#libs/documents';
import type { EvaluationState } from '#libs/evaluation';
import { EvaluationQuery } from '#libs/evaluation/nest';
import { CommandRunner, Ledger, type QueryOptions, ReadModels } from '#libs/event-sourcing';
import type { ReadAt } from '#libs/http';
import { type Caller, streamName } from '#libs/kernel';
import { allParks, enterpriseNames, ZonesQuery } from '#libs/registry/nest';
import { SchemeLibrary } from '#libs/rulebook/nest';
import { countyName, type Scheme } from '#libs/scheme';

/** A point of the log, and how to ask for just that: all that a document tells is of one moment. */
export interface Pinned {
  readonly point: LedgerPoint;
  readonly at: QueryOptions;
}

/** Every park's names at one point. */
export interface ParkNames {
  readonly nameOf: (park: string) => string;
  readonly inWords: (park: string, scheme: Scheme) => ParkInWords;
}

/** A page of a register. */
const PAGE = 1000;

/** What documents ask of the ledger: the contexts' published queries, as the caller, all of them at one point of the log. */
@Injectable()
export class LedgerReading {
  constructor(
    readonly queries: QueryBus,
    private readonly runner: CommandRunner,
    private readonly models: ReadModels,
    private readonly schemes: SchemeLibrary,
    private readonly ledger: Ledger,
  ) {}

  /** The jurisdiction, as titles name it. */
  get city(): string {
    return this.ledger.jurisdiction;
  }

  async pin(at: ReadAt): Promise<Pinned> {
    const { index, effectiveAt } = await this.models.query(() => undefined, at);
    return { point: { index, at: effectiveAt }, at: { asOf: String(index) } };
  }

  async evaluation(year: number, caller: Caller, { at }: Pinned): Promise<EvaluationState> {
    return (await this.queries.execute(new EvaluationQuery(year, caller, at))).data;
  }

  /** Everything that was done about a year's results: what of it the caller may see is for who asks. */
  async record(year: number, { point }: Pinned): Promise<EvaluationRecord> {
    const revision = await this.models.streamRevisionAt(streamName(recordReader.category, String(year)), point.index);
    if (revision < 0) return recordReader.initial;
    return (await this.runner.load(recordReader, String(year), revision)).state;
  }

  async scheme(named: { readonly id: string; readonly hash: string }): Promise<Scheme> {
    return (await this.schemes.get(named)).content;
  }

  async parks({ at }: Pinned): Promise<ParkNames> {
    const [parks, zones] = await Promise.all([allParks(this.queries, at), this.queries.execute(new ZonesQuery({ limit: PAGE }, at))]);
    const known = new Map(parks.map((park) => [park.id, park]));
    const zoneNames = new Map(zones.data.map(({ id, name }) => [id, name]));
    return {
      nameOf: (park) => known.get(park)?.name ?? park,
      inWords: (code, scheme) => {
        const { name = code, zone = '', county = '', operator = { name: '', uscc: '' } } = known.get(code) ?? {};
        return { code, name, zone: zoneNames.get(zone) ?? zone, county: countyName(scheme, county), operator };
      },
    };
  }

  /** The names of enterprises by their codes. */
  async enterprises(codes: ReadonlySet<string>, { at }: Pinned): Promise<EnterpriseName> {
    const names = await enterpriseNames(this.queries, at, codes);
    return (uscc) => names.get(uscc);
  }
}

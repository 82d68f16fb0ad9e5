import { Injectable } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { claimsOf, dossierErrors, type DossierState, dossierDecider, dossierId, factIn, noDossier, standing } from '#libs/dossier';
import { DossierSources } from '#libs/dossier/nest';
import { CommandRunner, ReadModels } from '#libs/event-sourcing';
import { EvidenceFolder } from '#libs/evidence';
import { dayInChina, isUscc, streamName } from '#libs/kernel';
import { type Accident, type Park, parkDecider, standingAccidents } from '#libs/registry';
import { allParks, enterpriseNames } from '#libs/registry/nest';
import { SchemeLibrary } from '#libs/rulebook/nest';
import { lineEnterprise, type Scheme } from '#libs/scheme';
import { textOf, type Workbook } from '#libs/spreadsheets';
import type { AwaitingFact, CheckSituation, Office } from '#libs/submission';
import type { CheckRequest } from './check-request.js';

/** A park as far as a check knows it. */
type KnownPark = Pick<Park, 'code' | 'name' | 'zone' | 'county'>;

/** What a workbook is checked against, or filled with. */
export interface Around extends Pick<CheckSituation, 'enterpriseName' | 'claims' | 'awaiting' | 'accidents'> {
  readonly parks: readonly KnownPark[];
  /** Of the parks of which the office writes. */
  readonly dossiers: ReadonlyMap<string, DossierState>;
  readonly enterpriseName: (uscc: string) => string | undefined;
}

const FILE_HASH = /^[0-9a-f]{64}$/;

/** Gathers what a workbook is checked against, as of a log index: streams and registers, never the clock. */
@Injectable()
export class SituationReader {
  constructor(
    private readonly runner: CommandRunner,
    private readonly reads: ReadModels,
    private readonly queries: QueryBus,
    private readonly schemes: SchemeLibrary,
    private readonly sources: DossierSources,
    private readonly evidence: EvidenceFolder,
  ) {}

  /** The last log index that is known now: read models are waited for, but not for long. */
  async now(): Promise<number> {
    return (await this.reads.query(() => undefined, { fresh: true })).index;
  }

  async of(request: CheckRequest, workbook: Workbook, asOf: number): Promise<CheckSituation> {
    const { kind, year, account, office, file, at } = request;
    const scheme = await this.schemeOf(year);
    const { parks, dossiers, ...known } = await this.around(request, scheme, asOf, codesIn(workbook));
    const { park } = office;
    return {
      kind,
      year,
      scheme,
      today: dayInChina(at),
      hash: file.hash,
      caller: { account, department: office.department, ...(park === undefined ? {} : { park }) },
      parks: new Map(parks.map(({ code, name }) => [code, name])),
      mine: (code) => dossiers.has(code),
      tenants: tenantsBy(dossiers, scheme),
      ...known,
      ...(kind === 'statements' ? { isDelivered: await this.deliveredIn(workbook) } : {}),
    };
  }

  /** What lies around a workbook of an office: the parks, its own ones' dossiers of the year, the enterprises' names, and by the workbook's kind what awaits or is registered. `codes`: those of enterprises that will be asked about; absent: any. */
  async around(
    { kind, year, office }: Pick<CheckRequest, 'kind' | 'year' | 'office'>,
    scheme: Scheme,
    asOf: number,
    codes?: ReadonlySet<string>,
  ): Promise<Around> {
    const parks = await this.parks(asOf);
    const own = new Set(parks.filter((park) => isOwn(park, office)).map(({ code }) => code));
    // What clashes with other parks' claims is told when it is entered, as by the dossiers themselves.
    const delivers = kind === 'delivery' || kind === 'declaration' || kind === 'roster';
    const states = new Map<string, DossierState>();
    for (const { code } of parks) if (delivers || own.has(code)) states.set(code, await this.dossier(code, year, asOf));
    const dossiers = new Map([...states].filter(([code]) => own.has(code)));
    const names = await enterpriseNames(this.queries, { asOf: String(asOf) }, codes);
    return {
      parks,
      dossiers,
      enterpriseName: (uscc) => names.get(uscc),
      ...(delivers ? { claims: [...states].map(([park, state]) => ({ park, year, claims: claimsOf(state) })) } : {}),
      ...(kind === 'verification' ? { awaiting: awaiting(dossiers, scheme, office) } : {}),
      ...(kind === 'statements' ? { accidents: await this.accidents([...own], asOf) } : {}),
    };
  }

  /** The scheme by which a year is delivered: that of its evaluation, otherwise of the next one, which asks for it as base. Errors: `dossier.noEvaluation`. */
  async schemeOf(year: number): Promise<Scheme> {
    for (const evaluation of [year, year + 1]) {
      const asking = await this.sources.evaluationOf(evaluation);
      if (asking) return (await this.schemes.get(asking.scheme)).content;
    }
    throw dossierErrors.error('dossier.noEvaluation', { year });
  }

  /** A dossier as of a log index; absent: as it stands. */
  async dossier(park: string, year: number, asOf?: number): Promise<DossierState> {
    const id = dossierId({ park, year });
    const revision = asOf === undefined ? undefined : await this.reads.streamRevisionAt(streamName(dossierDecider.category, id), asOf);
    return revision === -1 ? noDossier : (await this.runner.load(dossierDecider, id, revision)).state;
  }

  private parks(asOf: number): Promise<readonly KnownPark[]> {
    return allParks(this.queries, { asOf: String(asOf) });
  }

  /** The parks of which an office writes, as things stand. */
  async ownParks(office: Office): Promise<readonly string[]> {
    return (await this.parks(await this.now())).filter((park) => isOwn(park, office)).map(({ code }) => code);
  }

  private async accidents(parks: readonly string[], asOf: number): Promise<(park: string) => readonly Accident[]> {
    const known = new Map<string, readonly Accident[]>();
    for (const code of parks) {
      const revision = await this.reads.streamRevisionAt(streamName(parkDecider.category, code), asOf);
      const { state } = await this.runner.load(parkDecider, code, revision);
      if (state.status !== 'none') known.set(code, standingAccidents(state.safety));
    }
    return (code) => known.get(code) ?? [];
  }

  /** Which of the files that a workbook names by their hashes are in the evidence store. */
  private async deliveredIn(workbook: Workbook): Promise<(hash: string) => boolean> {
    const delivered = new Set<string>();
    for (const hash of hashesIn(workbook)) if (await this.evidence.has(hash)) delivered.add(hash);
    return (hash) => delivered.has(hash);
  }
}

/** A park writes of itself, a county of the parks of its county or development zone, everybody else of all. */
function isOwn(park: KnownPark, office: Office): boolean {
  if (office.department === 'park') return park.code === office.park;
  if (office.department === 'county') return office.county === park.county || office.county === park.zone;
  return true;
}

function tenantsBy(dossiers: ReadonlyMap<string, DossierState>, scheme: Scheme): (park: string) => ReadonlySet<string> | undefined {
  const roster = scheme.metrics.find(({ lines }) => lines === 'tenancy');
  const tenants = new Map<string, ReadonlySet<string>>();
  for (const [park, state] of dossiers) {
    const version = roster && standing(state, roster.code);
    if (version) tenants.set(park, new Set(version.lines.flatMap((line) => lineEnterprise(line) ?? [])));
  }
  return (park) => tenants.get(park);
}

/** What a department is to verify: delivered and not judged, and reviewed by the county where the road asks for that. */
function awaiting(dossiers: ReadonlyMap<string, DossierState>, scheme: Scheme, { department }: Office): readonly AwaitingFact[] {
  const metrics = scheme.metrics.filter(({ verifies }) => verifies === department);
  return [...dossiers].flatMap(([park, state]) =>
    metrics.flatMap(({ code: metric, countyReview }): AwaitingFact[] => {
      const version = standing(state, metric);
      const waits = countyReview && scheme.road.countyReview.required && !factIn(state, metric)?.reviewed;
      if (version?.status !== 'submitted' || waits) return [];
      return [{ park, metric, version: version.version, lines: version.lines, deliveredBy: version.delivered.account }];
    }),
  );
}

function hashesIn(workbook: Workbook): ReadonlySet<string> {
  return new Set(textsIn(workbook).filter((text) => FILE_HASH.test(text)));
}

/** Whatever may be the code of an enterprise. */
function codesIn(workbook: Workbook): ReadonlySet<string> {
  return new Set(textsIn(workbook).filter(isUscc));
}

function textsIn({ sheets }: Workbook): readonly string[] {
  return sheets.flatMap(({ rows }) => rows.flatMap((row) => row.map((cell) => textOf(cell).trim())));
}

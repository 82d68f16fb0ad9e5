import { Injectable } from '@nestjs/common';
import {
  claimsOfLines,
  type CloseDossier,
  confirmedFacts,
  type DossierCommandInput,
  dossierDecider,
  dossierId,
  type DossierKey,
  type DossierKnowledge,
  type DossierState,
  parseDossierId,
  readableLines,
} from '#libs/dossier';
import { CommandRunner } from '#libs/event-sourcing';
import { EvidenceFolder } from '#libs/evidence';
import { parkDecider, zoneDecider } from '#libs/registry';
import { SchemeLibrary } from '#libs/rulebook/nest';
import { findMetric, type Scheme } from '#libs/scheme';
import { ClashFinder } from '../clash-finder.js';
import { DossierSources } from '../sources.js';
import { deliveredIn, deliveredStays, referredFiles } from './referred-files.js';

/** Reads what a decision on a dossier must know, from streams and the evidence store; read models only propose which other dossiers to read. */
@Injectable()
export class KnowledgeReader {
  constructor(
    private readonly runner: CommandRunner,
    private readonly schemes: SchemeLibrary,
    private readonly folder: EvidenceFolder,
    private readonly clashes: ClashFinder,
    private readonly sources: DossierSources,
  ) {}

  async forCommand(state: DossierState, id: string, command: DossierCommandInput): Promise<DossierKnowledge> {
    const key = parseDossierId(id);
    const own = await this.sources.evaluationOf(key.year);
    const [scheme, park, closing] = await Promise.all([
      this.schemeFor(state, key),
      this.parkOf(key.park),
      command.type === 'CloseDossier' ? this.closingOf(command) : undefined,
    ]);
    const delivery = scheme === undefined ? undefined : await this.aroundDelivery(key, command, scheme.content);
    return {
      ...(scheme ? { scheme } : {}),
      ...(park ? { park } : {}),
      ...(closing ? { closing } : {}),
      yearEvaluated: own !== undefined,
      assessmentLocked: own?.assessmentLocked ?? false,
      evidence: await this.folder.describeAll(referredFiles(command)),
      others: delivery?.others ?? [],
      rosterNotes: delivery?.rosterNotes ?? [],
      ...(delivery?.lastYear ? { lastYear: delivery.lastYear } : {}),
      clashes: command.type === 'CloseDossier' && command.use === 'year' ? await this.clashes.of(key.park, key.year) : [],
    };
  }

  /** The scheme that applies to a dossier: its own once it is open, otherwise that of the evaluation that asks for its year, as year or as base. */
  async schemeFor(state: DossierState, { year }: DossierKey): Promise<DossierKnowledge['scheme']> {
    if (state.opened) return { ...(await this.schemes.get(state.opened.scheme)), evaluation: state.opened.evaluation };
    for (const evaluation of [year, year + 1]) {
      const asking = await this.sources.evaluationOf(evaluation);
      if (asking) return { ...(await this.schemes.get(asking.scheme)), evaluation };
    }
    return undefined;
  }

  private async parkOf(code: string): Promise<DossierKnowledge['park']> {
    const { state: park } = await this.runner.load(parkDecider, code);
    if (park.status === 'none') return undefined;
    const { state: zone } = await this.runner.load(zoneDecider, park.zone);
    return { county: park.county, zone: park.zone, leadingIndustries: zone.status === 'none' ? [] : zone.industries };
  }

  private async closingOf({ evaluation }: CloseDossier): Promise<DossierKnowledge['closing']> {
    const closing = await this.sources.evaluationOf(evaluation);
    if (!closing?.closing) return undefined;
    const { content } = await this.schemes.get(closing.scheme);
    return { evaluation, ...closing.closing, scheme: content };
  }

  /** For the warnings on entry: who else claims what is delivered, and what the tenancy register says. */
  private async aroundDelivery(
    { park, year }: DossierKey,
    command: DossierCommandInput,
    scheme: Scheme,
  ): Promise<Pick<DossierKnowledge, 'others' | 'rosterNotes' | 'lastYear'> | undefined> {
    const delivered = deliveredIn(command).flatMap(({ metric: code, lines }) => {
      const metric = findMetric(scheme, code);
      return metric ? [{ metric, lines }] : [];
    });
    if (delivered.length === 0) return undefined;
    const claims = delivered.flatMap(({ metric, lines }) => claimsOfLines(metric.code, readableLines(metric, lines)));
    const roster = delivered.find(({ metric }) => metric.lines === 'tenancy');
    return {
      others: await this.clashes.rivalsOf(park, year, claims),
      rosterNotes: roster ? await this.sources.rosterNotes(park, year, deliveredStays(roster.lines)) : [],
      ...(scheme.demands?.explanation ? { lastYear: await this.confirmedIn({ park, year: year - 1 }) } : {}),
    };
  }

  private async confirmedIn(key: DossierKey): Promise<NonNullable<DossierKnowledge['lastYear']>> {
    const { state } = await this.runner.load(dossierDecider, dossierId(key));
    return new Map(
      confirmedFacts(state).map(({ metric, lines }) => [
        metric,
        lines.filter(({ verdict }) => verdict === 'confirmed').map(({ line }) => line),
      ]),
    );
  }
}

import { Injectable } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { LRUCache } from 'lru-cache';
import { type DeskDossier, deskErrors, type DeskPark, type DeskYear, type EnterpriseNames, expectedIn } from '#libs/desk';
import { dossierDecider, dossierId, type DossierKey, type DossierState, noDossier } from '#libs/dossier';
import { evaluationDecider, type EvaluationState } from '#libs/evaluation';
import { Clock, CommandRunner, type QueryOptions, ReadModels } from '#libs/event-sourcing';
import type { Answer } from '#libs/http';
import { dayInChina, streamName } from '#libs/kernel';
import type { Park } from '#libs/registry';
import { allParks, enterpriseNames } from '#libs/registry/nest';
import { type AdoptedScheme, SchemeLibrary } from '#libs/rulebook/nest';

/** Reads a year as it stood at one point of the log: every park of the register, and each one's dossiers folded from their streams. */
@Injectable()
export class DeskReader {
  /** The last fold of each dossier that was looked at: lists ask for all of them again and again, and few have moved meanwhile. */
  private readonly folded = new LRUCache<string, { readonly revision: number; readonly state: DossierState }>({ max: 5000 });

  constructor(
    private readonly runner: CommandRunner,
    private readonly reads: ReadModels,
    private readonly queries: QueryBus,
    private readonly schemes: SchemeLibrary,
    private readonly clock: Clock,
  ) {}

  /** Answers with what `see` makes of the year. @throws `desk.noEvaluation` */
  async answer<T>(year: number, at: QueryOptions, see: (desk: DeskYear) => T): Promise<Answer<T>> {
    const { data, ...point } = await this.read(year, at);
    return { data: see(data), ...point };
  }

  /** The same with the names of the register's enterprises. */
  async answerNamed<T>(year: number, at: QueryOptions, see: (desk: DeskYear, names: EnterpriseNames) => T): Promise<Answer<T>> {
    const { data, ...point } = await this.read(year, at);
    return { data: see(data, await this.namesAt(point.index)), ...point };
  }

  private async read(year: number, at: QueryOptions): Promise<Answer<DeskYear>> {
    const { value: _value, ...point } = await this.reads.query(() => undefined, at);
    const evaluation = await this.evaluationAt(year, point.index);
    if (evaluation.phase === 'none') throw deskErrors.error('desk.noEvaluation', { year });
    const { content: scheme } = await this.schemes.get(evaluation.scheme);
    const today = dayInChina(at.asOf === undefined ? this.clock.now() : point.effectiveAt);
    const register = await this.parksAt(point.index);
    const expected = expectedIn(evaluation, register, scheme, today);
    const parks = register.map((park): DeskPark => {
      const { code, name, county, zone } = park;
      return { code, name, county, zone, expected: expected.participants.has(code), register: park };
    });
    const dossiers = parks.flatMap((park): Promise<DeskDossier>[] => [
      this.dossierOf(park, year, 'year', park.expected, point.index),
      this.dossierOf(park, year - 1, 'base', park.expected || expected.predecessors.has(park.code), point.index),
    ]);
    return { data: { year, evaluation, scheme, today, parks, dossiers: await Promise.all(dossiers) }, ...point };
  }

  /** One dossier at a point of the log. */
  async dossierAt(key: DossierKey, at: QueryOptions): Promise<Answer<DossierState>> {
    const { value: _value, ...point } = await this.reads.query(() => undefined, at);
    return { data: await this.stateAt(key, point.index), ...point };
  }

  /** The scheme under which a dossier was opened. */
  schemeOf({ scheme }: NonNullable<DossierState['opened']>): Promise<AdoptedScheme> {
    return this.schemes.get(scheme);
  }

  private async dossierOf(park: DeskPark, year: number, use: DeskDossier['use'], demanded: boolean, index: number): Promise<DeskDossier> {
    return { park, year, use, demanded, state: await this.stateAt({ park: park.code, year }, index) };
  }

  private async stateAt(key: DossierKey, index: number): Promise<DossierState> {
    const id = dossierId(key);
    const revision = await this.reads.streamRevisionAt(streamName(dossierDecider.category, id), index);
    if (revision < 0) return noDossier;
    const known = this.folded.get(id);
    if (known?.revision === revision) return known.state;
    const { state } = await this.runner.load(dossierDecider, id, revision);
    this.folded.set(id, { revision, state });
    return state;
  }

  private async evaluationAt(year: number, index: number): Promise<EvaluationState> {
    const id = String(year);
    const revision = await this.reads.streamRevisionAt(streamName(evaluationDecider.category, id), index);
    return revision < 0 ? evaluationDecider.initial : (await this.runner.load(evaluationDecider, id, revision)).state;
  }

  private async parksAt(index: number): Promise<readonly Park[]> {
    const views = await allParks(this.queries, { asOf: String(index) });
    return views.map(({ contact: _contact, ...park }) => park);
  }

  private namesAt(index: number): Promise<EnterpriseNames> {
    return enterpriseNames(this.queries, { asOf: String(index) });
  }
}

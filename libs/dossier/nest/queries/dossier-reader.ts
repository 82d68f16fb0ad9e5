import { Injectable } from '@nestjs/common';
import { dossierDecider, dossierErrors, dossierId, type DossierKey, type DossierState, noDossier, parseDossierId } from '#libs/dossier';
import { CommandRunner, type QueryOptions, ReadModels } from '#libs/event-sourcing';
import { type Caller, streamName } from '#libs/kernel';
import { type AdoptedScheme } from '#libs/rulebook/nest';
import type { Answer } from '#libs/http';
import { KnowledgeReader } from '../commands/knowledge-reader.js';

/** A dossier as it stood at a point of the log, folded from its stream. */
export interface DossierAt {
  readonly key: DossierKey;
  readonly state: DossierState;
  readonly scheme: AdoptedScheme;
  /** The log index of this point. */
  readonly index: number;
}

@Injectable()
export class DossierReader {
  constructor(
    private readonly runner: CommandRunner,
    private readonly reads: ReadModels,
    private readonly knowledge: KnowledgeReader,
  ) {}

  /** Replays the dossier up to the point that is asked for, and answers with what `see` makes of it. */
  async answer<T>(asked: DossierKey, at: QueryOptions, see: (dossier: DossierAt) => T | Promise<T>): Promise<Answer<T>> {
    const id = dossierId(asked);
    const key = parseDossierId(id);
    const { value: _value, ...point } = await this.reads.query(() => undefined, at);
    const revision = await this.reads.streamRevisionAt(streamName(dossierDecider.category, id), point.index);
    const state = revision < 0 ? noDossier : (await this.runner.load(dossierDecider, id, revision)).state;
    const scheme = await this.knowledge.schemeFor(state, key);
    if (!scheme) throw dossierErrors.error('dossier.noEvaluation', { year: key.year });
    return { data: await see({ key, state, scheme, index: point.index }), ...point };
  }
}

/** A park sees its own dossiers only. */
export function demandSight(caller: Caller, park: string): void {
  if (caller.role === 'park' && caller.park !== park) throw dossierErrors.error('dossier.notYours', { park });
}

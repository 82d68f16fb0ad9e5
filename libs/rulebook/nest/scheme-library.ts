import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { CommandRunner, ReadModels } from '#libs/event-sourcing';
import { rulebookErrors, schemeDecider } from '#libs/rulebook';
import type { Scheme } from '#libs/scheme';

/** An adopted scheme: it never changes again. */
export interface AdoptedScheme {
  readonly id: string;
  readonly hash: string;
  readonly content: Scheme;
}

/** Adopted schemes, read from their streams and kept for good by id. */
@Injectable()
export class SchemeLibrary {
  private readonly adopted = new LRUCache<string, AdoptedScheme>({ max: 200 });

  constructor(
    private readonly runner: CommandRunner,
    private readonly reads: ReadModels,
  ) {}

  /** Errors: `rulebook.unknown`, `rulebook.notAdopted`. */
  async byId(id: string): Promise<AdoptedScheme> {
    const known = this.adopted.get(id);
    if (known) return known;
    const { state } = await this.runner.load(schemeDecider, id);
    if (state.status === 'none') throw rulebookErrors.error('rulebook.unknown', { id });
    if (state.status !== 'adopted') throw rulebookErrors.error('rulebook.notAdopted', { id });
    const scheme: AdoptedScheme = { id, hash: state.hash, content: state.content };
    this.adopted.set(id, scheme);
    return scheme;
  }

  /** The scheme that an event names by id and hash. */
  async get({ id, hash }: { readonly id: string; readonly hash: string }): Promise<AdoptedScheme> {
    const scheme = await this.byId(id);
    if (scheme.hash !== hash) throw new Error(`scheme ${id} is adopted as ${scheme.hash}, not as ${hash}`);
    return scheme;
  }

  /** Whose adopted content has this hash: the read model proposes the id, the stream decides. */
  async byHash(hash: string): Promise<AdoptedScheme> {
    for (const scheme of this.adopted.values()) if (scheme.hash === hash) return scheme;
    const sql = "SELECT id FROM rulebook_schemes WHERE hash = ? AND status = 'adopted' AND valid_to IS NULL ORDER BY id LIMIT 1";
    const found = (await this.reads.query((db) => db.all<{ id: string }>(sql, hash))).value[0];
    if (!found) throw rulebookErrors.error('rulebook.unknown', { id: hash });
    return this.get({ id: found.id, hash });
  }
}

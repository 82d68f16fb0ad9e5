import type { EventStore } from '#libs/event-store';
import { streamName } from '#libs/kernel';
import { type CommandAnswer, CommandRunner, type Loaded } from '../command-runner.js';
import type { Command, Decider } from '../decider.js';
import type { DomainEvent } from '../events.js';
import type { EventRegistry } from '../registry/event-registry.js';
import { FoldedStreams } from './folded-streams.js';

/** Folds streams for whoever only reads a ledger and has none of its keys: operators' programs, copies for auditors. A command is a programming error. */
export class ReadingRunner extends CommandRunner {
  readonly #streams: FoldedStreams;

  constructor(store: EventStore, registry: EventRegistry, { cacheSize = 5000 }: { readonly cacheSize?: number } = {}) {
    super();
    this.#streams = new FoldedStreams(store, registry, cacheSize);
  }

  execute<E extends DomainEvent>(): Promise<CommandAnswer<E>> {
    return Promise.reject(new TypeError('this runner only reads'));
  }

  async load<State, C extends Command, E extends DomainEvent, Extra>(
    decider: Decider<State, C, E, Extra>,
    id: string,
    upTo?: number,
  ): Promise<Loaded<State>> {
    const stream = streamName(decider.category, id);
    const folded = upTo === undefined ? await this.#streams.upToDate(decider, stream) : await this.#streams.upTo(decider, stream, upTo);
    return { state: folded.state, revision: folded.revision };
  }
}

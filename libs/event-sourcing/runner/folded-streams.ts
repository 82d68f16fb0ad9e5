import { LRUCache } from 'lru-cache';
import type { EventStore, StoredEvent } from '#libs/event-store';
import type { Command, Decider } from '../decider.js';
import type { DomainEvent, Recorded } from '../events.js';
import type { EventRegistry } from '../registry/event-registry.js';

/** Which revisions a command appended, and what it was. */
export interface KnownCommand {
  readonly inputHash: string;
  readonly first: number;
  readonly last: number;
}

/** A stream folded up to a revision: the domain's state, and every command that it has taken. */
export interface FoldedStream<State = unknown> {
  readonly state: State;
  /** −1 where the stream does not exist. */
  readonly revision: number;
  /** Shared by later folds of the same stream, which only add to it. */
  readonly commands: Map<string, KnownCommand>;
}

// The fold does not look at commands or extras: a decider of any is good.
type AnyDecider<State, E extends DomainEvent> = Pick<Decider<State, Command, E, never>, 'initial' | 'evolve'>;
interface Cached {
  readonly decider: unknown;
  readonly folded: FoldedStream;
}

/** Folds streams and keeps the latest. What is kept is always brought up to date from the store before it is used: several nodes may write. */
export class FoldedStreams {
  readonly #cache: LRUCache<string, Cached>;

  constructor(
    private readonly store: EventStore,
    private readonly registry: EventRegistry,
    max: number,
  ) {
    this.#cache = new LRUCache({ max });
  }

  /** The stream as it stands in the store now. */
  async upToDate<State, E extends DomainEvent>(decider: AnyDecider<State, E>, stream: string): Promise<FoldedStream<State>> {
    const known = this.#known(decider, stream);
    let folded = known;
    for await (const page of this.store.readStream(stream, { from: known.revision + 1 })) folded = this.#fold(decider, folded, page);
    if (folded !== known) this.#keep(decider, stream, folded);
    return folded;
  }

  /** The stream as it stood at a revision (as it stands, where it has not come so far). */
  async upTo<State, E extends DomainEvent>(decider: AnyDecider<State, E>, stream: string, revision: number): Promise<FoldedStream<State>> {
    const known = this.#known(decider, stream);
    let folded = known.revision <= revision ? known : empty(decider);
    if (folded.revision === revision) return folded;
    const range = { from: folded.revision + 1, maxCount: revision - folded.revision };
    for await (const page of this.store.readStream(stream, range)) folded = this.#fold(decider, folded, page);
    return folded;
  }

  /** Adds what this node has just appended behind a folded stream, without reading it back. */
  extend<State, E extends DomainEvent>(
    decider: AnyDecider<State, E>,
    stream: string,
    folded: FoldedStream<State>,
    events: readonly StoredEvent[],
  ): void {
    this.#keep(decider, stream, this.#fold(decider, folded, events));
  }

  #fold<State, E extends DomainEvent>(
    decider: AnyDecider<State, E>,
    folded: FoldedStream<State>,
    page: readonly StoredEvent[],
  ): FoldedStream<State> {
    let { state, revision } = folded;
    for (const stored of page) {
      if (stored.revision !== revision + 1) {
        throw new Error(`stream ${stored.stream} has a gap: revision ${stored.revision} after ${revision}`);
      }
      const event = this.registry.parse(stored) as Recorded<E>;
      noteCommand(folded.commands, event);
      state = decider.evolve(state, event);
      revision = stored.revision;
    }
    return { state, revision, commands: folded.commands };
  }

  #known<State, E extends DomainEvent>(decider: AnyDecider<State, E>, stream: string): FoldedStream<State> {
    const cached = this.#cache.get(stream);
    return cached !== undefined && cached.decider === decider ? (cached.folded as FoldedStream<State>) : empty(decider);
  }

  /** Of two folds of one stream that ran at once, the longer one stays. */
  #keep<State>(decider: unknown, stream: string, folded: FoldedStream<State>): void {
    const cached = this.#cache.get(stream);
    if (cached !== undefined && cached.decider === decider && cached.folded.revision >= folded.revision) return;
    this.#cache.set(stream, { decider, folded });
  }
}

function empty<State, E extends DomainEvent>(decider: AnyDecider<State, E>): FoldedStream<State> {
  return { state: decider.initial, revision: -1, commands: new Map() };
}

/** A command's events stand side by side in its stream: one append. */
function noteCommand(commands: Map<string, KnownCommand>, event: Recorded): void {
  const { commandId, inputHash } = event.metadata;
  const known = commands.get(commandId);
  commands.set(commandId, {
    inputHash,
    first: Math.min(known?.first ?? event.revision, event.revision),
    last: Math.max(known?.last ?? event.revision, event.revision),
  });
}

import type { Decider, DomainEvent, Recorded } from '#libs/event-sourcing';
import { HandMadeLog, uuid } from '#libs/event-sourcing/testing';
import { type Caller, streamName } from '#libs/kernel';

/** When everything that is decided here is decided. */
export const at = '2025-06-03T01:00:00.000Z';

/** The log of a ledger in small, read stream by stream. */
export class Streams {
  readonly log = new HandMadeLog();

  stream(category: string, id: string): Recorded[] {
    return this.log.entries.map(({ event }) => event).filter((event) => event.stream === streamName(category, id));
  }

  types(category: string, id: string): string[] {
    return this.stream(category, id).map(({ type }) => type);
  }

  fold<S, C extends { readonly type: string }, E extends DomainEvent, X>(
    decider: Decider<S, C, E, X>,
    id: string,
  ): { state: S; revision: number } {
    const events = this.stream(decider.category, id) as Recorded<E>[];
    return { state: events.reduce((state, event) => decider.evolve(state, event), decider.initial), revision: events.length - 1 };
  }

  /** What a command gives, by its decider, on the stream as it stands; nothing is recorded. */
  decide<S, C extends { readonly type: string }, E extends DomainEvent, X>(
    decider: Decider<S, C, E, X>,
    id: string,
    command: C,
    extra: X,
    caller: Caller,
  ): readonly E[] {
    const { state, revision } = this.fold(decider, id);
    const newId = (label: string): string => uuid(label + revision);
    return decider.decide(command, state, { caller, at, commandId: uuid('c'), id, revision, newId }, extra);
  }
}

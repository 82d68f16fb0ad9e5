import type { Static, TSchema } from '@sinclair/typebox';
import type { Position } from '#libs/event-store';
import type { EventMetadata } from './metadata.js';

/** A fact of the domain before it is recorded. */
export interface DomainEvent<Type extends string = string, Data = unknown> {
  readonly type: Type;
  readonly data: Data;
}

/**
 * One event type: its JSON Schema (TypeBox, enforced at append and by fsck), its schema version and how older versions are read. A released schema never
 * changes in place: a change is a new version with an upcaster from the one before.
 */
export interface EventDefinition<Type extends string = string, Schema extends TSchema = TSchema> {
  readonly type: Type;
  readonly version: number;
  /** One sentence for the catalogue: what it records, with its clause. */
  readonly about: string;
  readonly schema: Schema;
  /** upcasters[v] turns the data of version v into that of version v + 1. */
  readonly upcasters: Readonly<Record<number, (data: unknown) => unknown>>;
}

/** Declares an event type. */
export function defineEvent<const Type extends string, Schema extends TSchema>(
  type: Type,
  options: { about: string; schema: Schema; version?: number; upcasters?: Readonly<Record<number, (data: unknown) => unknown>> },
): EventDefinition<Type, Schema> {
  return { type, version: options.version ?? 1, about: options.about, schema: options.schema, upcasters: options.upcasters ?? {} };
}

/** The union of the events that a table of definitions declares: `type DossierEvent = EventsOf<typeof dossierEvents>`. */
export type EventsOf<Table extends Readonly<Record<string, EventDefinition>>> = {
  [K in keyof Table]: Table[K] extends EventDefinition<infer Type, infer Schema> ? DomainEvent<Type, Static<Schema>> : never;
}[keyof Table];

/** An event as it stands in its stream, upcast and parsed. */
export type Recorded<E extends DomainEvent = DomainEvent> = E & {
  readonly id: string;
  readonly stream: string;
  readonly revision: number;
  readonly position: Position;
  readonly metadata: EventMetadata;
};

/** An event in the log: its dense index from 0, and effectiveAt = the running maximum of recordedAt (DESIGN §8). */
export interface LogEntry<E extends DomainEvent = DomainEvent> {
  readonly index: number;
  readonly effectiveAt: string;
  readonly event: Recorded<E>;
}

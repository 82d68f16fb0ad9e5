import type { TSchema } from '@sinclair/typebox';
import type { ValidateFunction } from 'ajv';
import type { StoredEvent } from '#libs/event-store';
import { compareIds } from '#libs/kernel';
import type { EventDefinition, Recorded } from '../events.js';
import { ledgerEvents } from '../ledger/events.js';
import { EventMetadata } from '../metadata.js';
import { processEvents } from '../processes/events.js';
import { EventSchemaError, UnknownEventTypeError } from './errors.js';
import { faultsOf, validatorOf } from './json-schema.js';

/** Event types as a room declares them: a list, or a table as EventsOf reads it. */
export type EventDefinitions = readonly EventDefinition[] | Readonly<Record<string, EventDefinition>>;

/** What the catalogue says of one event type. */
export interface CatalogueEntry {
  readonly type: string;
  readonly version: number;
  readonly about: string;
  readonly schema: TSchema;
}

/**
 * Every event type that this program knows: checks events against their schemas before they are appended, and brings stored ones into today's form.
 * The event types of this room (the ledger's and the processes') are always among them. Schemas are compiled once, when first needed.
 */
export class EventRegistry {
  readonly #definitions = new Map<string, EventDefinition>();

  /** @throws Error where a type is declared twice, or a version has no upcaster. */
  constructor(...lists: readonly EventDefinitions[]) {
    for (const list of [ledgerEvents, processEvents, ...lists]) {
      for (const definition of Object.values(list)) this.#declare(definition);
    }
  }

  #declare(definition: EventDefinition): void {
    const { type, version, upcasters } = definition;
    const known = this.#definitions.get(type);
    if (known === definition) return;
    if (known) throw new Error(`event type declared twice: ${type}`);
    for (let v = 1; v < version; v++) {
      if (!upcasters[v]) throw new Error(`event type ${type} stands at version ${version} but has no upcaster from version ${v}`);
    }
    this.#definitions.set(type, definition);
  }

  /** Version of a type's current schema: the schemaVersion of new events. */
  versionOf(type: string): number {
    const definition = this.#definitions.get(type);
    if (!definition) throw new Error(`event type ${type} is not declared`);
    return definition.version;
  }

  /** @throws EventSchemaError naming each path at fault; Error where the type is not declared. */
  validate(type: string, data: unknown): void {
    const validate = this.#validator(type);
    if (!validate(data)) throw new EventSchemaError(type, faultsOf(validate.errors));
  }

  /** @throws EventSchemaError */
  validateMetadata(type: string, metadata: unknown): void {
    const validate = validatorOf(EventMetadata);
    if (!validate(metadata)) throw new EventSchemaError(`metadata of ${type}`, faultsOf(validate.errors));
  }

  /**
   * Reads a stored event in today's form. The metadata is taken as it stands; the data is upcast from metadata.schemaVersion.
   * @throws UnknownEventTypeError
   */
  parse(stored: StoredEvent): Recorded {
    const definition = this.#definitions.get(stored.type);
    if (!definition) throw new UnknownEventTypeError(stored.type, stored.stream, stored.revision);
    const metadata = JSON.parse(stored.metadata) as EventMetadata;
    const data = upcast(definition, stored, metadata.schemaVersion);
    const { id, stream, revision, position, type } = stored;
    return { type, data, id, stream, revision, position, metadata };
  }

  /** Reads a stored event and checks it whole, as fsck does. @throws UnknownEventTypeError, EventSchemaError */
  check(stored: StoredEvent): Recorded {
    const recorded = this.parse(stored);
    this.validateMetadata(recorded.type, recorded.metadata);
    this.validate(recorded.type, recorded.data);
    return recorded;
  }

  /** All event types by name, for docs. Compiles every schema, so that a schema that is no schema shows here at the latest. */
  catalogue(): readonly CatalogueEntry[] {
    return [...this.#definitions.values()]
      .sort((a, b) => compareIds(a.type, b.type))
      .map(({ type, version, about, schema }) => {
        this.#validator(type);
        return { type, version, about, schema };
      });
  }

  #validator(type: string): ValidateFunction {
    const definition = this.#definitions.get(type);
    if (!definition) throw new Error(`event type ${type} is not declared`);
    return validatorOf(definition.schema);
  }
}

function upcast(definition: EventDefinition, stored: StoredEvent, version: number): unknown {
  if (!(version >= 1 && version <= definition.version)) {
    throw new UnknownEventTypeError(stored.type, stored.stream, stored.revision, version);
  }
  let data = JSON.parse(stored.data) as unknown;
  for (let v = version; v < definition.version; v++) data = definition.upcasters[v]?.(data);
  return data;
}

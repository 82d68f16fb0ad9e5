import type { CatalogueEntry } from '#libs/event-sourcing';
import { EventMetadata } from '#libs/event-sourcing';
import { canonicalJson, sha256 } from '#libs/kernel';

/** `Type@version` → SHA-256 of its schema's canonical JSON; `metadata@1` is the form of every event's metadata. */
export type SchemaHashes = Readonly<Record<string, string>>;

/** What the program's schemas are now. */
export function currentSchemas(catalogue: readonly CatalogueEntry[]): SchemaHashes {
  const events = catalogue.map(({ type, version, schema }) => [`${type}@${version}`, hashOf(schema)] as const);
  return Object.fromEntries([['metadata@1', hashOf(EventMetadata)], ...events]);
}

/** What must not be: a released schema that was changed or is gone, and a schema that nobody froze. One line each, saying what to do. */
export function schemaFaults(frozen: SchemaHashes, current: SchemaHashes): string[] {
  const versions = new Map(
    Object.keys(current)
      .map(named)
      .map(({ type, version }) => [type, version]),
  );
  const faults: string[] = [];
  for (const [name, hash] of Object.entries(frozen)) {
    const { type, version } = named(name);
    const now = versions.get(type);
    if (now === undefined) faults.push(`${name} was released and is gone: old ledgers hold it, so declare it again`);
    else if (now < version) faults.push(`${name} was released, but ${type} stands at version ${now}: versions only grow`);
    else if (now === version && current[name] !== hash) {
      faults.push(
        `the schema of ${name} was released and has changed: give ${type} version ${version + 1} with an upcaster from ${version}`,
      );
    }
  }
  for (const name of Object.keys(current)) {
    if (frozen[name] === undefined) faults.push(`${name} is new: run \`npm run corpus -- freeze\` and commit test/corpus/schemas.json`);
  }
  return faults;
}

/** The frozen schemas with the new ones: what is frozen stays as it is. */
export function withNewSchemas(frozen: SchemaHashes, current: SchemaHashes): SchemaHashes {
  return Object.fromEntries(Object.entries({ ...current, ...frozen }).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function named(name: string): { type: string; version: number } {
  const at = name.lastIndexOf('@');
  return { type: name.slice(0, at), version: Number.parseInt(name.slice(at + 1), 10) };
}

/** The order in which fields and alternatives stand says nothing: moving one is no change. */
function hashOf(schema: object): string {
  return sha256(canonicalJson(ordered(JSON.parse(JSON.stringify(schema)))));
}

function ordered(value: unknown, key?: string): unknown {
  if (Array.isArray(value)) {
    const items = value.map((item) => ordered(item));
    return key === 'required' || key === 'anyOf' ? items.sort((a, b) => (canonicalJson(a) < canonicalJson(b) ? -1 : 1)) : items;
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, ordered(item, name)]));
}

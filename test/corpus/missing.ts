import type { CatalogueEntry } from '#libs/event-sourcing';
import type { CorpusEvent } from './corpus-files.js';

/** Of a JSON Schema what says which fields there may be. */
interface Shape {
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly items?: Shape;
  readonly anyOf?: readonly Shape[];
}

/**
 * What no scenario comes to. Two schemas have fields because others share them: the program names its own report by hash and title, and what fails for good has no list of
 * faults. Dossiers are sent back only where two of them close in the same moment, on two nodes.
 */
const outOfReach: readonly string[] = [
  'ClosingBlocked.reopen',
  'ProcessCommandFailed.faults',
  'SubmissionRejected.report.date',
  'SubmissionRejected.report.number',
];

/** Event types, and fields of them by their paths, of which the events hold none: what a later program does to them, no replay would notice. Below a path that is missing nothing more is listed. */
export function missingFrom(events: readonly Pick<CorpusEvent, 'type' | 'data'>[], catalogue: readonly CatalogueEntry[]): string[] {
  const present = new Set<string>();
  for (const { type, data } of events) note(JSON.parse(data), type, present);
  return catalogue
    .flatMap(({ type, schema }) => [...new Set(absent(schema as Shape, type, present))])
    .filter((path) => !outOfReach.includes(path));
}

function note(value: unknown, path: string, present: Set<string>): void {
  if (Array.isArray(value)) for (const item of value) note(item, path, present);
  else {
    present.add(path);
    if (typeof value === 'object' && value !== null)
      for (const [key, inner] of Object.entries(value)) note(inner, `${path}.${key}`, present);
  }
}

function absent(schema: Shape, path: string, present: ReadonlySet<string>): string[] {
  if (schema.items) return absent(schema.items, path, present);
  if (!present.has(path)) return [path];
  const fields = Object.entries(schema.properties ?? {}).flatMap(([key, inner]) => absent(inner, `${path}.${key}`, present));
  return [...fields, ...(schema.anyOf ?? []).flatMap((one) => absent(one, path, present))];
}

import type { EventDefinition } from '#libs/event-sourcing';
import { httpStatusOf } from '#libs/http';
import { compareIds, type ErrorDefinition } from '#libs/kernel';
import { fieldsOf, type JsonSchema, type NameOf } from './fields.js';
import { code, page, table } from './markdown.js';
import { nameOfShape, plain, type SharedShape, sharedShapes } from './shared-shapes.js';

type EventTables = Readonly<Record<string, Readonly<Record<string, EventDefinition>>>>;

/** What is named in a stream's name behind the category. */
const streamNames: Readonly<Record<string, string>> = {
  ledger: 'ledger-main',
  dossier: 'dossier-{park}_{year}',
  evaluation: 'evaluation-{year}',
  scoringRun: 'scoringRun-{year}_{n}',
  award: 'award-{park}_{year}',
  erasure: 'erasure-main',
  process: 'process-{name}',
  checkpoint: 'checkpoint',
};

/** docs/catalogue.md: every event type by kind of stream, every error code by room. */
export function cataloguePage(tables: EventTables, errors: ReadonlyMap<string, ErrorDefinition>): string {
  const types = Object.values(tables).flatMap((events) => Object.keys(events));
  return page('Catalogue', `${types.length} event types in ${Object.keys(tables).length} kinds of streams, ${errors.size} error codes.`, [
    '## Events',
    ...Object.entries(tables).map(eventsOf),
    '### Shared shapes\n\nNamed by the tables above; `Line` is any of the `Line.…`, as the line kind of the metric says.',
    ...sharedShapes.map(shape),
    '## Errors',
    ...errorsByRoom(errors),
  ]);
}

function eventsOf([kind, events]: [string, Readonly<Record<string, EventDefinition>>]): string {
  const described = Object.values(events).map(({ type, version, about, schema }) =>
    [`#### ${type} · version ${version}`, about, fieldTable(plain(schema))].join('\n\n'),
  );
  return [`### ${code(streamNames[kind] ?? `${kind}-{id}`)}`, ...described].join('\n\n');
}

function shape({ name, about, schema }: SharedShape): string {
  // A shape is told by its own fields, not by its name.
  const others: NameOf = (inner) => (inner === schema ? undefined : nameOfShape(inner));
  return [`#### ${name}`, about, fieldTable(schema, others)].join('\n\n');
}

function fieldTable(schema: JsonSchema, nameOf: NameOf = nameOfShape): string {
  const rows = fieldsOf(schema, nameOf).map(({ path, type, required, rules }) => [code(path), type, required ? 'yes' : '–', rules]);
  const more = schema.additionalProperties === false ? '' : '\n\nFurther fields are allowed.';
  return (rows.length === 0 ? 'No fields.' : table(['field', 'type', 'required', 'rules'], rows)) + more;
}

function errorsByRoom(errors: ReadonlyMap<string, ErrorDefinition>): string[] {
  const rooms = new Map<string, string[][]>();
  for (const [name, { kind, zh, remedy }] of [...errors].sort(([a], [b]) => compareIds(a, b))) {
    const room = name.slice(0, name.indexOf('.'));
    const rows = rooms.get(room) ?? [];
    rooms.set(room, rows);
    rows.push([code(name), `${httpStatusOf(name, kind)} ${kind}`, zh, remedy]);
  }
  return [...rooms].map(([room, rows]) => `### ${code(room)}\n\n${table(['code', 'HTTP', '说明', '怎么办'], rows)}`);
}

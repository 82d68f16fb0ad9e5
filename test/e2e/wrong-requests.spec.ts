import { randomUUID } from 'node:crypto';
import { headersOf, people, type Person } from '../support/client.js';
import { county } from '../support/town.js';
import { openTown, park, town } from './wrong-input.cases.js';

/** A field's schema, as the API describes it. */
interface Field {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly example?: unknown;
  readonly $ref?: string;
  readonly allOf?: readonly Field[];
  readonly items?: Field;
}

type Schemas = Readonly<Record<string, { readonly properties?: Readonly<Record<string, Field>>; readonly required?: readonly string[] }>>;

interface Route {
  readonly method: string;
  readonly path: string;
  /** A body that has every field, each with a likely value. */
  readonly body: Readonly<Record<string, unknown>>;
}

/** Bodies that no command has. */
const nonsense: readonly unknown[] = [null, [], [null], 'x', 7, true];

/** Whoever might come through the door of a route. */
const callers = (): readonly Person[] => [
  people.taskForce,
  county,
  park.person,
  people.of('emergency'),
  people.of('industry'),
  people.admin,
];

/** Everything that the API's own description offers. */
async function routes(): Promise<Route[]> {
  const { text } = await town.api.raw('GET', '/api-json', headersOf(people.auditor));
  const { paths, components } = JSON.parse(text) as {
    paths: Record<string, Record<string, { requestBody?: { content: Record<string, { schema: Field }> } }>>;
    components: { schemas: Schemas };
  };
  return Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, { requestBody }]): Route => {
      const schema = requestBody?.content['application/json']?.schema;
      return { method, path, body: (schema ? likely('', schema, components.schemas) : {}) as Route['body'] };
    }),
  );
}

/** A value that a field might well have. */
function likely(name: string, field: Field, schemas: Schemas): unknown {
  const reference = field.$ref ?? field.allOf?.[0]?.$ref;
  if (reference !== undefined) {
    const of = reference.split('/').at(-1) ?? '';
    if (of === 'DocumentRefDto') return town.document('2024-01-04');
    return Object.fromEntries(Object.entries(schemas[of]?.properties ?? {}).map(([key, inner]) => [key, likely(key, inner, schemas)]));
  }
  if (field.enum) return field.enum[0];
  if (field.type === 'array') return field.items ? [likely(name, field.items, schemas)] : [];
  if (field.type === 'boolean') return true;
  if (field.type === 'number') return name === 'year' ? 2023 : 1;
  if (field.type === 'object') return {};
  if (name === 'scheme') return town.scheme.id;
  return /^(?:on|from|until|to|due|since|date|held|resultDay)$/.test(name) ? '2024-01-04' : (field.example ?? 'x');
}

/** A body with each of its fields left out, empty, a list, or of another kind. */
function spoilt(body: Route['body']): unknown[] {
  return Object.keys(body).flatMap((field) => {
    const { [field]: _left, ...rest } = body;
    return [rest, ...[null, [], [null], {}, 7].map((value) => ({ ...body, [field]: value }))];
  });
}

/** Parts of a path that exist, so that a request gets as far as it can. */
const known: Readonly<Record<string, string>> = {
  park: 'P1',
  year: '2023',
  metric: 'landArea',
  zone: 'ZONE-1',
  accident: 'SG-1',
  row: '2',
};

const fill = (path: string, value?: string): string =>
  path.replaceAll(/\{(\w+)\}/g, (_whole, name: string) => value ?? known[name] ?? randomUUID());

describe('requests that make no sense', () => {
  beforeAll(openTown);
  afterAll(() => town.dispose());

  it('are told apart from what breaks the server, on every route, whoever sends them', async () => {
    const broken: string[] = [];
    const commands = (await routes()).filter(({ method, path }) => method === 'post' && !/^\/(?:evidence|ledger\/rebuild)/.test(path));
    expect(commands.length).toBeGreaterThan(60);
    for (const { path, body } of commands) {
      const bodies = [...nonsense, body, ...spoilt(body)];
      const sent = callers().flatMap((who) =>
        bodies.map(async (one) => {
          const headers = { ...headersOf(who), 'content-type': 'application/json', 'idempotency-key': randomUUID(), 'if-match': '"1"' };
          const answer = await town.api.raw('POST', `${fill(path)}?dryRun=true`, headers, JSON.stringify(one));
          if (answer.status >= 500)
            broken.push(`${path} ${JSON.stringify(one)} by ${who.role}: ${answer.status} ${answer.text.slice(0, 200)}`);
        }),
      );
      await Promise.all(sent);
    }
    expect(broken).toEqual([]);
  }, 60_000);

  it('do not break a read either', async () => {
    const broken: string[] = [];
    const all = await routes();
    expect(all.length).toBeGreaterThan(60);
    for (const { path } of all.filter(({ method }) => method === 'get')) {
      for (const value of [undefined, '99999999999', '%00', '..%2F..']) {
        for (const query of ['', '?asOf=1&asOf=2', '?edition=0&before=x&limit=-1&from=x&after=x']) {
          const answer = await town.api.raw('GET', fill(path, value) + query, headersOf(people.auditor));
          if (answer.status >= 500) broken.push(`${fill(path, value)}${query}: ${answer.status} ${answer.text.slice(0, 200)}`);
        }
      }
    }
    expect(broken).toEqual([]);
  }, 60_000);
});

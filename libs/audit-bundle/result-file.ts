import { type Static, Type } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';
import { canonicalJson, named } from '#libs/kernel';
import { bundleErrors } from './errors.js';
import { resultReasons } from './reasons.js';

export const RESULT_FORMAT = 'parkledger-result@1';

const closed = { additionalProperties: false } as const;
const Hash = Type.String({ pattern: '^[0-9a-f]{64}$' });
const Code = Type.String({ minLength: 1, maxLength: 200 });
const Points = Type.String({ pattern: '^-?(?:0|[1-9]\\d*)(?:\\.\\d+)?$', maxLength: 60 });
const OrNull = <T extends ReturnType<typeof Type.String | typeof Type.Integer>>(schema: T) => Type.Union([schema, Type.Null()]);

/** One park's line of a published ranking. */
export const ResultRow = Type.Object(
  {
    park: Code,
    /** As registered when the bundle was made; null where the ledger does not say. */
    name: OrNull(Type.String({ maxLength: 2000 })),
    status: Type.Union([Type.Literal('ranked'), Type.Literal('transition'), Type.Literal('barred')]),
    rank: OrNull(Type.Integer({ minimum: 1 })),
    tier: Type.Union([Type.Literal('A'), Type.Literal('B'), Type.Literal('C'), Type.Null()]),
    /** 万元; null where none is proposed. */
    award: OrNull(Points),
    /** Why the award is held. */
    held: OrNull(Code),
    total: OrNull(Points),
    /** Points of each row by its code; in a public bundle with two decimals. */
    scores: Type.Union([Type.Record(Type.String({ pattern: '^[a-zA-Z][A-Za-z0-9]*$' }), Points), Type.Null()]),
    /** Why the park is barred. */
    reasons: Type.Union([Type.Array(Code), Type.Null()]),
    sheetHash: OrNull(Hash),
  },
  closed,
);
export type ResultRow = Static<typeof ResultRow>;

/** `results/<year>/edition-<n>.json`: a finalised edition as its run recorded it, ranked parks first. Everything in it but the names follows from events of the bundle. */
export const ResultFile = Type.Object(
  {
    format: Type.Literal(RESULT_FORMAT),
    year: Type.Integer({ minimum: 1949, maximum: 9999 }),
    edition: Type.Integer({ minimum: 1 }),
    run: Type.Integer({ minimum: 0 }),
    /** The ResultsFinalised. */
    finalised: Type.Object({ eventId: Type.String({ minLength: 1 }), index: Type.String({ pattern: '^(0|[1-9]\\d{0,18})$' }) }, closed),
    scheme: Type.Object({ id: Code, hash: Hash }, closed),
    engine: Code,
    resultDay: Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' }),
    resultHash: Hash,
    outcomeHash: Hash,
    ranked: Type.Integer({ minimum: 0 }),
    tiers: Type.Object({ A: Type.Integer(), B: Type.Integer(), C: Type.Integer() }, closed),
    parks: Type.Array(ResultRow),
  },
  closed,
);
export type ResultFile = Static<typeof ResultFile>;

/** Canonical JSON and a line feed. */
export function formatResultFile(result: ResultFile): string {
  return `${canonicalJson(result)}\n`;
}

/** @throws `bundle.resultMalformed` */
export function parseResultFile(text: string): ResultFile {
  const refuse = (reason: keyof typeof resultReasons): Error =>
    bundleErrors.error('bundle.resultMalformed', { reason: named(resultReasons, reason) });
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch {
    throw refuse('notJson');
  }
  if ((read as { format?: unknown } | null)?.format !== RESULT_FORMAT) throw refuse('format');
  if (!Value.Check(ResultFile, read)) throw refuse('fields');
  if (spelling(read) !== text) throw refuse('notCanonical');
  return read;
}

function spelling(result: ResultFile): string | undefined {
  try {
    return formatResultFile(result);
  } catch {
    return undefined;
  }
}

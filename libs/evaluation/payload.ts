import { type Static, Type } from '@sinclair/typebox';
import { dossierId, parseDossierId } from '#libs/dossier';

/** Building blocks of the payloads of this room's events. */

export const closed = { additionalProperties: false } as const;

export const Text = Type.String({ minLength: 1, maxLength: 4000 });
export const Code = Type.String({ minLength: 1, maxLength: 200 });
export const Park = Type.String({ minLength: 1, maxLength: 100 });
export const Year = Type.Integer({ minimum: 1949, maximum: 9999 });
export const Count = Type.Integer({ minimum: 0 });
/** A number that begins at one: an edition, an attempt, a chunk. */
export const Ordinal = Type.Integer({ minimum: 1 });
export const Revision = Type.Integer({ minimum: 0 });
export const Hash = Type.String({ pattern: '^[0-9a-f]{64}$' });
export const Day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' });
/** An opaque account id, never a name. */
export const Account = Type.String({ pattern: '^[\\x21-\\x7e]{1,100}$' });
/** A plain decimal amount, 万元 unless said otherwise. */
export const Amount = Type.String({ pattern: '^(?:0|[1-9]\\d*)(?:\\.\\d+)?$', maxLength: 40 });
export const EventId = Type.String({ format: 'uuid' });

export function oneOf<const T extends readonly string[]>(values: T) {
  return Type.Unsafe<T[number]>(Type.Union(values.map((value) => Type.Literal(value))));
}
export const orNull = <T extends ReturnType<typeof Type.String | typeof Type.Integer>>(schema: T) => Type.Union([schema, Type.Null()]);

/** A document as evidence: SHA-256 of its content, title, and where it has them 文号 and date. */
export const DocumentRef = Type.Object(
  { hash: Hash, title: Type.String({ minLength: 1, maxLength: 500 }), number: Type.Optional(Text), date: Type.Optional(Day) },
  closed,
);
export type DocumentRef = Static<typeof DocumentRef>;

/** A dossier as evaluations name it. */
export const DossierRef = Type.Object({ park: Park, year: Year }, closed);
export type DossierRef = Static<typeof DossierRef>;

/** A group of parks with equal totals; `blocks`: tier or money hangs on it (R34t). */
export const Tie = Type.Object({ parks: Type.Array(Park, { minItems: 2 }), blocks: Type.Boolean() }, closed);
export type Tie = Static<typeof Tie>;

/** The id of a run's stream: `{year}_{revision of its ScoringRequested}`. */
export const runId = (year: number, run: number): string => `${year}_${run}`;
export function parseRunId(id: string): { year: number; run: number } {
  const [year = '', run = ''] = id.split('_');
  return { year: Number.parseInt(year, 10), run: Number.parseInt(run, 10) };
}

/** The id of an award's stream: `{park}_{year}`, as a dossier's. */
export const awardId = (park: string, year: number): string => dossierId({ park, year });
export const parseAwardId = parseDossierId;

import { Type } from '@sinclair/typebox';
import { defineEvent, type EventsOf } from '#libs/event-sourcing';
import { DocumentRef } from '#libs/evidence';

const closed = { additionalProperties: false } as const;
const Hash = Type.String({ pattern: '^[0-9a-f]{64}$' });
const Account = Type.String({ minLength: 1, maxLength: 100 });

/** Every event type of the stream `scheme-{id}`. */
export const schemeEvents = {
  SchemeDrafted: defineEvent('SchemeDrafted', {
    about: '起草评分方案：内容全文及其哈希；采用前再次起草即替换，此前的确认作废',
    schema: Type.Object(
      {
        id: Type.String({ pattern: '^[a-z0-9]+(?:-[a-z0-9]+)*$' }),
        /** The whole scheme, checked by libs/scheme before it was recorded; its own `format` says how to read it. */
        content: Type.Object({ format: Type.String({ minLength: 1 }) }, { additionalProperties: true }),
        hash: Hash,
        source: Type.Optional(DocumentRef),
      },
      closed,
    ),
  }),
  SchemeConfirmed: defineEvent('SchemeConfirmed', {
    about: '专班具名确认方案中须确认的事项（征求意见稿依据、加分草案、事故等级草案），逐项写明理由',
    schema: Type.Object(
      {
        hash: Hash,
        confirmations: Type.Array(
          Type.Object({ code: Type.String({ minLength: 1 }), reason: Type.String({ minLength: 1, maxLength: 2000 }), by: Account }, closed),
          { minItems: 1 },
        ),
      },
      closed,
    ),
  }),
  SchemeAdopted: defineEvent('SchemeAdopted', {
    about: '采用评分方案：此后不可更改；依据文件和采用人',
    schema: Type.Object({ hash: Hash, basis: DocumentRef, approver: Account }, closed),
  }),
} as const;

export type SchemeEvent = EventsOf<typeof schemeEvents>;

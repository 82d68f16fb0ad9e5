import { type Static, type TLiteral, Type } from '@sinclair/typebox';
import { defineEvent, type EventsOf } from '#libs/event-sourcing';
import { DocumentRef } from '#libs/evidence';
import { departments } from '#libs/kernel';
import { workbookKinds } from '../forms/index.js';

const closed = { additionalProperties: false } as const;
const literals = <const T extends readonly string[]>(values: T) =>
  Type.Unsafe<T[number]>(Type.Union(values.map((value): TLiteral => Type.Literal(value))));

const Hash = Type.String({ pattern: '^[0-9a-f]{64}$' });
const Year = Type.Integer({ minimum: 1949, maximum: 9999 });
const Count = Type.Integer({ minimum: 0 });
const Version = Type.Integer({ minimum: 1 });
const Code = Type.String({ minLength: 1, maxLength: 100 });
const Reason = Type.String({ minLength: 1, maxLength: 2000 });

/** The delivered workbook: its hash, the name that it was delivered by, and what its content is. */
const WorkbookRef = Type.Object(
  { hash: Hash, title: Type.String({ minLength: 1, maxLength: 200 }), format: literals(['xlsx', 'xls', 'csv']) },
  closed,
);

/** For whom a workbook is delivered: the office, and the one park or county that it acts for. */
const Office = Type.Object({ department: literals(departments), park: Type.Optional(Code), county: Type.Optional(Code) }, closed);
export type Office = Static<typeof Office>;

/** What heads a submission, taken or not. `checkedAsOf`: the last log index that was known when it was checked, so that it can be checked alike again. */
const head = { checkedAsOf: Count, kind: literals(workbookKinds), year: Year, office: Office, file: WorkbookRef, warnings: Count };

/** What the workbook holds for one park's year: lines (or verdicts) of each metric; of a statement, how many accidents. */
export const SubmittedItem = Type.Object(
  {
    park: Code,
    year: Year,
    facts: Type.Array(Type.Object({ metric: Code, lines: Count, version: Type.Optional(Version) }, closed)),
    accidents: Type.Optional(Count),
  },
  closed,
);
export type SubmittedItem = Static<typeof SubmittedItem>;

/**
 * What is done with one fact: submitted anew, corrected (`version` stands and is replaced), verified (`version` is), or left alone, for it stands as delivered
 * (`version`).
 */
export const acts = ['submit', 'correct', 'verify', 'same'] as const;
export type ActOnFact = (typeof acts)[number];

/**
 * What is done for one park's year, pinned by what stood when it was accepted. `note`: an explanation that goes with the fact. `statement`: whether the accidents stated
 * are news.
 */
export const AcceptedItem = Type.Object(
  {
    park: Code,
    year: Year,
    facts: Type.Array(
      Type.Object({ metric: Code, act: literals(acts), version: Type.Optional(Version), note: Type.Optional(Reason) }, closed),
    ),
    statement: Type.Optional(literals(['state', 'same'])),
  },
  closed,
);
export type AcceptedItem = Static<typeof AcceptedItem>;

const Place = { park: Code, year: Year };

/** Every event type of the stream `submission-{id}`. */
export const submissionEvents = {
  SubmissionReceived: defineEvent('SubmissionReceived', {
    about: '收到一份报送的工作簿，逐格检查无误；所含内容按园区、年度、指标列数，待确认后办理',
    schema: Type.Object({ ...head, contentHash: Hash, items: Type.Array(SubmittedItem) }, closed),
  }),
  SubmissionRejected: defineEvent('SubmissionRejected', {
    about: '一份报送的工作簿有错误，整份未收；标注错误的工作簿另存为证据（report）',
    schema: Type.Object(
      {
        ...head,
        errors: Type.Integer({ minimum: 1 }),
        codes: Type.Array(Type.Object({ code: Code, count: Type.Integer({ minimum: 1 }) }, closed), { minItems: 1 }),
        report: DocumentRef,
      },
      closed,
    ),
  }),
  SubmissionAccepted: defineEvent('SubmissionAccepted', {
    about: '确认一份报送：按当时的预览对每个档案办理（新报、更正、核实，相同的不动）；更正的写明理由并附证据',
    schema: Type.Object(
      {
        office: Office,
        reason: Type.Optional(Reason),
        documents: Type.Array(DocumentRef, { maxItems: 50 }),
        items: Type.Array(AcceptedItem, { minItems: 1 }),
      },
      closed,
    ),
  }),
  SubmissionWithdrawn: defineEvent('SubmissionWithdrawn', {
    about: '收到的报送未经确认即撤回，什么也没有办理',
    schema: Type.Object({ reason: Type.Optional(Reason) }, closed),
  }),
  SubmissionApplied: defineEvent('SubmissionApplied', {
    about: '一份报送已对其全部档案办理：办成的（applied）与被拒的（refused，附代码）',
    schema: Type.Object(
      {
        applied: Type.Array(Type.Object(Place, closed)),
        refused: Type.Array(Type.Object({ ...Place, code: Code, message: Type.String({ maxLength: 2000 }) }, closed)),
      },
      closed,
    ),
  }),
} as const;

export type SubmissionEvent = EventsOf<typeof submissionEvents>;
export type SubmissionEventOf<T extends SubmissionEvent['type']> = Extract<SubmissionEvent, { type: T }>;

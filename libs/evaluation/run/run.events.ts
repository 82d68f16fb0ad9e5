import { type Static, Type } from '@sinclair/typebox';
import { defineEvent, type EventsOf } from '#libs/event-sourcing';
import { Amount, closed, Code, Count, Day, Hash, oneOf, Ordinal, orNull, Park, Text, Tie, Year } from '../payload.js';

/**
 * One stream as a run read it: up to `revision` (−1: the stream did not exist), the hash over its leaves up to there, and the hash of the canonical facts
 * that scoring received from it.
 */
export const Pin = Type.Object(
  { stream: Type.String({ minLength: 1 }), revision: Type.Integer({ minimum: -1 }), leavesHash: Hash, factsHash: Hash },
  closed,
);
export type Pin = Static<typeof Pin>;

/** Rulings of the task force that a run applies: groups of equal parks, best first, and the confirmed number of A (null: the scheme's). */
export const Rulings = Type.Object(
  { ties: Type.Array(Type.Array(Park, { minItems: 2 })), tierASize: orNull(Type.Integer({ minimum: 0 })) },
  closed,
);
export type Rulings = Static<typeof Rulings>;

const tiers = ['A', 'B', 'C'] as const;
export type Tier = (typeof tiers)[number];

/** Scores of the rows by their code, as rounded. */
const Scores = Type.Record(Type.String({ pattern: '^[a-zA-Z][A-Za-z0-9]*$' }), Amount);

/** Every event of a `scoringRun-{year}_{n}` stream. No RunCompleted, no run. */
export const runEvents = {
  RunInputsPinned: defineEvent('RunInputsPinned', {
    about: '计分所读的各个流：版本、叶子摘要、事实摘要（分块记录）',
    schema: Type.Object({ chunk: Ordinal, of: Ordinal, inputs: Type.Array(Pin) }, closed),
  }),
  RunStarted: defineEvent('RunStarted', {
    about: '计分开始：引擎版本、口径、裁定与全部输入的摘要',
    schema: Type.Object(
      {
        evaluation: Year,
        edition: Ordinal,
        engineVersion: Code,
        resultDay: Day,
        scheme: Type.Object({ id: Code, hash: Hash }, closed),
        rulings: Rulings,
        parks: Count,
        inputsHash: Hash,
      },
      closed,
    ),
  }),
  ParkScored: defineEvent('ParkScored', {
    about: '一个园区的得分与底稿摘要；不得参评的只列原因',
    schema: Type.Object(
      {
        park: Park,
        status: oneOf(['ranked', 'transition', 'barred']),
        reasons: Type.Optional(Type.Array(Code)),
        scores: Type.Optional(Scores),
        total: Type.Optional(Amount),
        sheetHash: Hash,
      },
      closed,
    ),
  }),
  TierAssigned: defineEvent('TierAssigned', {
    about: '一个园区的名次与档次；并列未决且影响档次的，档次为空',
    schema: Type.Object({ park: Park, rank: Ordinal, tier: Type.Union([oneOf(tiers), Type.Null()]) }, closed),
  }),
  AwardProposed: defineEvent('AwardProposed', {
    about: '拟奖励金额（万元）；并列未决的为空；有未定级事故的写明暂缓',
    schema: Type.Object({ park: Park, rank: Ordinal, amount: orNull(Amount), held: orNull(Code) }, closed),
  }),
  RunCompleted: defineEvent('RunCompleted', {
    about: '计分完成：结果摘要（底稿、排名、档次、奖励、事实），名次档次摘要，未决并列',
    schema: Type.Object(
      {
        resultHash: Hash,
        outcomeHash: Hash,
        ranked: Count,
        tiers: Type.Object({ A: Count, B: Count, C: Count }, closed),
        unresolvedTies: Type.Array(Tie),
      },
      closed,
    ),
  }),
  RunFailed: defineEvent('RunFailed', {
    about: '输入无法计分，附原因；本轮作废',
    schema: Type.Object({ code: Code, message: Text }, closed),
  }),
} as const;
export type RunEvent = EventsOf<typeof runEvents>;
export type RunEventOf<T extends RunEvent['type']> = Extract<RunEvent, { type: T }>;

import { Type } from '@sinclair/typebox';
import { defineEvent, type EventsOf } from '#libs/event-sourcing';
import { inWords, type InWords } from '#libs/kernel';
import { Amount, closed, Code, Day, DocumentRef, oneOf, Ordinal, Revision, Text } from '../payload.js';

const edition = Ordinal;

/** Every event of an `award-{park}_{year}` stream. Amounts in 万元. */
export const awardEvents = {
  AwardGranted: defineEvent('AwardGranted', {
    about: '定案后授予奖励',
    schema: Type.Object({ edition, run: Revision, rank: Ordinal, amount: Amount }, closed),
  }),
  AwardHeld: defineEvent('AwardHeld', {
    about: '奖励暂缓：有未定级的事故（R37）',
    schema: Type.Object({ edition, run: Revision, rank: Ordinal, amount: Amount, reason: Code }, closed),
  }),
  AwardVoided: defineEvent('AwardVoided', {
    about: '暂缓的奖励在新的一版中取消',
    schema: Type.Object({ edition, amount: Amount }, closed),
  }),
  AwardAdjustmentProposed: defineEvent('AwardAdjustmentProposed', {
    about: '新的一版与原奖励有差额，提出补发或追回（R42）',
    schema: Type.Object(
      { edition, run: Revision, kind: oneOf(['supplement', 'recover']), from: Amount, to: Amount, difference: Amount },
      closed,
    ),
  }),
  AwardAdjustmentLapsed: defineEvent('AwardAdjustmentLapsed', {
    about: '未决定的补发或追回因更新的一版而失效',
    schema: Type.Object({ edition, by: Ordinal }, closed),
  }),
  AwardAdjusted: defineEvent('AwardAdjusted', {
    about: '补发或追回的决定，逐笔写明依据并附文件',
    schema: Type.Object({ edition, decision: oneOf(['approved', 'rejected']), ground: Text, document: DocumentRef }, closed),
  }),
  AwardPaid: defineEvent('AwardPaid', {
    about: '拨付',
    schema: Type.Object({ amount: Amount, on: Day, document: DocumentRef }, closed),
  }),
  AwardRecovered: defineEvent('AwardRecovered', {
    about: '收回已拨付的奖励',
    schema: Type.Object({ amount: Amount, on: Day, document: DocumentRef }, closed),
  }),
  AwardUseReported: defineEvent('AwardUseReported', {
    about: '奖励资金的使用情况（R41）',
    schema: Type.Object(
      {
        uses: Type.Array(
          Type.Object({ use: Code, amount: Amount, reason: Type.Optional(Text), document: Type.Optional(DocumentRef) }, closed),
          {
            minItems: 1,
          },
        ),
        warnings: Type.Array(Type.Object({ code: Code, message: Text }, closed)),
      },
      closed,
    ),
  }),
} as const;
export type AwardEvent = EventsOf<typeof awardEvents>;

/** Why an award waits, as people read it. */
export const heldInWords = (reason: string): InWords => inWords(reason, reason === 'ungradedAccident' ? '有事故尚未定级' : reason);

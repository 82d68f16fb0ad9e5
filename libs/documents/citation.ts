import type { IsoInstant } from '#libs/kernel';
import { instantText, shortHash } from './text.js';

/** The point of the log that a document shows. */
export interface LedgerPoint {
  readonly index: number;
  /** When that point was reached, by the ledger's own time. */
  readonly at: IsoInstant;
}

/** The result that a document shows. */
export interface CitedResult {
  readonly edition: number;
  readonly run: number;
  readonly resultHash: string;
  readonly standing: 'proposed' | 'finalised';
}

/** What a document rests on, so that whoever holds it can find it in the ledger again. */
export function citationText({ index, at }: LedgerPoint, result?: CitedResult): string {
  const ledger = `账本序号 ${index}（${instantText(at)}）`;
  if (result === undefined) return ledger;
  const standing = result.standing === 'finalised' ? '已定案' : '拟定';
  return [`第 ${result.edition} 版（${standing}）`, `第 ${result.run} 轮计分`, `结果摘要 ${shortHash(result.resultHash)}`, ledger].join(
    '　',
  );
}

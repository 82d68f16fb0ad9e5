import { readFileSync } from 'node:fs';
import { evolveRecord, noRecord, type EvaluationRecord } from '../record.js';
import { parseScheme, type Scheme } from '#libs/scheme';
import { recorded } from '#libs/event-sourcing/testing';
import type { EvaluationEvent } from '#libs/evaluation';
import type { ResultRow, ShownResult } from '#libs/documents';

export const scheme: Scheme = parseScheme(readFileSync('seeds/schemes/luan-2023.yaml', 'utf8'));
const hash = 'ab'.repeat(32);

/** A ranked park whose first row has the given score, and every other row one point. */
export function ranked(park: string, rank: number, total: string, more: Partial<ResultRow> = {}): ResultRow {
  const scores = Object.fromEntries(scheme.rows.map(({ code }) => [code, '1.0000']));
  return { park, status: 'ranked', rank, tier: 'A', award: '50', held: null, total, scores, ...more };
}

/** A result of 2023 under the shipped scheme. */
export function resultOf(parks: readonly ResultRow[], more: Partial<ShownResult> = {}): ShownResult {
  return {
    year: 2023,
    city: '示例市',
    scheme,
    parks,
    edition: 1,
    run: 7,
    resultHash: hash,
    standing: 'proposed',
    point: { index: 120, at: '2024-08-09T08:00:00.000Z' },
    nameOf: (park) => `园区${park}`,
    ...more,
  };
}

/** The record that some events of an evaluation leave. */
export function recordOf(...events: readonly EvaluationEvent[]): EvaluationRecord {
  return events.reduce<EvaluationRecord>(
    (record, event, i) =>
      evolveRecord(record, recorded({ event, at: `2024-08-${String(10 + i)}T01:00:00.000Z` }, { stream: 'evaluation-2023', revision: i })),
    noRecord,
  );
}

export const document = { hash, title: '文件', number: '示例专〔2024〕3号', date: '2024-08-08' };
export const published = {
  type: 'NoticePublished',
  data: { edition: 1, run: 7, outcomeHash: hash, from: '2024-08-14', workingDays: 5, until: '2024-08-20', document },
} as const satisfies EvaluationEvent;

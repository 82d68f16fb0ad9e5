import { sumDecimals } from '#libs/kernel';
import type { RowCode, Scheme } from '#libs/scheme';
import type { CitedResult, LedgerPoint } from '../citation.js';
import type { Table } from '../model.js';
import { publicDigits } from '../public-digits.js';
import { NOTHING } from '../text.js';
import { type ColumnOf, tableOf } from './table.js';

/** A park's line of a result, with its exact digits. */
export interface ResultRow {
  readonly park: string;
  readonly status: 'ranked' | 'transition' | 'barred';
  readonly rank: number | null;
  readonly tier: 'A' | 'B' | 'C' | null;
  readonly award: string | null;
  readonly held: string | null;
  readonly total: string | null;
  readonly scores: Readonly<Record<string, string>> | null;
}

/** A result and what its documents need beside it. */
export interface ShownResult extends CitedResult {
  readonly year: number;
  /** Of the jurisdiction, before the year in every title. */
  readonly city: string;
  readonly scheme: Scheme;
  readonly parks: readonly ResultRow[];
  readonly point: LedgerPoint;
  /** A park's name. */
  readonly nameOf: (park: string) => string;
}

/** A ranked park as public tables tell of it: rank, tier, total, row scores, award, and nothing else (readings, «Confidential»). */
export interface PublicRow {
  readonly rank: string;
  readonly park: string;
  readonly name: string;
  readonly tier: string;
  readonly total: string;
  readonly scores: Readonly<Partial<Record<RowCode, string>>>;
  readonly award: string | null;
  readonly held: boolean;
}

/** The ranked parks, best first. */
export function publicRows({ parks, nameOf }: Pick<ShownResult, 'parks' | 'nameOf'>): readonly PublicRow[] {
  const ranked = parks.filter((row) => row.status === 'ranked' && row.rank !== null);
  const digits = publicDigits(ranked.map(({ total, scores }) => ({ total: total ?? '0', scores: scores ?? {} })));
  const shared = new Set(ranked.map(({ rank }) => rank).filter((rank, i, all) => all.indexOf(rank) !== i));
  return ranked.map(({ park, rank, tier, award, held }, i) => ({
    rank: shared.has(rank) ? `${rank}（并列）` : String(rank),
    park,
    name: nameOf(park),
    tier: tier ?? '待裁定',
    total: digits[i]?.total ?? NOTHING,
    scores: digits[i]?.scores ?? {},
    award,
    held: held !== null,
  }));
}

/** What stands in an award's cell: 待定 while a tie hangs on it, 暂缓 while an accident is not graded. */
export function awardText({ award, held, tier }: Pick<PublicRow, 'award' | 'held' | 'tier'>): string {
  if (held) return '暂缓';
  if (award === null) return tier === 'A' || tier === '待裁定' ? '待定' : NOTHING;
  return award === '0' ? NOTHING : award;
}

/** What a ranking says of a park, as text. */
interface RankingCells<T> {
  readonly rank: (one: T) => string;
  readonly name: (one: T) => string;
  readonly score: (one: T, row: RowCode) => string | undefined;
  readonly total: (one: T) => string;
  readonly tier: (one: T) => string;
  readonly award: (one: T) => string;
}

/** Rank, park, row scores, total, tier, award; `totalWidth`: exact totals are longer than rounded ones. */
export function rankingColumns<T>({ rows, totalPoints }: Scheme, of: RankingCells<T>, totalWidth = 6): ColumnOf<T>[] {
  return [
    { header: '名次', width: 4.5, align: 'centre', cell: of.rank },
    { header: '园区', width: 20, cell: of.name },
    ...rows.map(({ name, points, code }): ColumnOf<T> => ({
      header: `${name}（${points}）`,
      width: 6,
      align: 'right',
      cell: (one) => of.score(one, code) ?? NOTHING,
    })),
    { header: `总分（${totalPoints}）`, width: totalWidth, align: 'right', cell: of.total },
    { header: '档次', width: 4, align: 'centre', cell: of.tier },
    { header: '奖励金额（万元）', width: 6.5, align: 'right', cell: of.award },
  ];
}

export const NOBODY_RANKED = '没有参加排名的园区';

/** The ranking as the public sees it. */
export function rankingTable(result: ShownResult, name: string): Table {
  const columns = rankingColumns<PublicRow>(result.scheme, {
    rank: ({ rank }) => rank,
    name: (row) => row.name,
    score: ({ scores }, code) => scores[code],
    total: ({ total }) => total,
    tier: ({ tier }) => tier,
    award: awardText,
  });
  return tableOf(name, publicRows(result), columns, NOBODY_RANKED);
}

/** How many parks are not in the ranking, by reason; a sentence for the notes, or nothing. */
export function unrankedNote({ parks }: Pick<ShownResult, 'parks'>): readonly string[] {
  const count = (status: ResultRow['status']): number => parks.filter((row) => row.status === status).length;
  const parts = [
    ...(count('transition') > 0 ? [`过渡期园区 ${count('transition')} 家`] : []),
    ...(count('barred') > 0 ? [`不得参评的园区 ${count('barred')} 家`] : []),
  ];
  return parts.length === 0 ? [] : [`另有${parts.join('、')}，不参加排名。`];
}

/** What every public table says about its digits. */
export const DIGITS_NOTE = '得分显示两位小数，相邻园区显示相同而实际不同的，显示至可以区分的位数；名次按未取舍的得分排定。';

/** Sum of the awards, 万元: what is held or hangs on a tie is not in it. */
export function awardSum(rows: readonly PublicRow[]): string {
  return sumDecimals(rows.filter(({ held }) => !held).map(({ award }) => award ?? '0'));
}

import { QueryBus } from '@nestjs/cqrs';
import { RankingQuery } from '#libs/evaluation/nest';
import { ParksQuery } from '#libs/registry/nest';
import { rankingTable } from './ranking-table.js';
import type { Server } from './server.js';

const TOP = 10;
/** Who reads at the terminal of the machine itself. */
const terminal = { account: 'terminal', role: 'auditor' } as const;

/** Prints the top ten of a finalised year: rank, park, total, tier, award. */
export async function printTopTen({ app }: Server, year: number): Promise<void> {
  const queries = app.get(QueryBus);
  const [ranking, parks] = await Promise.all([queries.execute(new RankingQuery(year, terminal)), queries.execute(new ParksQuery({}))]);
  const names = new Map(parks.data.map((park) => [park.id, park.name]));
  const rows = ranking.data.parks
    .filter((row) => row.rank !== null)
    .slice(0, TOP)
    .map((row) => ({
      rank: row.rank ?? 0,
      park: `${row.park} ${names.get(row.park) ?? ''}`,
      total: row.total ?? '',
      tier: row.tier ?? '待裁定',
      award: row.award ?? '待裁定',
    }));
  const { edition, rankedCount } = ranking.data;
  console.log(`\n${year} 年度小微企业园绩效评价（第 ${edition} 版，参评 ${rankedCount} 家）前 ${rows.length} 名\n`);
  console.log(rankingTable(rows));
}

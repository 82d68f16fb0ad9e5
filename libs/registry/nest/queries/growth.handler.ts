import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { VALID_AT } from '#libs/event-sourcing';
import { firstDayOf, lastDayOf, parkStatusFor } from '#libs/registry';
import type { Answer } from '#libs/http';
import { type Counted, type Growth, GrowthQuery } from './queries.js';
import { type Asking, RegistryReads, rows } from './registry-reads.js';

/** One line for each enterprise that was ever admitted anywhere: its first day, and whether some stay of it covers the given day. */
const SETTLED = `
  SELECT t.enterprise AS enterprise, MIN(t.from_day) AS first, MAX(t.from_day <= ? AND (t.to_day IS NULL OR t.to_day >= ?)) AS present
  FROM registry_tenancies t WHERE ${VALID_AT} AND t.from_day IS NOT NULL GROUP BY t.enterprise`;
const SMALL = `SELECT id, small_micro FROM registry_enterprises WHERE ${VALID_AT}`;

@QueryHandler(GrowthQuery)
export class GrowthHandler implements IQueryHandler<GrowthQuery> {
  constructor(private readonly reads: RegistryReads) {}

  execute({ year, at }: GrowthQuery): Promise<Answer<Growth>> {
    return this.reads.ask((db, index) => growth(db, index, year), at);
  }
}

function growth(db: Asking, index: number, year: number): Growth {
  const last = lastDayOf(year);
  const count = (condition: string, ...params: string[]): Counted => {
    const [counted] = db.all<{ n: number; small: number | null }>(
      `SELECT COUNT(*) AS n, SUM(COALESCE(e.small_micro, 0)) AS small FROM (${SETTLED}) s LEFT JOIN (${SMALL}) e ON e.id = s.enterprise WHERE ${condition}`,
      last,
      last,
      index,
      index,
      index,
      index,
      ...params,
    );
    return { all: counted?.n ?? 0, smallMicro: counted?.small ?? 0 };
  };
  // Bars do not touch the number of parks: only recognition on 31 December counts here.
  const rules = { readings: { falseEvidence: { barYears: 0 } } };
  const parks = rows(db, 'registry_parks', index);
  return {
    year,
    parksRecognised: parks.filter((park) => parkStatusFor(park, year, last, rules).status.recognised).length,
    newlySettled: count('s.first BETWEEN ? AND ?', firstDayOf(year), last),
    settledInAll: count('s.first <= ?', last),
    tenants: count('s.present = 1'),
  };
}

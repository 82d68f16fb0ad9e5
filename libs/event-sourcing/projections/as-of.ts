import { eventSourcingErrors as errors } from '../errors.js';
import type { LogPoint } from '../log/log-point.js';
import type { ReadDb } from '../projection.js';

const INDEX = /^(?:0|[1-9]\d{0,14})$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2})$/;

/**
 * The point of the log that `asOf` names: a log index, or an instant with its zone = the last index with effectiveAt ≤ it (DESIGN §8).
 * @throws `asOf.malformed`, `asOf.beforeLedger`, `asOf.notYet`
 */
export function resolveAsOf(db: Pick<ReadDb, 'all'>, asOf: string): LogPoint {
  const columns = 'SELECT position, idx AS "index", effective_at AS effectiveAt FROM event_log';
  if (INDEX.test(asOf)) {
    const [found] = db.all<LogPoint>(`${columns} WHERE idx = ?`, Number.parseInt(asOf, 10));
    if (found) return found;
    const [last] = db.all<{ last: number }>('SELECT MAX(idx) AS last FROM event_log');
    throw errors.error('asOf.notYet', { asOf, last: last?.last ?? null });
  }
  const [found] = db.all<LogPoint>(`${columns} WHERE effective_at <= ? ORDER BY effective_at DESC, idx DESC LIMIT 1`, instantOf(asOf));
  if (!found) throw errors.error('asOf.beforeLedger', { asOf });
  return found;
}

function instantOf(asOf: string): string {
  const instant = new Date(asOf);
  const day = asOf.slice(0, 10);
  // new Date() takes 31 February for 2 March.
  const exists = INSTANT.test(asOf) && new Date(`${day}T00:00:00Z`).toJSON()?.slice(0, 10) === day && !Number.isNaN(instant.getTime());
  if (!exists) throw errors.error('asOf.malformed', { asOf });
  return instant.toISOString();
}

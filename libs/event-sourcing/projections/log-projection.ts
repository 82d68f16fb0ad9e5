import type { LogEntry } from '../events.js';
import { isClockError } from '../log/effective-time.js';
import type { Projection, ReadDb } from '../projection.js';

/**
 * The log itself, one row an event: gives `asOf` its index and single streams their revision as of an index. Always among a node's projections.
 * `event_log.effective_at` is the running maximum of recorded_at without the stamps that are known to be wrong today.
 */
export const logProjection: Projection = {
  name: 'log',
  version: 1,
  schema: `
    CREATE TABLE event_log (
      idx INTEGER PRIMARY KEY, position TEXT NOT NULL, stream TEXT NOT NULL, revision INTEGER NOT NULL, event_id TEXT NOT NULL, type TEXT NOT NULL,
      recorded_at TEXT NOT NULL, effective_at TEXT NOT NULL
    );
    CREATE UNIQUE INDEX event_log_stream ON event_log (stream, revision);
    CREATE UNIQUE INDEX event_log_event ON event_log (event_id);
    CREATE INDEX event_log_effective ON event_log (effective_at, idx);
    CREATE TABLE wrong_stamp (event_id TEXT PRIMARY KEY) WITHOUT ROWID;`,
  apply(db, { index, effectiveAt, event }: LogEntry): void {
    db.run(
      'INSERT INTO event_log (idx, position, stream, revision, event_id, type, recorded_at, effective_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
      index,
      event.position,
      event.stream,
      event.revision,
      event.id,
      event.type,
      event.metadata.recordedAt,
      effectiveAt,
    );
    if (isClockError(event)) takeOut(db, (event.data as { eventId: string }).eventId);
  },
};

/** Takes a stamp out of the running maximum, from its event on. Rare: it may visit the whole log. */
function takeOut(db: ReadDb, eventId: string): void {
  db.run('INSERT OR IGNORE INTO wrong_stamp (event_id) VALUES (?)', eventId);
  db.run(
    `UPDATE event_log SET effective_at = trusted.at
     FROM (
       SELECT idx, MAX(CASE WHEN event_id IN (SELECT event_id FROM wrong_stamp) THEN '' ELSE recorded_at END) OVER (ORDER BY idx) AS at
       FROM event_log
     ) AS trusted
     WHERE trusted.idx = event_log.idx AND event_log.idx >= (SELECT idx FROM event_log WHERE event_id = ?)`,
    eventId,
  );
}

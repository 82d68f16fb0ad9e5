import type { Database } from '#libs/sqlite';
import { type StoreView, decideAppend } from '../append-rules.js';
import { killPoint } from '../kill-point.js';
import type { AppendResult, EventToAppend, ExpectedRevision, Position, StoredEvent } from '../port.js';
import { IN_LOG } from './schema.js';

const COLUMNS = 'position, stream, revision, id, type, data, metadata';

const SQL = {
  byId: `SELECT ${COLUMNS} FROM events WHERE id = ?`,
  lastRevision: 'SELECT revision FROM events WHERE stream = ? ORDER BY revision DESC LIMIT 1',
  lastPosition: 'SELECT max(position) AS position FROM events',
  insert: `INSERT INTO events (${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)`,
  forwards: `SELECT ${COLUMNS} FROM events WHERE stream = ? AND revision >= ? ORDER BY revision LIMIT ?`,
  backwards: `SELECT ${COLUMNS} FROM events WHERE stream = ? AND revision <= ? ORDER BY revision DESC LIMIT ?`,
  log: `SELECT ${COLUMNS} FROM events INDEXED BY log_order WHERE position > ? AND ${IN_LOG} ORDER BY position LIMIT ?`,
  head: `SELECT position FROM events INDEXED BY log_order WHERE ${IN_LOG} ORDER BY position DESC LIMIT 1`,
} as const;

type Row = Omit<StoredEvent, 'position'> & { readonly position: number };

/** The statements on the table of events. Everything is synchronous and may throw DatabaseBusyError. */
export class EventTable implements StoreView {
  constructor(private readonly database: Database) {}

  lastRevision(stream: string): number | undefined {
    return this.database.all<{ revision: number }>(SQL.lastRevision, [stream])[0]?.revision;
  }

  eventById(id: string): StoredEvent | undefined {
    return this.database.all<Row>(SQL.byId, [id]).map(toEvent)[0];
  }

  streamPage(stream: string, backwards: boolean, from: number | undefined, limit: number): readonly StoredEvent[] {
    const [sql, start] = backwards ? [SQL.backwards, from ?? Number.MAX_SAFE_INTEGER] : [SQL.forwards, from ?? 0];
    return this.database.all<Row>(sql, [stream, start, limit === Infinity ? -1 : limit]).map(toEvent);
  }

  logPage(after: Position | undefined, limit: number): readonly StoredEvent[] {
    return this.database.all<Row>(SQL.log, [BigInt(after ?? 0), limit]).map(toEvent);
  }

  head(): Position | undefined {
    const row = this.database.all<{ position: number }>(SQL.head)[0];
    return row && String(row.position);
  }

  /** Position of the last event of any stream; 0 where there is none. */
  lastPosition(): number {
    return this.database.all<{ position: number | null }>(SQL.lastPosition)[0]?.position ?? 0;
  }

  /**
   * One append, inside an open transaction. The first event gets the position after `lastPosition`.
   * @throws WrongExpectedRevisionError, EventIdConflictError.
   */
  append(stream: string, expected: ExpectedRevision, events: readonly EventToAppend[], lastPosition: number): AppendResult {
    const decision = decideAppend(this, stream, expected, events);
    if (decision.kind === 'repeated') return decision.answer;
    events.forEach((event, n) => {
      if (n > 0) killPoint('in-append');
      const row = [lastPosition + 1 + n, stream, decision.firstRevision + n, event.id, event.type, event.data, event.metadata];
      this.database.run(SQL.insert, row);
    });
    return { revision: decision.firstRevision + events.length - 1, position: String(lastPosition + events.length) };
  }
}

function toEvent(row: Row): StoredEvent {
  return { ...row, position: String(row.position) };
}

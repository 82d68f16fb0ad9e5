import { type LogEntry, type Projection, putRow, type ReadDb, type Recorded, validRowsTable } from '#libs/event-sourcing';
import { parseStreamName } from '#libs/kernel';
import { evolveScheme, noScheme, type SchemeEvent, type SchemeState } from '#libs/rulebook';

/** One row for each state that a scheme was in, valid by log index; `state` is the folded stream as JSON. */
export const schemeProjection: Projection = {
  name: 'rulebook_schemes',
  version: 1,
  schema: `${validRowsTable('rulebook_schemes', { id: 'TEXT' }, { status: 'TEXT', hash: 'TEXT', state: 'TEXT' })}
    CREATE INDEX rulebook_schemes_by_hash ON rulebook_schemes (hash);`,
  apply(db: ReadDb, { event, index }: LogEntry): void {
    const { category, id } = parseStreamName(event.stream);
    if (category !== 'scheme') return;
    const [row] = db.all<{ state: string }>('SELECT state FROM rulebook_schemes WHERE id = ? AND valid_to IS NULL', id);
    const before = row ? (JSON.parse(row.state) as SchemeState) : noScheme;
    const state = evolveScheme(before, event as Recorded<SchemeEvent>);
    if (state.status === 'none') return;
    putRow(db, 'rulebook_schemes', { id }, { status: state.status, hash: state.hash, state: JSON.stringify(state) }, index);
  },
};

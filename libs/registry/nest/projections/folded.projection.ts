import {
  type Command,
  type Decider,
  type DomainEvent,
  type LogEntry,
  type Projection,
  putRow,
  type ReadDb,
  type Recorded,
  validRowsTable,
} from '#libs/event-sourcing';
import { parseStreamName } from '#libs/kernel';

type Cell = string | number | null;

/** A read model of one kind of stream: for each stream, one row for each state that it was in, valid [valid_from, valid_to) by log index. */
export interface FoldedTable<State> {
  readonly table: string;
  readonly version: number;
  /** Columns to search by; beside them stand `id` and `state` (JSON). */
  readonly columns: Readonly<Record<string, 'TEXT' | 'INTEGER'>>;
  readonly indexes: readonly string[];
  cells(state: State): Readonly<Record<string, Cell | undefined>>;
}

/** The projection of such a table: its rows are what the decider's own evolve makes of the events, so that no second reading of events can drift from it. */
export function foldedProjection<State, C extends Command, E extends DomainEvent, Extra>(
  decider: Decider<State, C, E, Extra>,
  { table, version, columns, indexes, cells }: FoldedTable<State>,
): Projection {
  return {
    name: table,
    version,
    schema: [
      validRowsTable(table, { id: 'TEXT' }, { ...columns, state: 'TEXT' }),
      ...indexes.map((list, i) => `CREATE INDEX ${table}_by_${i} ON ${table} (${list});`),
    ].join('\n'),
    apply(db: ReadDb, { event, index }: LogEntry): void {
      const { category, id } = parseStreamName(event.stream);
      if (category !== decider.category) return;
      const [current] = db.all<{ state: string }>(`SELECT state FROM ${table} WHERE id = ? AND valid_to IS NULL`, id);
      const before = current ? (JSON.parse(current.state) as State) : decider.initial;
      const state = decider.evolve(before, event as Recorded<E>);
      const found = cells(state);
      const values = Object.fromEntries(Object.keys(columns).map((name) => [name, found[name] ?? null]));
      putRow(db, table, { id }, { ...values, state: JSON.stringify(state) }, index);
    },
  };
}

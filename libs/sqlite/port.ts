/** What may be bound to a parameter. Whole numbers are bound as SQL integers, other numbers as reals. */
export type SqlValue = string | number | bigint | Uint8Array | null;

/** How much a commit waits for: `FULL` = it survives a power cut; `NORMAL` = the file stays sound, but the last commits may be lost. */
export type Synchronous = 'FULL' | 'NORMAL';

export interface OpenOptions {
  readonly synchronous: Synchronous;
  /** Refuses every write. The file must exist. Default: false, and the file is made where there is none. */
  readonly readonly?: boolean;
  /**
   * The file is finished: nobody writes it any more (a back-up). Nothing is made beside it, so that it may lie on a read-only disk, and nothing that lies beside it
   * is read. Implies `readonly`.
   */
  readonly immutable?: boolean;
  /** How long a statement waits for another connection's lock, in milliseconds, **with the event loop standing still**. Default 0: DatabaseBusyError at once. */
  readonly timeoutMs?: number;
}

/** How a transaction begins. `immediate` takes the write lock at once, so that it can't fail half-way for it; `deferred` is for reads. */
export type TransactionMode = 'immediate' | 'deferred';

/**
 * One connection to one SQLite file: the only face of the driver that the rest of the house sees, so that the driver can be changed. Everything is synchronous.
 * Every method throws DatabaseBusyError or DatabaseError. Integers beyond ±2^53 are not read exactly: store them as text.
 */
export interface Database {
  readonly path: string;
  /** Whether a transaction is open. After some errors (full disk) SQLite ends it by itself. */
  readonly inTransaction: boolean;
  /** All rows of a query. */
  all<Row extends object = Record<string, SqlValue>>(sql: string, params?: readonly SqlValue[]): Row[];
  /** The bytes of the first row's only column, nothing where there is no row. Bytes are read this way alone: drivers differ in what `all` makes of them. */
  bytes(sql: string, params?: readonly SqlValue[]): Uint8Array | undefined;
  /** Runs one statement that returns no rows. */
  run(sql: string, params?: readonly SqlValue[]): { readonly changes: number };
  /** Runs several statements without parameters. */
  exec(sql: string): void;
  /** BEGIN, work, COMMIT; where work throws, ROLLBACK and the error goes on. `work` must be synchronous. */
  transaction<T>(work: () => T, mode?: TransactionMode): T;
  /** Inside a transaction: undoes what `work` did where it throws, and nothing else. The error goes on. */
  savepoint<T>(work: () => T): T;
  /** Rolls back an open transaction and releases the file. A second call does nothing. */
  close(): void;
}

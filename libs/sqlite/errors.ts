/** Another connection holds the database (SQLITE_BUSY, SQLITE_LOCKED). Nothing was done; trying again may work. */
export class DatabaseBusyError extends Error {
  override readonly name = 'DatabaseBusyError';
}

/** The database refused: a constraint, a damaged file, a full disk, a file that can't be opened. `code` is SQLite's own (`SQLITE_FULL`, …). */
export class DatabaseError extends Error {
  override readonly name = 'DatabaseError';
  constructor(
    message: string,
    readonly code: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** The file does not have the setting that durability rests on (write-ahead log, `synchronous`). It is not opened. */
export class DatabaseSettingError extends Error {
  override readonly name = 'DatabaseSettingError';
  constructor(
    readonly path: string,
    readonly setting: string,
    readonly wanted: string,
    readonly actual: string,
  ) {
    super(`${path}: ${setting} is ${actual}, not ${wanted}`);
  }
}

/** Another process works on the folder. */
export class FolderLockedError extends Error {
  override readonly name = 'FolderLockedError';
  constructor(readonly folder: string) {
    super(`another process works on the folder ${folder}`);
  }
}

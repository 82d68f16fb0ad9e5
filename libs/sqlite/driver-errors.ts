/** SQLite's code of an error that the driver threw. Where it can't open a file it gives none. */
export function codeOf(error: object): string {
  return 'code' in error && typeof error.code === 'string' && error.code !== '' ? error.code : 'SQLITE_CANTOPEN';
}

/** Another connection holds what is wanted, in any of SQLite's extended forms. */
export function isBusyCode(code: string): boolean {
  return code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED');
}

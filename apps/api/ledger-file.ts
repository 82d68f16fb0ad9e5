/** The embedded store's file in the data folder. */
export const LEDGER_FILE = 'ledger.db';

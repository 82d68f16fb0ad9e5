/** The command line can't be understood; the message is the one line that the person at the terminal sees. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** There is no ledger where one was said to be. Nothing was made there. */
export class NoLedgerError extends Error {
  override readonly name = 'NoLedgerError';
  constructor(readonly shown: string) {
    super(`no ledger at ${shown}`);
  }
}

/** The person at the terminal, or the system, ended the work. */
export class InterruptedError extends Error {
  override readonly name = 'InterruptedError';
}

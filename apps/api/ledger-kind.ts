/** What kind of ledger a folder is opened as. */
export type LedgerKind =
  | {
      readonly kind: 'real';
      readonly jurisdiction: string;
      readonly keysFile: string;
      /** The key of the log. Default: beside the ledger's keys. */
      readonly logKeyFile?: string;
    }
  | {
      readonly kind: 'sample';
      readonly jurisdiction: string;
      readonly seed: string;
      readonly start: string;
      /** The clock stands still until a loader lets it go: what processes do meanwhile bears the loader's instants, after a restart too. */
      readonly standing?: boolean;
    };

import path from 'node:path';
import type { LedgerAddress } from './address.js';

type Environment = Readonly<Partial<Record<string, string>>>;

/** Where a node keeps what is not in the store, as the server's own settings say (docs/operations.md). */
export interface Places {
  /** What the node keeps for itself; with the embedded store, the ledger too. */
  readonly dataDir: string;
  readonly evidenceDir: string;
  readonly keysFile: string;
  /** The key that signs heads. */
  readonly logKey: string;
}

/** `flags`: what the command line says instead of the environment. */
export function placesOf(
  address: LedgerAddress,
  env: Environment,
  flags: { readonly evidence?: string | undefined; readonly keys?: string | undefined } = {},
): Places {
  const dataDir = address.kind === 'sqlite' ? address.folder : path.resolve(env.DATA_DIR ?? 'data');
  const keysFile = path.resolve(flags.keys ?? env.LEDGER_KEYS ?? path.join(dataDir, 'keys', 'ledger-keys.json'));
  return {
    dataDir,
    evidenceDir: path.resolve(flags.evidence ?? env.EVIDENCE_DIR ?? path.join(dataDir, 'evidence')),
    keysFile,
    logKey: path.resolve(env.LOG_KEY ?? path.join(path.dirname(keysFile), 'log-key.pem')),
  };
}

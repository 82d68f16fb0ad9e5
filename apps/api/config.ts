import path from 'node:path';

/** Where the server runs and where its data lie. The environment's names are PORT, DATA_DIR, EVENT_STORE, LEDGER_KEYS and JURISDICTION. */
export interface Config {
  readonly port: number;
  readonly dataDir: string;
  /** Path of the file with the ledger's keys. */
  readonly keysFile: string;
  /** Whose ledger a new real one is; a ledger never changes it. */
  readonly jurisdiction: string;
  /** `sample`: the fictional city on a simulated clock; `real`: an empty ledger of a city. */
  readonly mode: 'sample' | 'real';
}

/** A setting that can't be used; its message is the one line that the person at the terminal sees. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/** Reads the settings from the environment and the command line. */
export function readConfig(env: Readonly<Record<string, string | undefined>>, args: readonly string[]): Config {
  const unknown = args.find((arg) => arg !== '--empty');
  if (unknown !== undefined) throw new ConfigError(`不认识的参数「${unknown}」；可用的只有 --empty（打开正式账本）`);
  const port = env.PORT ?? '3000';
  if (!/^\d{1,5}$/.test(port) || Number.parseInt(port, 10) > 65_535) throw new ConfigError(`PORT 的值「${port}」不是端口号（0–65535）`);
  const store = env.EVENT_STORE ?? 'embedded';
  if (store !== 'embedded') {
    // The address may hold a password: name its scheme only.
    throw new ConfigError(`EVENT_STORE 的值「${store.split(':')[0] ?? ''}:…」本版尚不支持；可用的只有 embedded（内置账本）`);
  }
  const dataDir = path.resolve(env.DATA_DIR ?? 'data');
  return {
    port: Number.parseInt(port, 10),
    dataDir,
    keysFile: path.resolve(env.LEDGER_KEYS ?? path.join(dataDir, 'keys', 'ledger-keys.json')),
    jurisdiction: env.JURISDICTION ?? '六安市',
    mode: args.includes('--empty') ? 'real' : 'sample',
  };
}

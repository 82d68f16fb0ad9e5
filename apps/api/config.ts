import { readFileSync } from 'node:fs';
import path from 'node:path';
import { StoreAddressError } from '#libs/event-store';
import { isEventStoreDbAddress, parseAddress } from '#libs/event-store/eventstoredb';

/** Every name of the environment that the server reads; the containers' files are checked against it. */
export const environmentNames = [
  'PORT',
  'HOST',
  'DATA_DIR',
  'EVENT_STORE',
  'EVENT_STORE_FILE',
  'EVIDENCE_DIR',
  'LEDGER_KEYS',
  'LOG_KEY',
  'JURISDICTION',
  'READY_LAG',
  'STOP_GRACE_SECONDS',
] as const;

/** Where the ledger's events are: in the data folder, or on an EventStoreDB. */
export type StoreSetting = { readonly kind: 'embedded' } | { readonly kind: 'eventStoreDb'; readonly address: string };

/** Where the server runs and where its data lie. */
export interface Config {
  readonly port: number;
  /** The address that it listens on: loopback unless said otherwise, for until people sign in whoever reaches it can say who they are. */
  readonly host: string;
  /** What this node keeps for itself; with the embedded store, the ledger too. */
  readonly dataDir: string;
  readonly store: StoreSetting;
  /** Delivered files. All nodes of one ledger share it. */
  readonly evidenceDir: string;
  /** Path of the file with the ledger's keys. All nodes of one ledger have the same. */
  readonly keysFile: string;
  /** Path of the file with the key that signs the log's checkpoints. All nodes of one ledger have the same. */
  readonly logKeyFile: string;
  /** Whose ledger a new real one is; a ledger never changes it. */
  readonly jurisdiction: string;
  /** `sample`: the fictional city on a simulated clock; `real`: an empty ledger of a city. */
  readonly mode: 'sample' | 'real';
  /** How many events the read models may be behind before the node says that it is not ready. */
  readonly readyLag: number;
  /** How long requests that were accepted may take once the server is told to stop, in milliseconds. */
  readonly stopGraceMs: number;
}

/** A setting that can't be used; its message is the one line that the person at the terminal sees. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

type Environment = Readonly<Partial<Record<string, string>>>;

/** Reads the settings from the environment and the command line. @throws ConfigError */
export function readConfig(env: Environment, args: readonly string[]): Config {
  const unknown = args.find((arg) => arg !== '--empty');
  if (unknown !== undefined) throw new ConfigError(`不认识的参数「${unknown}」；可用的只有 --empty（打开正式账本）`);
  const dataDir = path.resolve(env.DATA_DIR ?? 'data');
  const keysFile = path.resolve(env.LEDGER_KEYS ?? path.join(dataDir, 'keys', 'ledger-keys.json'));
  return {
    port: portOf(env.PORT ?? '3000'),
    host: env.HOST ?? '127.0.0.1',
    dataDir,
    store: storeOf(env),
    evidenceDir: path.resolve(env.EVIDENCE_DIR ?? path.join(dataDir, 'evidence')),
    keysFile,
    logKeyFile: path.resolve(env.LOG_KEY ?? logKeyBeside(keysFile)),
    jurisdiction: env.JURISDICTION ?? '六安市',
    mode: args.includes('--empty') ? 'real' : 'sample',
    readyLag: wholeNumber('READY_LAG', env.READY_LAG ?? '1000'),
    stopGraceMs: wholeNumber('STOP_GRACE_SECONDS', env.STOP_GRACE_SECONDS ?? '20') * 1000,
  };
}

/** Where the log's key lies unless said otherwise: beside the ledger's keys. */
export function logKeyBeside(keysFile: string): string {
  return path.join(path.dirname(keysFile), 'log-key.pem');
}

function portOf(text: string): number {
  if (!/^\d{1,5}$/.test(text) || Number.parseInt(text, 10) > 65_535) throw new ConfigError(`PORT 的值「${text}」不是端口号（0–65535）`);
  return Number.parseInt(text, 10);
}

function wholeNumber(name: string, text: string): number {
  if (!/^\d{1,7}$/.test(text)) throw new ConfigError(`${name} 的值「${text}」不是整数（0–9999999）`);
  return Number.parseInt(text, 10);
}

/** The address may hold a password: no message repeats it. */
function storeOf(env: Environment): StoreSetting {
  const address =
    env.EVENT_STORE_FILE === undefined ? (env.EVENT_STORE ?? 'embedded') : fileContent('EVENT_STORE_FILE', env.EVENT_STORE_FILE);
  if (address === 'embedded') return { kind: 'embedded' };
  if (!isEventStoreDbAddress(address)) {
    throw new ConfigError('EVENT_STORE 的值不能识别；可用 embedded（内置账本）或 esdb://主机:端口（EventStoreDB）');
  }
  try {
    parseAddress(address);
  } catch (error) {
    if (error instanceof StoreAddressError) throw new ConfigError(`EVENT_STORE 的地址不能使用：${error.message}`);
    throw error;
  }
  return { kind: 'eventStoreDb', address };
}

function fileContent(name: string, file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    throw new ConfigError(`${name} 所指的文件 ${file} 不能读取（${(error as NodeJS.ErrnoException).code ?? ''}）`);
  }
}

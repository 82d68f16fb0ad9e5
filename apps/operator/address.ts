import { realpathSync } from 'node:fs';
import path from 'node:path';
import { UsageError } from './errors.js';

/** Where a ledger's events are kept. `shown` is what may be printed: it never holds a password. */
export type LedgerAddress =
  | { readonly kind: 'sqlite'; readonly folder: string; readonly shown: string }
  | { readonly kind: 'eventStoreDb'; readonly connection: string; readonly shown: string };

const SERVER = /^(esdb(?:\+discover)?):\/\/(.*)$/s;
/** One or more hosts, each with or without a port. */
const HOSTS = /^([\w.-]+|\[[\da-f:.]+\])(:\d+)?(,([\w.-]+|\[[\da-f:.]+\])(:\d+)?)*$/i;

/** Reads `sqlite:FOLDER`, `esdb://…` or `esdb+discover://…`. @throws UsageError */
export function parseAddress(text: string): LedgerAddress {
  const folder = /^sqlite:(?!\/\/)(.+)$/s.exec(text)?.[1];
  if (folder !== undefined) return { kind: 'sqlite', folder: path.resolve(folder), shown: `sqlite:${folder}` };
  const [, scheme, rest] = SERVER.exec(text) ?? [];
  // The address may hold a password: what can't be read is not repeated.
  if (scheme === undefined || rest === undefined)
    throw new UsageError('地址要写成 sqlite:数据目录、esdb://主机:端口 或 esdb+discover://主机:端口');
  const hosts = hostsOf(rest);
  if (!HOSTS.test(hosts)) throw new UsageError(`${scheme}:// 地址里读不出主机和端口；口令中的特殊字符要写成 %XX`);
  return { kind: 'eventStoreDb', connection: text, shown: `${scheme}://${hosts}` };
}

/** Behind the last @ before anything else is cut off: a password may hold every other sign. */
function hostsOf(rest: string): string {
  return rest.slice(rest.lastIndexOf('@') + 1).split(/[/?]/, 1)[0] ?? '';
}

/** Whether two addresses are one place. Two names of one server are not noticed; a copy onto itself finds everything there and writes nothing. */
export function isSamePlace(one: LedgerAddress, other: LedgerAddress): boolean {
  if (one.kind === 'sqlite' && other.kind === 'sqlite') return real(one.folder) === real(other.folder);
  return one.shown === other.shown;
}

function real(folder: string): string {
  try {
    return realpathSync(folder);
  } catch {
    return folder;
  }
}

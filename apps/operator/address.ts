import { realpathSync } from 'node:fs';
import path from 'node:path';
import { StoreAddressError } from '#libs/event-store';
import { isEventStoreDbAddress, parseAddress as parseServer } from '#libs/event-store/eventstoredb';
import { UsageError } from './errors.js';

/** Where a ledger's events are kept. `shown` is what may be printed: it never holds a password. */
export type LedgerAddress =
  | { readonly kind: 'sqlite'; readonly folder: string; readonly shown: string }
  | { readonly kind: 'eventStoreDb'; readonly connection: string; readonly shown: string };

/** Reads `sqlite:FOLDER`, `esdb://…` or `esdb+discover://…`. @throws UsageError */
export function parseAddress(text: string): LedgerAddress {
  const folder = /^sqlite:(?!\/\/)(.+)$/s.exec(text)?.[1];
  if (folder !== undefined) return { kind: 'sqlite', folder: path.resolve(folder), shown: `sqlite:${folder}` };
  // The address may hold a password: what can't be read is not repeated.
  if (!isEventStoreDbAddress(text)) throw new UsageError('地址要写成 sqlite:数据目录、esdb://主机:端口 或 esdb+discover://主机:端口');
  return { kind: 'eventStoreDb', connection: text, shown: shownOf(text) };
}

function shownOf(text: string): string {
  try {
    const { discover, endpoints } = parseServer(text);
    return `esdb${discover ? '+discover' : ''}://${endpoints.map(({ address, port }) => `${address}:${port}`).join(',')}`;
  } catch (error) {
    if (error instanceof StoreAddressError) throw new UsageError(`地址不能使用：${error.message}`);
    throw error;
  }
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

/** As parseAddress; a data folder may stand as it is, for only what begins like an address is one. @throws UsageError */
export function parseDataAddress(text: string): LedgerAddress {
  return parseAddress(/^[a-z+]+:/i.test(text) ? text : `sqlite:${text}`);
}

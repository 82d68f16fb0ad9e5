import { StoreAddressError } from '../errors.js';

/** A node of the database, by name and gRPC port. */
export interface Endpoint {
  readonly address: string;
  readonly port: number;
}

/** How to reach an EventStoreDB, as its connection string says it. */
export interface Address {
  readonly endpoints: readonly Endpoint[];
  /** `esdb+discover://`: the one name stands for all nodes. */
  readonly discover: boolean;
  readonly tls: boolean;
  readonly credentials?: { readonly username: string; readonly password: string };
  readonly options: Readonly<Partial<Record<NumberOption | FileOption | 'nodePreference' | 'connectionName', string>>>;
}

type NumberOption = (typeof numberOptions)[number];
type FileOption = (typeof fileOptions)[number];

export const numberOptions = [
  'maxDiscoverAttempts',
  'discoveryInterval',
  'gossipTimeout',
  'defaultDeadline',
  'keepAliveInterval',
  'keepAliveTimeout',
] as const;
export const fileOptions = ['tlsCAFile', 'userCertFile', 'userKeyFile'] as const;
const nodePreferences = ['leader', 'follower', 'read_only_replica', 'random'];
const DEFAULT_PORT = 2113;

/** Whether a text names an EventStoreDB. */
export function isEventStoreDbAddress(text: string): boolean {
  return /^(?:esdb|kurrentdb)(?:\+discover)?:\/\//.test(text);
}

/**
 * Reads a connection string (`esdb://…`, `esdb+discover://…`). The client would read it too, but prints it whole where it does not like it, cuts a password at a
 * raw `:` or `@`, and drops credentials silently where TLS is off; here each of these is refused, and no refusal repeats what may be a secret.
 * @throws StoreAddressError
 */
export function parseAddress(text: string): Address {
  const match = /^(?:esdb|kurrentdb)(\+discover)?:\/\/(?:([^/?]*)@)?([^/?@]+)\/?(?:\?(.*))?$/.exec(text.trim());
  if (!match) throw new StoreAddressError('应为 esdb://主机:端口[,主机:端口…]?选项=值，密码中的特殊字符须用百分号编码');
  const [, discover, userInfo, hosts = '', query = ''] = match;
  const endpoints = hosts.split(',').map(endpointOf);
  if (discover && endpoints.length > 1) throw new StoreAddressError('esdb+discover:// 只能写一个主机名');
  const { tls, options } = optionsOf(query);
  const credentials = userInfo === undefined ? undefined : credentialsOf(userInfo);
  if (credentials && !tls) throw new StoreAddressError('tls=false 时用户名和密码不会被发送；请去掉 tls=false，或去掉用户名和密码');
  return { endpoints, discover: discover !== undefined, tls, options, ...(credentials === undefined ? {} : { credentials }) };
}

/** The nodes of an address, for people: nothing of it is secret. */
export function nodesOf({ endpoints }: Address): string {
  return endpoints.map(({ address, port }) => `${address}:${port}`).join('、');
}

function endpointOf(text: string): Endpoint {
  const match = /^([A-Za-z0-9_.-]+|\[[0-9A-Fa-f:.]+\])(?::(\d{1,5}))?$/.exec(text.trim());
  const port = match?.[2] === undefined ? DEFAULT_PORT : Number.parseInt(match[2], 10);
  if (!match || port < 1 || port > 65_535) throw new StoreAddressError('主机应写作 名称:端口（端口 1–65535）');
  return { address: match[1] as string, port };
}

function credentialsOf(userInfo: string): { username: string; password: string } {
  const [username = '', password = '', ...rest] = userInfo.split(':');
  if (username === '' || password === '' || rest.length > 0 || userInfo.includes('@')) {
    throw new StoreAddressError('用户名和密码应写作 用户名:密码@，其中的 : @ / ? 须用百分号编码（如 %3A、%40）');
  }
  return { username: decoded(username), password: decoded(password) };
}

function optionsOf(query: string): Pick<Address, 'tls' | 'options'> {
  let tls = true;
  const options: Record<string, string> = {};
  for (const pair of query.split('&').filter((part) => part !== '')) {
    const at = pair.indexOf('=');
    const [name, value] = [canonicalName(pair.slice(0, Math.max(at, 0))), decoded(pair.slice(at + 1))];
    if (name === undefined || at < 1) throw new StoreAddressError(`不认识的选项「${pair.slice(0, at < 1 ? undefined : at)}」`);
    if (name === 'tls') tls = booleanOf(name, value);
    else options[name] = checked(name, value);
  }
  return { tls, options };
}

/** Names are taken as the client takes them: whatever their case, with or without _ and -. */
function canonicalName(given: string): keyof Address['options'] | 'tls' | undefined {
  const flat = (name: string): string => name.toLowerCase().replaceAll(/[_-]/g, '');
  return (['tls', 'nodePreference', 'connectionName', ...numberOptions, ...fileOptions] as const).find(
    (name) => flat(name) === flat(given),
  );
}

function checked(name: string, value: string): string {
  if ((numberOptions as readonly string[]).includes(name) && !/^-?\d{1,9}$/.test(value))
    throw new StoreAddressError(`选项 ${name} 须是整数`);
  if (name !== 'nodePreference') return value;
  const preference = value.toLowerCase().replaceAll(/[-]/g, '_');
  if (!nodePreferences.includes(preference)) throw new StoreAddressError(`选项 nodePreference 只能是 ${nodePreferences.join('、')}`);
  return preference;
}

function booleanOf(name: string, value: string): boolean {
  if (value !== 'true' && value !== 'false') throw new StoreAddressError(`选项 ${name} 只能是 true 或 false`);
  return value === 'true';
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new StoreAddressError('百分号编码不完整');
  }
}

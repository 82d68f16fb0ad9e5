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
  /** As text; numbers are whole numbers that the client takes. */
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
/** The least that the client takes; −1 switches keep-alive off. */
const LEAST: Readonly<Record<NumberOption, number>> = {
  maxDiscoverAttempts: 1,
  discoveryInterval: 0,
  gossipTimeout: 1,
  defaultDeadline: 1,
  keepAliveInterval: -1,
  keepAliveTimeout: -1,
};
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
  // An @ behind the hosts means that a raw / or ? stands in the password.
  const match = /^(?:esdb|kurrentdb)(\+discover)?:\/\/(?:([^/?]*)@)?([^/?@]+)\/?(?:\?([^@]*))?$/.exec(text.trim());
  if (!match) throw new StoreAddressError('应为 esdb://主机:端口[,主机:端口…]?选项=值，密码中的特殊字符须用百分号编码');
  const [, discover, userInfo, hosts = '', query = ''] = match;
  const endpoints = hosts.split(',').map(endpointOf);
  if (discover && endpoints.length > 1) throw new StoreAddressError('esdb+discover:// 只能写一个主机名');
  const { tls, options } = optionsOf(query);
  const credentials = userInfo === undefined ? undefined : credentialsOf(userInfo);
  if (credentials && !tls) throw new StoreAddressError('tls=false 时用户名和密码不会被发送；请去掉 tls=false，或去掉用户名和密码');
  if (fileOptions.some((name) => options[name] !== undefined) && !tls)
    throw new StoreAddressError('tls=false 时证书文件不会被使用；请去掉 tls=false，或去掉证书选项');
  if ((options.userCertFile === undefined) !== (options.userKeyFile === undefined))
    throw new StoreAddressError('选项 userCertFile 和 userKeyFile 须一起写');
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
    const given = pair.slice(0, Math.max(at, 0));
    const [name, value] = [canonicalName(given), decoded(pair.slice(at + 1))];
    // What does not look like a name may be a part of a password that was cut.
    if (name === undefined) throw new StoreAddressError(/^[A-Za-z_-]+$/.test(given) ? `不认识的选项「${given}」` : '选项应写作 名称=值');
    if (name === 'tls') tls = booleanOf(name, value);
    else options[name] = checked(name, value);
  }
  return { tls, options };
}

/** Names are taken as the client takes them: whatever their case, with or without _ and -. */
function canonicalName(given: string): keyof Address['options'] | 'tls' | undefined {
  return (['tls', 'nodePreference', 'connectionName', ...numberOptions, ...fileOptions] as const).find(
    (name) => flat(name) === flat(given),
  );
}

function flat(name: string): string {
  return name.toLowerCase().replaceAll(/[_-]/g, '');
}

function checked(name: keyof Address['options'], value: string): string {
  if (isNumberOption(name) && !(/^-?\d{1,9}$/.test(value) && Number.parseInt(value, 10) >= LEAST[name])) {
    throw new StoreAddressError(`选项 ${name} 须是不小于 ${LEAST[name]} 的整数`);
  }
  if (name === 'nodePreference' && flat(value) !== 'leader') {
    throw new StoreAddressError('选项 nodePreference 只能是 leader：读写都须由主节点应答，才不会读到过时的内容');
  }
  return value;
}

function isNumberOption(name: string): name is NumberOption {
  return (numberOptions as readonly string[]).includes(name);
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

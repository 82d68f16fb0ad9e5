import { readFileSync } from 'node:fs';
import { createSecureContext } from 'node:tls';
import type { EventStoreDBClient } from '@eventstore/db-client';
import { StoreAddressError } from '../errors.js';
import { type Address, type Endpoint, fileOptions, numberOptions } from './address.js';

type ChannelCredentialOptions = NonNullable<ConstructorParameters<typeof EventStoreDBClient>[1]>;

/** What the package's client is made from; its files have been read. */
export interface ClientSettings {
  /** Where it is to look for the leader; absent: the one node of the address is the one to go to. */
  readonly candidates?: readonly Endpoint[];
  readonly endpoint?: Endpoint;
  readonly nodePreference: 'leader';
  readonly connectionName?: string;
  readonly numbers: Readonly<Record<string, number>>;
  readonly channel: ChannelCredentialOptions;
  readonly credentials?: Address['credentials'];
}

/**
 * In seconds, as the client counts it: how long a node may take to say who leads. By default it waits 5 s, longer than a whole call may take, so that one node that
 * hangs would cost a call each time it is asked first.
 */
const GOSSIP_TIMEOUT_S = 1;

/** @throws StoreAddressError for files that can't be read or used */
export function clientSettings({ endpoints, discover, tls, options, credentials }: Address): ClientSettings {
  const { connectionName } = options;
  const numbers = numberOptions.flatMap((name) =>
    options[name] === undefined ? [] : [[name, Number.parseInt(options[name], 10)] as const],
  );
  const [endpoint] = endpoints;
  return {
    ...(discover || endpoints.length > 1 ? { candidates: endpoints } : { endpoint }),
    nodePreference: 'leader',
    numbers: { gossipTimeout: GOSSIP_TIMEOUT_S, ...Object.fromEntries(numbers) },
    channel: tls ? secured(options) : { insecure: true },
    ...(connectionName === undefined ? {} : { connectionName }),
    ...(credentials === undefined ? {} : { credentials }),
  };
}

function secured(options: Address['options']): ChannelCredentialOptions {
  const [ca, cert, key] = fileOptions.map((name) => (options[name] === undefined ? undefined : fileOf(name, options[name])));
  try {
    createSecureContext({ ca, cert, key });
  } catch (error) {
    throw new StoreAddressError(`${fileOptions.join('、')} 所指的文件不是可用的证书和密钥（${codeOf(error)}）`);
  }
  return {
    insecure: false,
    ...(ca ? { rootCertificate: ca } : {}),
    ...(cert && key ? { userCertFile: cert, userKeyFile: key } : {}),
  };
}

function fileOf(name: string, path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    throw new StoreAddressError(`选项 ${name} 所指的文件 ${path} 不能读取（${codeOf(error)}）`);
  }
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? '';
}

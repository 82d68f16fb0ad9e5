import type { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import type { finished } from 'node:stream';
import { EventStoreDBClient } from '@eventstore/db-client';
import './quiet-client.js';
import { StoreAddressError } from '../errors.js';
import { type Address, fileOptions, numberOptions } from './address.js';

type GrpcStream = Parameters<typeof finished>[0] & EventEmitter;

/** The package's client, made from an address, with two of its defects (6.2.1) mended by the doors that it has for its own parts. */
export class OwnClient extends EventStoreDBClient {
  #channel: ReturnType<OwnClient['getChannel']> | undefined;

  constructor(address: Address) {
    // The constructor's overloads tell the three forms apart by their keys.
    super(settingsOf(address) as { endpoint: string }, channelOf(address), address.credentials);
    const { getChannel, GRPCStreamCreator } = this;
    this.getChannel = () => (this.#channel = getChannel());
    // A reply that nobody waits for (sent twice, or after a stream error) makes the client throw in the middle of nowhere, which would end the process.
    this.GRPCStreamCreator = (Client, debugName, creator, cache) => {
      if (debugName !== 'appendToStream') return GRPCStreamCreator(Client, debugName, creator, cache);
      return GRPCStreamCreator(Client, debugName, async (client) => ignoringStrayReplies(await creator(client)), cache);
    };
  }

  /** Ends its calls, and the connection too: dispose() alone leaves it open. */
  async end(): Promise<void> {
    await this.dispose();
    const channel = await this.#channel?.catch(() => undefined);
    channel?.close();
  }
}

function ignoringStrayReplies<S extends GrpcStream>(stream: S): S {
  for (const listener of stream.listeners('data')) {
    stream.off('data', listener as () => void);
    stream.on('data', (reply: unknown) => {
      try {
        (listener as (reply: unknown) => void)(reply);
      } catch (error) {
        if (!(error instanceof TypeError)) throw error;
      }
    });
  }
  return stream;
}

function settingsOf({ endpoints, discover, options }: Address): object {
  const numbers = Object.fromEntries(
    numberOptions.flatMap((name) => (options[name] === undefined ? [] : [[name, Number.parseInt(options[name], 10)]])),
  );
  const common = {
    ...numbers,
    nodePreference: options.nodePreference ?? 'leader',
    ...(options.connectionName === undefined ? {} : { connectionName: options.connectionName }),
  };
  const [first] = endpoints;
  if (discover) return { discover: first, ...common };
  return endpoints.length > 1 ? { endpoints, ...common } : { endpoint: first, ...common };
}

function channelOf({ tls, options }: Address): object {
  if (!tls) return { insecure: true };
  const [rootCertificate, userCertFile, userKeyFile] = fileOptions.map((name) => {
    const path = options[name];
    return path === undefined ? undefined : fileOf(name, path);
  });
  return {
    insecure: false,
    ...(rootCertificate ? { rootCertificate } : {}),
    ...(userCertFile && userKeyFile ? { userCertFile, userKeyFile } : {}),
  };
}

function fileOf(name: string, path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    throw new StoreAddressError(`选项 ${name} 所指的文件 ${path} 不能读取（${(error as NodeJS.ErrnoException).code ?? ''}）`);
  }
}

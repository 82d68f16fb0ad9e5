import { readFileSync } from 'node:fs';
import { EventStoreDBClient } from '@eventstore/db-client';
import type { ClientDuplexStream, ClientReadableStream } from '@grpc/grpc-js';
import './quiet-client.js';
import { StoreAddressError } from '../errors.js';
import { turn } from '../reading.js';
import { type Address, fileOptions, numberOptions } from './address.js';
import { services, type streams } from './wire/stubs.js';

/**
 * The package's client, made from an address: it finds the leader, connects, encrypts and signs in. What goes over the connection are its own generated messages, sent
 * and read here and not by its appendToStream and readAll (docs/adr/0015).
 */
export class OwnClient extends EventStoreDBClient {
  #channel: ReturnType<OwnClient['getChannel']> | undefined;

  constructor(address: Address) {
    // The constructor's overloads tell the three forms apart by their keys.
    super(settingsOf(address) as { endpoint: string }, channelOf(address), address.credentials);
    const { getChannel } = this;
    this.getChannel = () => (this.#channel = getChannel());
    // Where to go on after a failure is Connection's part: the client would close the channel under calls that go on, and a search for the leader that fails meanwhile
    // would end the process.
    this.handleError = () => Promise.resolve();
  }

  /** One call that reads or subscribes. */
  openRead(request: streams.ReadReq): Promise<ClientReadableStream<streams.ReadResp>> {
    return this.GRPCStreamCreator(services.StreamsClient, 'read', (client) => client.read(request, ...this.#endless()))();
  }

  /** One call over which appends go, and their answers come, in any number. */
  openAppends(): Promise<ClientDuplexStream<streams.BatchAppendReq, streams.BatchAppendResp>> {
    return this.GRPCStreamCreator(services.StreamsClient, 'appends', (client) => client.batchAppend(...this.#endless()))();
  }

  /** Ends its calls, and the connection too: dispose() alone leaves it open. Not in the turn in which one of them was reset (see OpenRead). */
  async end(): Promise<void> {
    await turn();
    await this.dispose();
    const channel = await this.#channel?.catch(() => undefined);
    channel?.close();
  }

  /** Every call is bounded by whoever waits for it: a deadline of the protocol does not bound one to a server that is silent. */
  #endless(): ReturnType<OwnClient['callArguments']> {
    return this.callArguments({ requiresLeader: true }, { deadline: Infinity });
  }
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

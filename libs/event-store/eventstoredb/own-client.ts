import { EventStoreDBClient } from '@eventstore/db-client';
import type { ClientDuplexStream, ClientReadableStream } from '@grpc/grpc-js';
import './quiet-client.js';
import { turn } from '../reading.js';
import type { Endpoint } from './address.js';
import type { ClientSettings } from './client-settings.js';
import { answered, type Written } from './wire/answered.js';
import { received, type Received } from './wire/received.js';
import { services, type streams } from './wire/stubs.js';

const { read, batchAppend } = services.StreamsService;

/**
 * The package's client, made from an address: it finds the leader, connects, encrypts and signs in. What goes over the connection are its own generated messages, sent
 * and read here and not by its appendToStream and readAll (docs/adr/0015).
 */
export class OwnClient extends EventStoreDBClient {
  #channel: ReturnType<OwnClient['getChannel']> | undefined;
  readonly #candidates: Endpoint[];

  constructor({ candidates = [], endpoint, nodePreference, connectionName, numbers, channel, credentials }: ClientSettings) {
    const endpoints = [...candidates];
    // The constructor's overloads tell its forms apart by their keys; a name that stands for all nodes is a list of one.
    const nodes = endpoint ? { endpoint } : { endpoints };
    const name = connectionName === undefined ? {} : { connectionName };
    super({ ...nodes, ...numbers, nodePreference, ...name } as object as { endpoint: Endpoint }, channel, credentials);
    this.#candidates = endpoints;
    const { getChannel } = this;
    this.getChannel = () => (this.#channel = getChannel());
    // Where to go on after a failure is Connection's part: the client would close the channel under calls that go on, and a search for the leader that fails meanwhile
    // would end the process.
    this.handleError = () => Promise.resolve();
  }

  /** One call that reads or subscribes. */
  openRead(request: streams.ReadReq): Promise<ClientReadableStream<Received>> {
    return this.GRPCStreamCreator(services.StreamsClient, 'read', (client) =>
      client.makeServerStreamRequest(read.path, read.requestSerialize, received, request, ...this.#endless()),
    )();
  }

  /** One call over which appends go, and their answers come, in any number. */
  openAppends(): Promise<ClientDuplexStream<streams.BatchAppendReq, Written | streams.BatchAppendResp>> {
    return this.GRPCStreamCreator(services.StreamsClient, 'appends', (client) =>
      client.makeBidiStreamRequest(batchAppend.path, batchAppend.requestSerialize, answered, ...this.#endless()),
    )();
  }

  /** Ends its calls, and the connection too: dispose() alone leaves it open. Not in the turn in which one of them was reset (see OpenRead). */
  async end(): Promise<void> {
    await turn();
    await this.dispose();
    // A search for the leader can't be called off and may last: it is left nobody to ask, and what it finds all the same is closed.
    this.#candidates.length = 0;
    this.#channel?.then(
      (channel) => channel.close(),
      () => undefined,
    );
  }

  /** Every call is bounded by whoever waits for it: a deadline of the protocol does not bound one to a server that is silent. */
  #endless(): ReturnType<OwnClient['callArguments']> {
    return this.callArguments({ requiresLeader: true }, { deadline: Infinity });
  }
}

import { randomUUID } from 'node:crypto';
import { convertToCommandError } from '@eventstore/db-client';
import type { ClientDuplexStream } from '@grpc/grpc-js';
import { StoreUnavailableError } from '../errors.js';
import type { EventToAppend, ExpectedRevision, Position } from '../port.js';
import { refusalOf } from './failures.js';
import type { OwnClient } from './own-client.js';
import { append } from './wire/requests.js';
import type { streams } from './wire/stubs.js';

interface Waiting {
  readonly stream: string;
  resolve(position: Position): void;
  reject(error: unknown): void;
}

/** The call over which one client's appends go. Whoever waits when it ends is told that the outcome is unknown; an answer that nobody waits for is passed over. */
export class AppendCall {
  readonly #waiting = new Map<string, Waiting>();
  #call: Promise<ClientDuplexStream<streams.BatchAppendReq, streams.BatchAppendResp>> | undefined;

  constructor(private readonly client: OwnClient) {}

  /** Sends an append; where its last event is said to stand. @throws WrongExpectedVersionError, MaxAppendSizeExceededError, …; anything else: unknown */
  append(stream: string, expected: ExpectedRevision, events: readonly EventToAppend[], correlationId = randomUUID()): Promise<Position> {
    return new Promise((resolve, reject) => {
      this.#waiting.set(correlationId, { stream, resolve, reject });
      this.#call ??= this.#open();
      this.#call.then(
        (call) => void call.write(append(correlationId, stream, expected, events)),
        (error: unknown) => this.#end(error),
      );
    });
  }

  async #open(): Promise<ClientDuplexStream<streams.BatchAppendReq, streams.BatchAppendResp>> {
    const call = await this.client.openAppends();
    call.on('data', (answer: streams.BatchAppendResp) => this.#hear(answer));
    call.on('error', (error: Error) => this.#end(convertToCommandError(error)));
    for (const ending of ['end', 'close']) call.on(ending, () => this.#end(new StoreUnavailableError('the call was ended')));
    return call;
  }

  #hear(answer: streams.BatchAppendResp): void {
    const id = answer.getCorrelationId()?.getString() ?? '';
    const waiting = this.#waiting.get(id);
    if (!waiting) return;
    this.#waiting.delete(id);
    const refusal = answer.getError();
    const position = answer.getSuccess()?.getPosition()?.getCommitPosition();
    if (refusal) waiting.reject(refusalOf(refusal, waiting.stream));
    else if (position === undefined) waiting.reject(new StoreUnavailableError('the answer names no position'));
    else waiting.resolve(position);
  }

  #end(error: unknown): void {
    this.#call = undefined;
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const { reject } of waiting) reject(error);
  }
}

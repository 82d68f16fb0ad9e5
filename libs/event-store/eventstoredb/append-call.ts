import { randomUUID } from 'node:crypto';
import type { ClientDuplexStream } from '@grpc/grpc-js';
import { StoreUnavailableError } from '../errors.js';
import type { EventToAppend, ExpectedRevision, Position } from '../port.js';
import { failureOf, refusalOf } from './failures.js';
import type { OwnClient } from './own-client.js';
import { append } from './wire/requests.js';
import { Written } from './wire/answered.js';
import type { streams } from './wire/stubs.js';

type Answer = Written | streams.BatchAppendResp;
type Opening = Promise<ClientDuplexStream<streams.BatchAppendReq, Answer>>;

interface Waiting {
  readonly stream: string;
  resolve(position: Position): void;
  reject(error: unknown): void;
}

/** The call over which one client's appends go. Whoever waits when it ends is told that the outcome is unknown; an answer that nobody waits for is passed over. */
export class AppendCall {
  readonly #waiting = new Map<string, Waiting>();
  #call: Opening | undefined;

  constructor(private readonly client: OwnClient) {}

  /**
   * Sends an append; where its last event is said to stand.
   * @throws TypeError for what can't be sent; WrongExpectedVersionError, MaxAppendSizeExceededError, …; anything else: unknown
   */
  append(stream: string, expected: ExpectedRevision, events: readonly EventToAppend[], correlationId = randomUUID()): Promise<Position> {
    const request = append(correlationId, stream, expected, events);
    return new Promise((resolve, reject) => {
      this.#waiting.set(correlationId, { stream, resolve, reject });
      const opening = (this.#call ??= this.#open());
      opening.then(
        (call) => void call.write(request),
        (error: unknown) => this.#end(opening, error),
      );
    });
  }

  #open(): Opening {
    const opening = this.client.openAppends().then((call) => {
      call.on('data', (answer: Answer) => this.#hear(answer));
      call.on('error', (error: Error) => this.#end(opening, failureOf(error)));
      for (const ending of ['end', 'close']) call.on(ending, () => this.#end(opening, new StoreUnavailableError('the call was ended')));
      return call;
    });
    return opening;
  }

  #hear(answer: Answer): void {
    if (answer instanceof Written) return this.#waited(answer.correlationId)?.resolve(answer.position);
    const waiting = this.#waited(answer.getCorrelationId()?.getString() ?? '');
    const refusal = answer.getError();
    waiting?.reject(refusal ? refusalOf(refusal, waiting.stream) : new StoreUnavailableError('the answer names no position'));
  }

  /** Who waited for an answer. */
  #waited(correlationId: string): Waiting | undefined {
    const waiting = this.#waiting.get(correlationId);
    this.#waiting.delete(correlationId);
    return waiting;
  }

  #end(ended: Opening, error: unknown): void {
    // A call that is over may say so more than once: who waits on the one after it is not concerned.
    if (this.#call !== ended) return;
    this.#call = undefined;
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const { reject } of waiting) reject(error);
  }
}

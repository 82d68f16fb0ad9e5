import type { ClientReadableStream } from '@grpc/grpc-js';
import { StoreUnavailableError } from '../errors.js';
import type { Incarnation } from './connection.js';
import { failureOf, isVerdict } from './failures.js';
import type { Received } from './wire/received.js';
import type { streams } from './wire/stubs.js';

/** Most messages that wait in this process to be taken. */
const MOST_WAITING = 1024;

type Call = ClientReadableStream<Received>;

/** One reading call on the server: what has come is taken in chunks, and the server is slowed down where nobody takes it. */
export class OpenRead {
  #call: Call | undefined;
  #waiting: Received[] = [];
  #over = false;
  #error: unknown;
  #wake: () => void = () => undefined;
  readonly #replaced: AbortSignal;
  readonly #giveUp = (): void => this.#finish(this.#replaced.reason);

  /** @param distrust told when the call has failed without an answer: its client may be of no more use */
  constructor(
    { client, replaced }: Incarnation,
    request: streams.ReadReq,
    private readonly timeoutMs: number,
    private readonly distrust: () => void = () => undefined,
  ) {
    this.#replaced = replaced;
    // A read on a client that was replaced is told nothing by it.
    replaced.addEventListener('abort', this.#giveUp, { once: true });
    client.openRead(request).then(
      (call) => this.#listen(call),
      (error: unknown) => this.#finish(error),
    );
    if (replaced.aborted) this.#giveUp();
  }

  /**
   * What has come since the last chunk, at least one message; undefined at the end of the call.
   * @throws what broke the call off; StoreUnavailableError where nothing comes in time.
   */
  async next(): Promise<readonly Received[] | undefined> {
    if (this.#waiting.length === 0 && !this.#over) await this.#arrival();
    if (this.#waiting.length > 0) {
      const chunk = this.#waiting;
      this.#waiting = [];
      if (this.#call?.isPaused()) this.#call.resume();
      return chunk;
    }
    if (this.#error !== undefined) throw this.#error;
    return undefined;
  }

  /** Everything, up to the end of the call. */
  async all(): Promise<Received[]> {
    const messages: Received[] = [];
    for (let chunk = await this.next(); chunk; chunk = await this.next()) messages.push(...chunk);
    return messages;
  }

  /** Ends the call, if it is not over. */
  cancel(): void {
    this.#finish();
  }

  /** What to throw where the call ended without an error, but too early. */
  brokenOff(): StoreUnavailableError {
    this.distrust();
    return new StoreUnavailableError('the answer was broken off');
  }

  #listen(call: Call): void {
    this.#call = call;
    // Also of a call that nobody waits for any more: an error without a listener would end the process.
    call.on('error', (error: Error) => this.#finish(failureOf(error)));
    if (this.#over) return cancelLater(call);
    call.on('data', (message: Received) => {
      this.#waiting.push(message);
      if (this.#waiting.length >= MOST_WAITING) call.pause();
      this.#wake();
    });
    call.on('end', () => this.#finish());
    call.on('close', () => this.#finish());
  }

  #arrival(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.#finish(new StoreUnavailableError(`nothing came within ${this.timeoutMs} ms`)), this.timeoutMs);
      this.#wake = () => {
        clearTimeout(timer);
        this.#wake = () => undefined;
        resolve();
      };
    });
  }

  #finish(error?: unknown): void {
    if (this.#over) return;
    this.#over = true;
    this.#error = error;
    this.#replaced.removeEventListener('abort', this.#giveUp);
    if (this.#call && !this.#call.readableEnded) cancelLater(this.#call);
    if (error !== undefined && !isVerdict(error)) this.distrust();
    this.#wake();
  }
}

/**
 * Not in the turn in which something else has just failed: Node 20.20 sends what was still to be written to a call that the server has reset for ever, in native code
 * and with ever more memory, when another call of the connection is cancelled in that very turn.
 */
function cancelLater(call: Call): void {
  setImmediate(() => call.cancel());
}

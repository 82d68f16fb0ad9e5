import type { ServerWritableStream } from '@grpc/grpc-js';
import { resetStream, sendTogether } from './below-grpc.js';
import { type RpcFailure, StreamReset } from '../wire/rpc-failure.js';

/** How an open read or subscription ends; `silence` sends nothing more and leaves it open. */
export type Ending = 'cleanly' | 'silence' | RpcFailure | StreamReset;

/** Where a call is to end before its time. */
export interface BreakOff {
  readonly afterEvents: number;
  readonly ending: Ending;
}

/** From so many bytes on that are not on their way yet, sending waits. */
const ROOM = 32 * 1024;

/** The sending side of one read or subscription. What is sent in one turn of the event loop goes together. */
export class Outlet<Request> {
  private over = false;
  /** Where the call is to end before its time. */
  breakOff: BreakOff | undefined;
  private silent = false;
  private events = 0;
  private piece: Buffer[] = [];
  /** Bytes that are not on their way yet. */
  private waiting = 0;
  private sending: Promise<void> = Promise.resolve();
  private readonly closing: Promise<void>;

  constructor(
    private readonly call: ServerWritableStream<Request, Buffer>,
    onClosed: () => void,
  ) {
    this.closing = new Promise((resolve) => {
      const close = (): void => {
        this.over = true;
        onClosed();
        resolve();
      };
      call.once('cancelled', close);
      call.once('close', close);
      call.once('finish', close);
    });
  }

  /** Nobody listens any more, or the call has ended. */
  get closed(): boolean {
    return this.over;
  }

  /** Resolves when the call is over. */
  get whenClosed(): Promise<void> {
    return this.closing;
  }

  /** Sends, and waits until there is room for more. @returns false once nobody listens */
  async send(message: Buffer): Promise<boolean> {
    if (this.silent) await this.closing;
    if (this.over) return false;
    if (this.piece.length === 0) process.nextTick(() => this.flush());
    this.piece.push(message);
    this.waiting += message.length;
    if (this.waiting < ROOM) return true;
    this.flush();
    await Promise.race([this.sending, this.closing]);
    return !this.over;
  }

  /** Sends an event, unless the call was to end before it. */
  async sendEvent(message: Buffer): Promise<boolean> {
    if (this.breakOff?.afterEvents === this.events) this.end(this.breakOff.ending);
    this.events += 1;
    return this.send(message);
  }

  end(ending: Ending): void {
    if (this.over) return;
    this.flush();
    if (ending === 'silence') {
      this.silent = true;
      return;
    }
    this.over = true;
    if (ending === 'cleanly') this.call.end();
    // What was sent before comes before it: a reset overtakes what still waits.
    else if (ending instanceof StreamReset) void this.sending.then(() => resetStream(this.call));
    else this.call.emit('error', ending);
  }

  private flush(): void {
    const { piece } = this;
    if (piece.length === 0) return;
    this.piece = [];
    const bytes = piece.reduce((sum, { length }) => sum + length, 0);
    this.sending = new Promise<void>((resolve) => sendTogether(this.call, piece, resolve)).then(() => void (this.waiting -= bytes));
  }
}

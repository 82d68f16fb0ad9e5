import type { ServerWritableStream } from '@grpc/grpc-js';
import { resetStream } from './below-grpc.js';
import { type RpcFailure, StreamReset } from '../wire/rpc-failure.js';

/** How an open read or subscription ends; `silence` sends nothing more and leaves it open. */
export type Ending = 'cleanly' | 'silence' | RpcFailure | StreamReset;

/** Where a call is to end before its time. */
export interface BreakOff {
  readonly afterEvents: number;
  readonly ending: Ending;
}

/** The sending side of one read or subscription. */
export class Outlet<Request> {
  private over = false;
  /** Where the call is to end before its time. */
  breakOff: BreakOff | undefined;
  private silent = false;
  private events = 0;
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
    if (this.call.write(message)) return true;
    await Promise.race([new Promise((resolve) => this.call.once('drain', resolve)), this.closing]);
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
    if (ending === 'silence') {
      this.silent = true;
      return;
    }
    this.over = true;
    if (ending === 'cleanly') this.call.end();
    else if (ending instanceof StreamReset) resetStream(this.call);
    else this.call.emit('error', ending);
  }
}

import type { LogView } from '../log/log-view.js';
import { tooSlow } from '../wire/rpc-failure.js';
import type { streams } from '../wire/stubs.js';
import { Bell } from './bell.js';
import type { Outlet } from './outlet.js';

/** What a subscription needs of its server. */
export interface Feed {
  readonly view: LogView;
  /** Calls back whenever the log has grown, until nobody listens to the subscription any more. */
  readonly onAppended: (listener: () => void) => void;
  /** Waited for before each event, or page of events. */
  readonly pace: () => Promise<void>;
  /** How far the log may run ahead of a live subscription, in events that concern it. */
  readonly liveBuffer: number;
}

/** A listener, the subscription's caller. */
export type Listening = Outlet<streams.ReadReq>;

/**
 * What a live subscription has still to send. Events are queued as they are written; as on the real server, a listener that falls too far behind is dropped and
 * must subscribe again: already one large append does that.
 */
export class LiveQueue {
  private readonly messages: { readonly message: Buffer; readonly isEvent: boolean }[] = [];
  private readonly bell = new Bell();
  private full = false;

  /** @param collect takes what was written since the last time and queues what concerns the subscription */
  constructor(
    private readonly feed: Feed,
    private readonly outlet: Listening,
    collect: (queue: LiveQueue) => void,
  ) {
    const look = (): void => {
      if (!this.full) collect(this);
      this.bell.ring();
    };
    feed.onAppended(look);
    void outlet.whenClosed.then(() => this.bell.ring());
    look();
  }

  event(message: Buffer): void {
    this.push(message, true);
  }

  checkpoint(message: Buffer): void {
    this.push(message, false);
  }

  /** Sends until nobody listens. @throws RpcFailure once the listener has fallen too far behind */
  async pump(): Promise<void> {
    while (!this.outlet.closed) {
      const next = this.messages.shift();
      if (!next && this.full) throw tooSlow();
      if (!next) await this.bell.wait();
      else if (next.isEvent) {
        await this.feed.pace();
        await this.outlet.sendEvent(next.message);
      } else await this.outlet.send(next.message);
    }
  }

  private push(message: Buffer, isEvent: boolean): void {
    this.full ||= this.messages.length >= this.feed.liveBuffer;
    if (!this.full) this.messages.push({ message, isEvent });
  }
}

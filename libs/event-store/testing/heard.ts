import type { AllStreamResolvedEvent, AllStreamSubscription, ResolvedEvent, StreamSubscription } from '@eventstore/db-client';
import { placeOf } from './plain-client.js';

/** What a subscription of the plain client says, in order: `confirmation`, `caughtUp`, `stream@revision`, `end`, or the name of the error. */
export class Heard {
  readonly all: string[] = [];
  readonly errors: Error[] = [];
  private wake: (() => void)[] = [];

  static from(subscription: AllStreamSubscription | StreamSubscription): Heard {
    const heard = new Heard();
    subscription.on('confirmation', () => heard.say('confirmation'));
    subscription.on('caughtUp', () => heard.say('caughtUp'));
    subscription.on('end', () => heard.say('end'));
    subscription.on('data', (item: ResolvedEvent | AllStreamResolvedEvent) => heard.say(placeOf(item as AllStreamResolvedEvent)));
    subscription.on('error', (error: Error) => {
      heard.errors.push(error);
      heard.say(error.constructor.name);
    });
    return heard;
  }

  /** Resolves as soon as this was said, or has been already. */
  async until(what: string): Promise<void> {
    while (!this.all.includes(what)) await new Promise<void>((resolve) => this.wake.push(resolve));
  }

  private say(what: string): void {
    this.all.push(what);
    for (const resolve of this.wake.splice(0)) resolve();
  }
}

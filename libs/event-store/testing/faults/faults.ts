import type { Counted, Lasting } from './fault.js';
import type { Hold } from './gate.js';
import type { Refusal } from './refusals.js';
import type { RequestKind } from './requests.js';

/** Reads and subscriptions. */
export type Sending = Extract<RequestKind, 'readStream' | 'readAll' | 'subscribeToStream' | 'subscribeToAll'>;

/**
 * Where a request can be made to wait: as it comes in (an append: before it is written); `appendAnswer`: written, not answered; `delivery`: before each event, or
 * page of events, of a subscription.
 */
export type Step = RequestKind | 'appendAnswer' | 'delivery';

/** How a read or subscription ends before its time: `cleanly` as if it were complete, `silence` stays open and sends nothing more. */
export type Closing = 'cleanly' | 'silence' | Refusal;

export type Moment = 'beforeWriting' | 'afterWriting';

/**
 * What can go wrong at one server, by a test's will. Everything is off at first. With `times` a fault strikes so often and is then over; without, it lasts until
 * it is lifted. What has struck stays struck: lifting a refusal answers nobody again.
 */
export interface LoopbackFaults {
  /** Makes requests wait until the test lets them go on: a stall if it never does, a late answer if it does. */
  hold(steps: Step | readonly Step[], counted?: Counted): Hold;
  /** Makes requests wait for a promise of the test's own. */
  delay(steps: Step | readonly Step[], until: () => Promise<void>, counted?: Counted): Lasting;
  /** Refuses requests as they come in. */
  refuse(kinds: RequestKind | readonly RequestKind[], refusal: Refusal, counted?: Counted): Lasting;
  /** Ends reads or subscriptions that begin from now on, after so many events. */
  breakOff(kinds: Sending | readonly Sending[], closing: Closing, where: { readonly afterEvents: number } & Counted): Lasting;
  /** Ends the reads or subscriptions that are open now. @returns how many */
  endNow(kinds: Sending | readonly Sending[], closing: Closing): number;
  /** The server dies in the next append: every connection is cut, the port refuses until `revive()`, the log stays. */
  dieInAppend(moment: Moment): Lasting;
  /**
   * Answers the next append twice. The client does not survive it: for BatchAppend it throws inside its event handler (an uncaught exception); for Append it
   * fails an append that was written.
   */
  answerTwice(counted?: Counted): Lasting;
  /** Reads and subscriptions see the log as it is now, however it goes on. */
  freezeReads(): Lasting;
  /** Ends every fault; whoever is held goes on. */
  liftAll(): void;
}

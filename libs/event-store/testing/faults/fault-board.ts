import type { LogView } from '../log/log-view.js';
import type { OpenCalls } from '../services/open-calls.js';
import type { BreakOff, Ending } from '../services/outlet.js';
import { type Counted, Fault, type Lasting } from './fault.js';
import type { Closing, LoopbackFaults, Moment, Sending, Step } from './faults.js';
import { Gate, type Hold } from './gate.js';
import { failureOf, type Refusal } from './refusals.js';
import type { RequestKind } from './requests.js';

interface Switched<T> {
  readonly on: readonly string[];
  readonly what: T;
  readonly fault: Fault;
}

/** The faults that are switched on at one server; services ask here before each step. */
export class FaultBoard implements LoopbackFaults {
  private readonly pauses = new Set<Switched<() => Promise<void>>>();
  private readonly refusals = new Set<Switched<Refusal>>();
  private readonly breaks = new Set<Switched<BreakOff>>();
  private readonly deaths = new Set<Switched<Moment>>();
  private readonly doubles = new Set<Switched<undefined>>();
  private readonly gates = new Set<Gate>();

  constructor(
    private readonly openCalls: OpenCalls,
    private readonly view: LogView,
  ) {}

  hold(steps: Step | readonly Step[], counted?: Counted): Hold {
    const gate: Gate = new Gate(counted, () => this.pauses.delete(entry));
    const entry = { on: list(steps), what: () => gate.wait(), fault: gate };
    this.pauses.add(entry);
    this.gates.add(gate);
    return gate;
  }

  delay(steps: Step | readonly Step[], until: () => Promise<void>, counted?: Counted): Lasting {
    return switchOn(this.pauses, list(steps), until, counted);
  }

  refuse(kinds: RequestKind | readonly RequestKind[], refusal: Refusal, counted?: Counted): Lasting {
    return switchOn(this.refusals, list(kinds), refusal, counted);
  }

  breakOff(kinds: Sending | readonly Sending[], closing: Closing, { afterEvents, ...counted }: { afterEvents: number } & Counted): Lasting {
    return switchOn(this.breaks, list(kinds), { afterEvents, ending: endingOf(closing) }, counted);
  }

  endNow(kinds: Sending | readonly Sending[], closing: Closing): number {
    const calls = this.openCalls.of(list(kinds));
    for (const call of calls) call.end(endingOf(closing));
    return calls.length;
  }

  dieInAppend(moment: Moment): Lasting {
    return switchOn(this.deaths, [moment], moment, { times: 1 });
  }

  answerTwice(counted: Counted = { times: 1 }): Lasting {
    return switchOn(this.doubles, ['append'], undefined, counted);
  }

  freezeReads(): Lasting {
    this.view.freeze();
    return { lift: () => this.view.thaw() };
  }

  liftAll(): void {
    for (const { fault } of [...this.pauses, ...this.refusals, ...this.breaks, ...this.deaths, ...this.doubles]) fault.lift();
    this.view.thaw();
  }

  /** Waits where a test holds or delays this step. */
  async pass(step: Step): Promise<void> {
    for (const { on, what, fault } of this.pauses) if (on.includes(step) && fault.strike()) await what();
  }

  /** @throws RpcFailure or StreamReset where a test refuses this kind of request */
  refuseIfAsked(kind: RequestKind): void {
    const refusal = strike(this.refusals, kind);
    if (refusal !== undefined) throw failureOf(refusal);
  }

  /** Where a read or subscription that begins now is to end. */
  breakOffFor(kind: RequestKind): BreakOff | undefined {
    return strike(this.breaks, kind);
  }

  diesInAppend(moment: Moment): boolean {
    return strike(this.deaths, moment) !== undefined;
  }

  answersTwice(): boolean {
    return [...this.doubles].some(({ fault }) => fault.strike());
  }

  /** Whoever waits belongs to a server that has died: nobody answers them. */
  forgetWaiting(): void {
    for (const gate of this.gates) gate.forget();
  }
}

function list<T>(one: T | readonly T[]): readonly T[] {
  return Array.isArray(one) ? (one as readonly T[]) : [one as T];
}

function switchOn<T>(board: Set<Switched<T>>, on: readonly string[], what: T, counted: Counted | undefined): Lasting {
  const fault: Fault = new Fault(counted, () => board.delete(entry));
  const entry = { on, what, fault };
  board.add(entry);
  return fault;
}

function strike<T>(board: Set<Switched<T>>, step: string): T | undefined {
  for (const { on, what, fault } of board) if (on.includes(step) && fault.strike()) return what;
  return undefined;
}

function endingOf(closing: Closing): Ending {
  return closing === 'cleanly' || closing === 'silence' ? closing : failureOf(closing);
}

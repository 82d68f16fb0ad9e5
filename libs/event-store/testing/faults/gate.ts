import { Fault, type Counted } from './fault.js';

/** A fault at which requests wait until the test lets them go on. */
export interface Hold {
  /** How many wait here now. */
  readonly waiting: number;
  /** Resolves as soon as so many have come here, counted from the start. */
  reached(times?: number): Promise<void>;
  /** Lets those go on that wait now, in order of arrival: all, or so many. Whoever comes later waits again. */
  release(count?: number): void;
  /** Lets everybody go on, now and later. */
  lift(): void;
}

/** Holds requests back. */
export class Gate extends Fault implements Hold {
  private queue: (() => void)[] = [];
  private arrived = 0;
  private waiters: { readonly times: number; readonly resolve: () => void }[] = [];

  constructor(counted: Counted | undefined, onLifted: () => void) {
    super(counted, onLifted);
  }

  get waiting(): number {
    return this.queue.length;
  }

  reached(times = 1): Promise<void> {
    if (this.arrived >= times) return Promise.resolve();
    return new Promise((resolve) => this.waiters.push({ times, resolve }));
  }

  wait(): Promise<void> {
    this.arrived += 1;
    const held = new Promise<void>((resolve) => this.queue.push(resolve));
    for (const { times, resolve } of this.waiters) if (times <= this.arrived) resolve();
    return held;
  }

  release(count = this.queue.length): void {
    for (const go of this.queue.splice(0, count)) go();
  }

  /** Forgets who waits: their server died. */
  forget(): void {
    this.queue = [];
  }

  override lift(): void {
    super.lift();
    this.release();
  }
}

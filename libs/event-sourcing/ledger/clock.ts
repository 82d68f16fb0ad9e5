import type { IsoInstant } from '#libs/kernel';

/** Where the runner's instants come from. */
export abstract class Clock {
  abstract now(): IsoInstant;
}

/** The machine's clock: a real ledger's. */
export class SystemClock extends Clock {
  now(): IsoInstant {
    return new Date(Date.now()).toISOString();
  }
}

/** Milliseconds that have passed since some fixed moment; never goes back. */
export type Elapsed = () => number;

/**
 * A sample ledger's clock: starts at a given instant and goes on with real elapsed time; it can be moved forward, never back. While frozen it stands still,
 * so that a loader decides every instant itself.
 */
export class SimulatedClock extends Clock {
  #base: number;
  #since: number;
  #frozen: boolean;

  constructor(
    start: IsoInstant,
    private readonly elapsed: Elapsed = () => performance.now(),
    frozen = false,
  ) {
    super();
    this.#base = instant(start);
    this.#since = elapsed();
    this.#frozen = frozen;
  }

  now(): IsoInstant {
    return new Date(this.#millis()).toISOString();
  }

  /** Moves the clock forward. An instant that is past already changes nothing. */
  moveTo(to: IsoInstant): void {
    // Counting anew from now would each time lose the part of a millisecond that has passed.
    if (instant(to) <= this.#millis()) return;
    this.#base = instant(to);
    this.#since = this.elapsed();
  }

  /** Lets the clock stand still (it can still be moved). */
  freeze(): void {
    this.#base = this.#millis();
    this.#frozen = true;
  }

  /** Lets a frozen clock go on from where it stands. */
  resume(): void {
    this.#since = this.elapsed();
    this.#frozen = false;
  }

  #millis(): number {
    return this.#frozen ? this.#base : Math.floor(this.#base + this.elapsed() - this.#since);
  }
}

function instant(text: IsoInstant): number {
  const millis = new Date(text).getTime();
  if (Number.isNaN(millis)) throw new TypeError(`not an instant: ${text}`);
  return millis;
}

import type { IsoInstant } from '#libs/kernel';

/** What this node knows of the log's last effectiveAt: from its own appends, from opening, and from whoever follows the log. */
export class EffectiveTime {
  #last: IsoInstant;

  constructor(last: IsoInstant) {
    this.#last = last;
  }

  get last(): IsoInstant {
    return this.#last;
  }

  /** An event was seen. */
  raise(at: IsoInstant): void {
    if (at > this.#last) this.#last = at;
  }

  /** A clock error was recorded: the maximum was computed anew and may have gone back. */
  reset(at: IsoInstant): void {
    this.#last = at;
  }

  /** Whether a clock lies so far behind the log that what it writes could not be trusted. */
  isUntrusted(now: IsoInstant): boolean {
    return new Date(this.#last).getTime() - new Date(now).getTime() > CLOCK_TOLERANCE_SECONDS * 1000;
  }
}

/** How far a node's clock may lie behind the log (DESIGN §8). */
export const CLOCK_TOLERANCE_SECONDS = 60;

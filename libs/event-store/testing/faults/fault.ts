/** How often a fault strikes; without a count it lasts until it is lifted. */
export interface Counted {
  readonly times?: number;
}

/** A fault that was switched on. */
export interface Lasting {
  /** Ends the fault. */
  lift(): void;
}

/** Strikes a number of times, or until it is lifted. */
export class Fault implements Lasting {
  private left: number;

  constructor(
    counted: Counted | undefined,
    private readonly onLifted: () => void,
  ) {
    this.left = counted?.times ?? Infinity;
  }

  /** Whether the fault strikes now; one blow is used up. */
  strike(): boolean {
    if (this.left <= 0) return false;
    this.left -= 1;
    return true;
  }

  lift(): void {
    this.left = 0;
    this.onLifted();
  }
}

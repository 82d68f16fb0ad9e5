/** Rung when something happened; whoever comes later hears the last ring, so that none is missed between a look and a wait. */
export class Bell {
  private rung = false;
  private waiting: (() => void) | undefined;

  ring(): void {
    this.rung = true;
    this.waiting?.();
  }

  /** Resolves at the first ring since the last wait. One waiter at a time. */
  async wait(): Promise<void> {
    if (!this.rung) await new Promise<void>((resolve) => (this.waiting = resolve));
    this.waiting = undefined;
    this.rung = false;
  }
}

import { comparePositions, type Position } from '#libs/event-store';

interface Waiter {
  readonly position: Position;
  readonly arrived: () => void;
}

/** Who waits for the read models to reach a position. */
export class Arrivals {
  readonly #waiters = new Set<Waiter>();

  /** The read models stand here now. */
  reached(position: Position): void {
    for (const waiter of this.#waiters) {
      if (comparePositions(position, waiter.position) < 0) continue;
      this.#waiters.delete(waiter);
      waiter.arrived();
    }
  }

  /** Resolves to whether the position was reached in time. */
  async wait(position: Position, timeoutMs: number): Promise<boolean> {
    let waiter: Waiter | undefined;
    const arrival = new Promise<boolean>((resolve) => {
      waiter = { position, arrived: () => resolve(true) };
      this.#waiters.add(waiter);
    });
    const inTime = await within(arrival, timeoutMs);
    if (waiter) this.#waiters.delete(waiter);
    return inTime ?? false;
  }
}

/** What the promise gives, or undefined where it takes longer. */
export async function within<T>(promise: Promise<T>, timeoutMs: number): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), timeoutMs);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

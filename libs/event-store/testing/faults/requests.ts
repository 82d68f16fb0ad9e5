/** What a client can ask, by the client's own words. */
export type RequestKind = 'append' | 'readStream' | 'readAll' | 'subscribeToStream' | 'subscribeToAll' | 'delete' | 'gossip' | 'features';

/** What has come in since the server was made, and a way to wait for it. */
export interface RequestCounters {
  /** Requests of a kind so far; an append counts once, whichever call carried it. */
  count(kind: RequestKind): number;
  /** Resolves as soon as `times` requests of a kind have come in, counted from the start. */
  seen(kind: RequestKind, times?: number): Promise<void>;
}

interface Waiter {
  readonly times: number;
  readonly resolve: () => void;
}

export class Requests implements RequestCounters {
  private readonly counts = new Map<RequestKind, number>();
  private readonly waiters = new Map<RequestKind, Waiter[]>();

  count(kind: RequestKind): number {
    return this.counts.get(kind) ?? 0;
  }

  seen(kind: RequestKind, times = 1): Promise<void> {
    if (this.count(kind) >= times) return Promise.resolve();
    return new Promise((resolve) => this.waiters.set(kind, [...(this.waiters.get(kind) ?? []), { times, resolve }]));
  }

  note(kind: RequestKind): void {
    const count = this.count(kind) + 1;
    this.counts.set(kind, count);
    const waiters = this.waiters.get(kind);
    if (!waiters) return;
    this.waiters.set(
      kind,
      waiters.filter(({ times }) => times > count),
    );
    for (const { times, resolve } of waiters) if (times <= count) resolve();
  }
}

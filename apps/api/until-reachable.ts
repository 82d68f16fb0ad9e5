import { StoreUnavailableError } from '#libs/event-store';
import { type Backoff, delayOf } from '#libs/event-sourcing';

export interface Patience {
  readonly backoff: Backoff;
  readonly signal: AbortSignal;
  /** Told why it does not work yet: the first time, and each time that the reason is another one. */
  readonly tell: (reason: string) => void;
}

/** Does what needs the store, again and again until the store can be reached. Whatever else goes wrong is thrown on. */
export async function untilReachable<T>(work: () => Promise<T>, { backoff, signal, tell }: Patience): Promise<T> {
  let told: string | undefined;
  for (let tried = 1; ; tried++) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof StoreUnavailableError) || signal.aborted) throw error;
      if (error.message !== told) tell(error.message);
      told = error.message;
    }
    await backoff.sleep(delayOf(backoff, tried), signal);
  }
}

import { setMaxListeners } from 'node:events';
import { StoreClosedError, StoreUnavailableError } from '../errors.js';
import { AppendCall } from './append-call.js';
import type { ClientSettings } from './client-settings.js';
import { OwnClient } from './own-client.js';

/** The client that serves at present, and when it no longer does. */
export interface Incarnation {
  readonly client: OwnClient;
  readonly appends: AppendCall;
  /** Aborted when another client has taken its place, or none, with the error for whoever still waits for this one: it waits in vain. */
  readonly replaced: AbortSignal;
}

/**
 * The one client of this process for a database. A client that once failed to discover its cluster never appends again, one that was sent to a node which lost
 * its leadership stays there, and one whose call hangs may hang for good: after any failure that leaves open what has happened, a new one takes its place.
 */
export class Connection {
  #current: (Incarnation & { readonly end: AbortController }) | undefined;
  #replacements = 0;
  #isClosed = false;

  constructor(private readonly settings: ClientSettings) {}

  /** How often a client was replaced. */
  get replacements(): number {
    return this.#replacements;
  }

  /** @throws StoreClosedError */
  get current(): Incarnation {
    if (this.#isClosed) throw closed();
    if (this.#current === undefined) {
      const end = new AbortController();
      // One listener for each call that waits, and none is forgotten.
      setMaxListeners(0, end.signal);
      const client = new OwnClient(this.settings);
      this.#current = { client, appends: new AppendCall(client), replaced: end.signal, end };
    }
    return this.#current;
  }

  /** Puts a new client in the place of one that failed, unless that has been done already. */
  replace(failed: Incarnation): void {
    if (this.#current !== failed) return;
    this.#replacements++;
    void this.#end(new StoreUnavailableError('the connection was replaced'));
  }

  close(): Promise<void> {
    this.#isClosed = true;
    return this.#end(closed());
  }

  async #end(reason: Error): Promise<void> {
    const ending = this.#current;
    this.#current = undefined;
    ending?.end.abort(reason);
    await ending?.client.end().catch(() => undefined);
  }
}

function closed(): StoreClosedError {
  return new StoreClosedError('the event store is closed');
}

/**
 * What a call gives, or StoreUnavailableError once `timeoutMs` have passed: the client's own deadline does not bound a call to a server that is silent.
 */
export async function inTime<T>(call: Promise<T>, timeoutMs: number, what: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new StoreUnavailableError(`${what}: no answer within ${timeoutMs} ms`)), timeoutMs);
  });
  // Who comes late is heard by nobody.
  call.catch(() => undefined);
  try {
    return await Promise.race([call, late]);
  } finally {
    clearTimeout(timer);
  }
}

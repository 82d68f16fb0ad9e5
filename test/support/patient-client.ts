import { setTimeout as wait } from 'node:timers/promises';
import { headersOf, type Person } from './client.js';

/** How a command came through. */
export interface Served {
  readonly text: string;
  /** Which address answered. */
  readonly at: number;
  /** What the tries before met: a status, or `refused` where nobody listened, or `broken` where a connection broke. */
  readonly met: readonly (number | 'refused' | 'broken')[];
}

const MOST_TRIES = 8;

/** A client that does as it is told: it keeps to one address, waits as long as Retry-After says, and goes to another address where one turns it away. */
export class PatientClient {
  constructor(
    private readonly urls: readonly string[],
    private home: number,
  ) {}

  /** Sends a command until it is taken, under one key. @throws where it is refused for good, or never taken */
  async post(path: string, person: Person, body: object, key: string): Promise<Served> {
    const met: Served['met'][number][] = [];
    while (met.length < MOST_TRIES) {
      const response = await this.#try(path, person, body, key).catch((error: Error & { cause?: { code?: string } }) =>
        error.cause?.code === 'ECONNREFUSED' ? 'refused' : 'broken',
      );
      if (typeof response === 'object' && response.ok) return { text: await response.text(), at: this.home, met };
      if (typeof response === 'object' && response.status !== 503) throw new Error(`${key}: ${response.status} ${await response.text()}`);
      met.push(typeof response === 'string' ? response : response.status);
      if (typeof response === 'object') await wait(secondsToWait(response) * 1000);
      this.home = (this.home + 1) % this.urls.length;
    }
    throw new Error(`${key}: never served, met ${met.join()}`);
  }

  #try(path: string, person: Person, body: object, key: string): Promise<Response> {
    const headers = { ...headersOf(person), 'content-type': 'application/json', 'idempotency-key': key };
    return fetch(`${this.urls[this.home]}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
  }
}

function secondsToWait(response: Response): number {
  const told = response.headers.get('retry-after');
  if (told === null) throw new Error(`503 without Retry-After from ${response.url}`);
  return Number(told);
}

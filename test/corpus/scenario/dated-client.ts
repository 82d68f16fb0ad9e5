import type { SimulatedClock } from '#libs/event-sourcing';
import type { CommandAnswerDto } from '#libs/http';
import { deriveId } from '#libs/kernel';
import { ApiClient, headersOf, type Person, type Problem, Refused, type Send } from '../../support/client.js';
import type { TestServer } from '../../support/server.js';
import { processesOf } from '../../support/town.js';

const NAMESPACE = '0b8a5c1e-52c4-5d0a-8f0e-6f6a3c1d9b20';
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/**
 * Sends commands one after the other, each with a key, a correlation id and an instant of its own that follow from its number alone: the clock stands still but for a
 * minute before each command, and the processes have finished what the one before asked of them. So the same script makes the same log, byte for byte.
 */
export class DatedClient extends ApiClient {
  private sent = 0;
  private readonly clock: SimulatedClock;

  constructor(private readonly running: TestServer) {
    super(running.server.url);
    this.clock = running.server.ledger.clock as SimulatedClock;
    this.clock.freeze();
    // Real time passed since the ledger was opened: from here on none does.
    this.clock.moveTo(nextHour(this.clock.now()));
  }

  override async post<T = CommandAnswerDto>(path: string, person: Person, body: unknown = {}, send: Send = {}): Promise<T> {
    if (path.startsWith('/evidence')) return super.post<T>(path, person, body, send);
    await this.nextMinute();
    const headers = {
      ...headersOf(person),
      'content-type': 'application/json',
      'idempotency-key': `command ${++this.sent}`,
      'x-correlation-id': deriveId(NAMESPACE, this.sent),
      ...(send.ifMatch === undefined ? {} : { 'if-match': `"${send.ifMatch}"` }),
    };
    const { status, text } = await this.raw('POST', path + (send.query ?? ''), headers, JSON.stringify(body));
    const answer: unknown = JSON.parse(text);
    if (status >= 400) throw new Refused(`POST ${path}`, answer as Problem);
    return answer as T;
  }

  /** The instant of the next command. */
  async nextMinute(): Promise<string> {
    await processesOf(this.running).settled();
    this.clock.moveTo(new Date(new Date(this.clock.now()).getTime() + MINUTE).toISOString());
    return this.clock.now();
  }
}

function nextHour(instant: string): string {
  return new Date(Math.ceil(new Date(instant).getTime() / HOUR + 1) * HOUR).toISOString();
}

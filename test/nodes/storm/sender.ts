import { setTimeout as wait } from 'node:timers/promises';
import type { CommandAnswerDto } from '#libs/http';
import type { ApiNode } from '../../support/api-node.js';
import { headersOf, type Person } from '../../support/client.js';
import type { StormRecord } from './record.js';

export interface Sending {
  readonly path: string;
  readonly person: Person;
  readonly body: object;
  readonly key: string;
}

/** After how long a silent node counts as dead, in milliseconds. */
const SILENCE_MS = 30_000;
const PAUSE_MS = 50;

/** Sends commands as a client that has two addresses: whoever does not answer, or says 503, is left for the other, with the same key, until one answers. */
export class Sender {
  constructor(
    private readonly nodes: readonly ApiNode[],
    private readonly record: StormRecord,
  ) {}

  /** Sends a command to a node first, and insists. */
  async send(sending: Sending, first: number): Promise<string> {
    const from = performance.now();
    for (let tried = 0; ; tried++) {
      const node = (first + tried) % this.nodes.length;
      const text = await this.#once(sending, node);
      if (text === undefined) {
        await wait(PAUSE_MS);
        continue;
      }
      this.record.longestMs = Math.max(this.record.longestMs, performance.now() - from);
      this.record.acknowledged.push({ key: sending.key, answer: JSON.parse(text) as CommandAnswerDto, node });
      return text;
    }
  }

  /** Sends it several times, at once or one after the other, to each node in turn; every answer must be the first one to the byte. */
  async repeat(sending: Sending, times: number, first: number, atOnce: boolean): Promise<string> {
    const answers: string[] = [];
    const sendings = Array.from({ length: times }, (_none, n) => () => this.send(sending, first + n));
    if (atOnce) answers.push(...(await Promise.all(sendings.map((send) => send()))));
    else for (const send of sendings) answers.push(await send());
    this.record.repeated.push({ key: sending.key, answers });
    return answers[0] as string;
  }

  /** The answer's text; undefined where nobody answered or the node could not. @throws for a refusal, which no command of a storm deserves */
  async #once({ path, person, body, key }: Sending, node: number): Promise<string | undefined> {
    let status: number;
    let text: string;
    try {
      const response = await fetch((this.nodes[node] as ApiNode).url + path, {
        method: 'POST',
        headers: { ...headersOf(person), 'content-type': 'application/json', 'idempotency-key': key },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(SILENCE_MS),
      });
      [status, text] = [response.status, await response.text()];
    } catch (error) {
      if ((error as Error).name === 'TimeoutError') this.record.faults.push(`${key}: node ${node} was silent`);
      this.record.unanswered.connection++;
      return undefined;
    }
    if (status === 503) {
      this.record.unanswered.unavailable++;
      return undefined;
    }
    if (status >= 300) throw new Error(`${key}: node ${node} refused: ${status} ${text}`);
    return text;
  }
}

import type { Request, Response } from 'express';
import { Logger } from '@nestjs/common';
import { DomainError } from '#libs/kernel';
import { correlationIdOf } from './envelope.js';
import { httpErrors } from './errors.js';
import { problemOf } from './problem.filter.js';
import { httpStatusOf } from './status.js';

const TYPE = 'text/event-stream';

/** Whether the caller asks for an event stream, and not for anything before it. */
export function wantsEventStream(request: Request): boolean {
  return request.accepts(['application/json', TYPE]) === TYPE;
}

/** An answer that comes in parts (server-sent events, WHATWG HTML §9.2): each part has a name and JSON data. The last one is the answer itself, or its problem. */
export class EventStream {
  readonly #closed = new AbortController();

  private constructor(
    private readonly request: Request,
    private readonly response: Response,
  ) {
    response.once('close', () => this.#closed.abort());
  }

  static open(request: Request, response: Response): EventStream {
    // A proxy that collects the parts would defeat them.
    response.writeHead(200, { 'content-type': `${TYPE}; charset=utf-8`, 'cache-control': 'no-store', 'x-accel-buffering': 'no' });
    response.flushHeaders();
    return new EventStream(request, response);
  }

  /** Aborted as soon as nobody listens any more. */
  get signal(): AbortSignal {
    return this.#closed.signal;
  }

  send(event: string, data: unknown): void {
    if (!this.signal.aborted) this.response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  }

  /** Sends the outcome of a piece of work as the last part: `answer`, or `problem` as problem+json would have it. */
  async end(work: () => Promise<unknown>): Promise<void> {
    try {
      this.send('answer', await work());
    } catch (error) {
      this.send('problem', this.problem(error));
    }
    this.response.end();
  }

  private problem(thrown: unknown): unknown {
    const correlationId = correlationIdOf(this.request);
    const error = thrown instanceof DomainError ? thrown : httpErrors.error('server.fault', { correlationId });
    if (error !== thrown) new Logger(EventStream.name).error({ event: 'http.fault', correlationId, error: thrown });
    return problemOf(error, { status: httpStatusOf(error.code, error.kind), instance: this.request.originalUrl, correlationId });
  }
}

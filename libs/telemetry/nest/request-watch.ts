import { SpanKind } from '@opentelemetry/api';
import type { NextFunction, Request, Response } from 'express';
import { correlationIdOf, errorCodeOf } from '#libs/http';
import { inScope } from '../scope.js';
import type { Telemetry } from '../telemetry.js';
import { spanFailed } from '../tracing/tracing.js';

/** The caller went away before the answer (nginx's number; HTTP has none). */
const CLIENT_GONE = 499;
/** What machines ask every few seconds, «not ready» among the answers: told at `debug` only. */
const ASKED_BY_MACHINES = /^\/(?:metrics|health(?:\/|$))/;

/** Express middleware, to stand before everything else: times, logs and traces each request, and gives all that is done for it its correlation id. */
export function requestWatch({ log, metrics, tracing }: Telemetry, elapsed: () => number = () => performance.now()) {
  return (request: Request, response: Response, next: NextFunction): void => {
    const correlationId = correlationIdOf(request);
    response.setHeader('X-Correlation-Id', correlationId);
    const { method } = request;
    const attributes = { 'http.request.method': method };
    const span = tracing.start({ name: method, kind: SpanKind.SERVER, correlationId, attributes });
    const begun = elapsed();
    const told = (): void => {
      const route = templateOf(request);
      const status = response.writableFinished ? response.statusCode : CLIENT_GONE;
      const ms = elapsed() - begun;
      const code = errorCodeOf(response);
      metrics.requests.observe({ method, route, status }, ms / 1000);
      span.updateName(`${method} ${route}`).setAttributes({ 'http.route': route, 'http.response.status_code': status });
      if (status >= 500) spanFailed(span, code ?? String(status));
      span.end();
      const level = ASKED_BY_MACHINES.test(route) ? 'debug' : status >= 500 ? 'warn' : 'info';
      log[level]('http.request', {
        correlationId,
        method,
        route,
        status,
        ms: Math.round(ms * 10) / 10,
        ...(code === undefined ? {} : { code }),
      });
    };
    response.once('close', told);
    inScope({ correlationId, span }, next);
  };
}

/** The route as it was declared (`/parks/:park`), never the path as it came: a path holds ids. */
function templateOf(request: Request): string {
  const { path } = (request.route ?? {}) as { readonly path?: unknown };
  return typeof path === 'string' ? path : 'other';
}

import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Logger } from '@nestjs/common';
import type { Request, Response } from 'express';
import { eventSourcingErrors } from '#libs/event-sourcing';
import { StoreUnavailableError } from '#libs/event-store';
import { DomainError, inWords, type InWords } from '#libs/kernel';
import { correlationIdOf } from './envelope.js';
import { noteErrorCode } from './error-code.js';
import { httpErrors } from './errors.js';
import { httpStatusOf } from './status.js';

/** Every error leaves as problem+json (RFC 9457): stable code, Chinese text, where, what to do, and each single fault. Never a stack, never a payload. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger(ProblemFilter.name);

  catch(thrown: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<Request>();
    const response = http.getResponse<Response>();
    const correlationId = correlationIdOf(request);
    const error = this.toDomainError(thrown, request, correlationId);
    const status = httpStatusOf(error.code, error.kind);
    noteErrorCode(response, error.code);
    if (status === 503) response.setHeader('Retry-After', '1');
    response
      .status(status)
      .type('application/problem+json')
      .send(JSON.stringify(problemOf(error, { status, instance: request.originalUrl, correlationId })));
  }

  private toDomainError(thrown: unknown, request: Request, correlationId: string): DomainError {
    if (thrown instanceof DomainError) return thrown;
    if (thrown instanceof StoreUnavailableError) return eventSourcingErrors.error('store.unreachable');
    if (thrown instanceof HttpException) {
      const status = thrown.getStatus();
      if (status === 404) return httpErrors.error('request.notFound', { path: `${request.method} ${request.path}` });
      if (status === 413) return httpErrors.error('request.tooLarge');
      if (status < 500) return httpErrors.error('request.malformed', { reason: reasonOf(thrown) });
    }
    // body-parser's errors are plain errors with a status.
    const status = (thrown as { status?: unknown }).status;
    if (status === 413) return httpErrors.error('request.tooLarge');
    if (typeof status === 'number' && status < 500) return httpErrors.error('request.malformed', { reason: reasonOf(thrown as Error) });
    // Never the path nor the error's own text: both quote what was sent.
    this.logger.error({ event: 'http.fault', correlationId, error: thrown });
    return httpErrors.error('server.fault', { correlationId });
  }
}

/** An error as problem+json (RFC 9457) tells it. */
export function problemOf(
  error: DomainError,
  at: { readonly status: number; readonly instance: string; readonly correlationId?: string },
): Readonly<Record<string, unknown>> {
  return {
    type: `urn:parkledger:error:${error.code}`,
    title: error.message,
    status: at.status,
    code: error.code,
    detail: error.message,
    remedy: error.remedy,
    ...(error.where === undefined ? {} : { where: error.where }),
    params: error.params,
    faults: error.faults,
    instance: at.instance,
    ...(at.correlationId === undefined ? {} : { correlationId: at.correlationId }),
  };
}

/** What body-parser finds wrong, by its types. */
const parserWords: Readonly<Record<string, string>> = {
  'entity.parse.failed': '正文不是合法的 JSON',
  'encoding.unsupported': '不支持的压缩方式',
  'charset.unsupported': '不支持的字符编码',
  'request.aborted': '传输中断',
  'request.size.invalid': '正文的长度与请求头所述不符',
};

function reasonOf(error: Error & { readonly type?: unknown }): InWords {
  const words = typeof error.type === 'string' ? parserWords[error.type] : undefined;
  return inWords(error.message, words ?? '路径、请求头或正文的形式不对');
}

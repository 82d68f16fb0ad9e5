import { randomUUID } from 'node:crypto';
import { applyDecorators, createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { ApiHeader, ApiQuery } from '@nestjs/swagger';
import type { Request } from 'express';
import { callerOf } from '#libs/access/nest';
import type { Caller } from '#libs/kernel';
import { httpErrors } from './errors.js';
import { flagIn } from './parameters.js';

/** What every command carries beside its body. */
export interface CommandEnvelope {
  readonly caller: Caller;
  /** Idempotency-Key; empty where the header is missing, which the command runner refuses (`command.keyMissing`). */
  readonly key: string;
  readonly dryRun: boolean;
  readonly correlationId: string;
}

/** What a read may ask for: a moment of the record (an instant or a log index), or to wait for a position. */
export interface ReadAt {
  readonly asOf?: string;
  readonly atLeast?: string;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
type WithCorrelation = Request & { correlationId?: string };

/** The request's correlation id: the caller's X-Correlation-Id where it is a UUID, otherwise one of our own. */
export function correlationIdOf(request: Request): string {
  const known = request as WithCorrelation;
  const given = request.headers['x-correlation-id'];
  return (known.correlationId ??= typeof given === 'string' && UUID.test(given) ? given : randomUUID());
}

/** Parameter decorator: the envelope of a command. */
export const Envelope = createParamDecorator((_data: unknown, context: ExecutionContext): CommandEnvelope => {
  const request = context.switchToHttp().getRequest<Request>();
  const key = request.headers['idempotency-key'];
  return {
    caller: callerOf(context),
    key: typeof key === 'string' ? key.trim() : '',
    dryRun: flagIn(request.query['dryRun'], 'dryRun'),
    correlationId: correlationIdOf(request),
  };
});

/** Parameter decorator: the fact version that `If-Match: "n"` names. Missing → `request.ifMatchMissing`. */
export const IfMatchVersion = createParamDecorator((_data: unknown, context: ExecutionContext): number => {
  const value = context.switchToHttp().getRequest<Request>().headers['if-match'];
  if (value === undefined) throw httpErrors.error('request.ifMatchMissing');
  const match = /^(?:W\/)?"?([1-9]\d{0,8})"?$/.exec(value.trim());
  if (!match) throw httpErrors.error('request.ifMatch', { value });
  return Number.parseInt(match[1] as string, 10);
});

/** Parameter decorator: `?asOf=` and `?atLeast=`. */
export const At = createParamDecorator((_data: unknown, context: ExecutionContext): ReadAt => {
  const { asOf, atLeast } = context.switchToHttp().getRequest<Request>().query;
  return { ...(typeof asOf === 'string' ? { asOf } : {}), ...(typeof atLeast === 'string' ? { atLeast } : {}) };
});

const callerHeaders = [
  ApiHeader({ name: 'X-Account', required: true, description: '账号编号' }),
  ApiHeader({ name: 'X-Role', required: true, description: 'department | county | park | taskForce | auditor | admin' }),
  ApiHeader({ name: 'X-Department', required: false, description: '部门代码（X-Role 为 department 时）' }),
  ApiHeader({ name: 'X-Park', required: false, description: '园区代码（X-Role 为 park 时；非 ASCII 用百分号编码）' }),
];

/** Documents a command's headers and `?dryRun=`. */
export const ApiCommand = (): MethodDecorator & ClassDecorator =>
  applyDecorators(
    ...callerHeaders,
    ApiHeader({ name: 'Idempotency-Key', required: true, description: '同一命令重发时用同一个键：只生效一次，得到第一次的答复' }),
    ApiQuery({ name: 'dryRun', required: false, description: 'true：只走同一条路径做检查，不记入账本' }),
  );

/** Documents a read's headers, `?asOf=` and `?atLeast=`. */
export const ApiRead = (): MethodDecorator & ClassDecorator =>
  applyDecorators(
    ...callerHeaders,
    ApiQuery({ name: 'asOf', required: false, description: '某一时刻（ISO 时间）或日志序号：按当时的记录回答' }),
    ApiQuery({ name: 'atLeast', required: false, description: '命令答复中的 position：等到读模型到达该处再回答' }),
  );

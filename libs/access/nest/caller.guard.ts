import { type CanActivate, createParamDecorator, type ExecutionContext, Injectable, SetMetadata } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request } from 'express';
import { parseCaller } from '#libs/access';
import type { Caller } from '#libs/kernel';

const OPEN = 'access:open';

/** Marks a route that needs no caller (health, the API's description). */
export const OpenToAll = (): MethodDecorator & ClassDecorator => SetMetadata(OPEN, true);

type WithCaller = Request & { caller?: Caller };

/** The one place where a request gets its caller. Sign-in will replace the headers here and nowhere else. */
@Injectable()
export class CallerGuard implements CanActivate {
  constructor(private readonly reflector: Reflector) {}

  canActivate(context: ExecutionContext): boolean {
    if (this.reflector.getAllAndOverride<boolean | undefined>(OPEN, [context.getHandler(), context.getClass()])) return true;
    const request = context.switchToHttp().getRequest<WithCaller>();
    request.caller = parseCaller(request.headers as Record<string, string | undefined>);
    return true;
  }
}

/** The caller that the guard found. */
export function callerOf(context: ExecutionContext): Caller {
  const { caller } = context.switchToHttp().getRequest<WithCaller>();
  if (!caller) throw new Error('no caller: the route is not behind CallerGuard');
  return caller;
}

/** Parameter decorator: the caller of a read. Commands take it with their envelope (libs/http). */
export const CurrentCaller = createParamDecorator((_data: unknown, context: ExecutionContext): Caller => callerOf(context));

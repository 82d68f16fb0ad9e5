import { type ArgumentMetadata, createParamDecorator, type ExecutionContext, Injectable, type PipeTransform } from '@nestjs/common';
import type { Request } from 'express';
import { httpErrors } from './errors.js';

/** A whole number in the path or the query, as year, row or edition. Another text → `request.wholeNumber`, naming the parameter. */
@Injectable()
export class WholeNumberPipe implements PipeTransform<string | undefined, number> {
  transform(value: string | undefined, { data: name = '' }: ArgumentMetadata): number {
    if (value === undefined || !/^(?:0|[1-9]\d{0,8})$/.test(value)) {
      throw httpErrors.error('request.wholeNumber', { name, value: value ?? '' }, { where: name });
    }
    return Number.parseInt(value, 10);
  }
}

/** A flag of the query, as `?dryRun=`: `true` or nothing behind the name, `false` or not there. Another text → `request.boolean`, naming the parameter. */
export function flagIn(value: unknown, name: string): boolean {
  if (value === undefined || value === 'false') return false;
  if (value === 'true' || value === '') return true;
  throw httpErrors.error('request.boolean', { name }, { where: name });
}

/** Parameter decorator: a flag of the query. No pipe: before any of them, Nest makes `false` of every text that is not `true`. */
export const Flag = createParamDecorator((name: string, context: ExecutionContext): boolean =>
  flagIn(context.switchToHttp().getRequest<Request>().query[name], name),
);

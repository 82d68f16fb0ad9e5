import { Injectable, type ArgumentMetadata, type PipeTransform } from '@nestjs/common';
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

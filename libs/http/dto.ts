import { ApiHideProperty } from '@nestjs/swagger';
import { IsString } from 'class-validator';
import { MayBeLeftOut } from './validation.js';

/** What every read's query string may carry beside its own filters: read by @At(), known here so that it is not refused as an unknown field. */
export class ReadQuery {
  @ApiHideProperty()
  @MayBeLeftOut()
  @IsString()
  asOf?: string;

  @ApiHideProperty()
  @MayBeLeftOut()
  @IsString()
  atLeast?: string;
}

/** A DTO as plain JSON: what was not given is not there. */
export function plain<T extends object>(dto: T): T {
  return JSON.parse(JSON.stringify(dto)) as T;
}

/** A read's own filters, as plain JSON. */
export function filtersOf<T extends ReadQuery>(query: T): Omit<T, keyof ReadQuery> {
  const { asOf: _asOf, atLeast: _atLeast, ...filters } = plain(query);
  return filters;
}

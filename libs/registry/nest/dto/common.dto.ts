import { ApiHideProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, Max, Min } from 'class-validator';

/** What every read's query string may carry beside its own filters: read by @At(), known here so that it is not refused as an unknown field. */
export class ReadQuery {
  @ApiHideProperty()
  @IsOptional()
  @IsString()
  asOf?: string;

  @ApiHideProperty()
  @IsOptional()
  @IsString()
  atLeast?: string;
}

/** Filters that every list takes. */
export class PageQuery extends ReadQuery {
  @ApiPropertyOptional({ description: '上一页最后一条的编号' })
  @IsOptional()
  @IsString()
  after?: string;

  @ApiPropertyOptional({ description: '每页条数，最多 1000', default: 1000 })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(1000)
  limit?: number;
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

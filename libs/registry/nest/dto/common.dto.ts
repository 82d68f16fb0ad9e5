import { ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, Max, Min } from 'class-validator';

/** Filters that every list takes. */
export class PageQuery {
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

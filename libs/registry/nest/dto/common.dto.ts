import { ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, Max, Min } from 'class-validator';
import { ReadQuery } from '#libs/http';

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

import { ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsString, Max, Min } from 'class-validator';
import { ReadQuery, MayBeLeftOut } from '#libs/http';

/** Filters that every list takes. */
export class PageQuery extends ReadQuery {
  @ApiPropertyOptional({ description: '上一页最后一条的编号' })
  @MayBeLeftOut()
  @IsString()
  after?: string;

  @ApiPropertyOptional({ description: '每页条数，最多 1000', default: 1000 })
  @MayBeLeftOut()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(1000)
  limit?: number;
}

import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, Length, Matches, Max, Min } from 'class-validator';
import { IsDay } from '#libs/http';

/** A document as evidence: it has been uploaded, and is named by its hash. */
export class DocumentDto {
  @ApiProperty({
    description: '文件内容的 SHA-256（POST /evidence 的答复）',
    example: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  })
  @Matches(/^[0-9a-f]{64}$/)
  hash!: string;

  @ApiProperty({ description: '标题' })
  @IsString()
  @Length(1, 500)
  title!: string;

  @ApiPropertyOptional({ description: '文号' })
  @IsOptional()
  @IsString()
  @Length(1, 2000)
  number?: string;

  @IsOptional()
  @IsDay({ api: { required: false, description: '成文日期' } })
  date?: string;
}

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

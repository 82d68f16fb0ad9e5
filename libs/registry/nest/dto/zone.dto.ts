import { IsString } from 'class-validator';
import { IsOneOf, IsText, MayBeLeftOut } from '#libs/http';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { type ZoneLevel, zoneLevels } from '#libs/registry';
import { type DocumentRefDto, IsDocument } from '#libs/evidence/nest';
import { PageQuery } from './common.dto.js';
import { AreTexts, IsCode } from './rules.js';

export class RegisterZoneDto {
  @IsCode('开发区编码（本市自编，唯一）') code!: string;
  @IsText('名称') name!: string;
  @IsCode('所属县区的行政区划代码，如 341502') county!: string;
  @IsOneOf(zoneLevels, '级别：国家级、省级、市级及以下') level!: ZoneLevel;
  @IsDocument('批准文件', { optional: true }) document?: DocumentRefDto;
}

export class AmendZoneDto {
  @IsText('新名称', { optional: true }) name?: string;
  @IsOneOf(zoneLevels, '新级别', { optional: true }) level?: ZoneLevel;
  @IsText('变更理由') reason!: string;
  @IsDocument('依据文件', { optional: true }) document?: DocumentRefDto;
}

export class LeadingIndustriesDto {
  @AreTexts('主导产业编码，取自口径目录，最多 3 个') industries!: string[];
  @IsText('评分口径编号：目录和个数上限以它为准') scheme!: string;
  @IsDocument('依据文件', { optional: true }) document?: DocumentRefDto;
}

export class ZonesFilter extends PageQuery {
  @ApiPropertyOptional({ description: '县区' })
  @MayBeLeftOut()
  @IsString()
  county?: string;
}

import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayNotEmpty, IsArray, IsIn, IsOptional, IsString, IsUUID, ValidateNested } from 'class-validator';
import { IsDay, IsOneOf, IsText, IsUsccText, MayBeLeftOut } from '#libs/http';
import { type Graduation, graduations, type RectificationGround, rectificationGrounds } from '#libs/registry';
import { type DocumentRefDto, IsDocument } from '#libs/evidence/nest';
import { PageQuery } from './common.dto.js';
import { AreEachOneOf, IsCode } from './rules.js';

export class ApplyForTenancyDto {
  @IsCode('园区编码') park!: string;
  @ApiProperty({ description: '企业编号（登记企业的答复）' }) @IsUUID() enterprise!: string;
  @IsUsccText({ api: { description: '企业的统一社会信用代码，须与登记一致' } }) uscc!: string;
  @IsDocument('申请材料', { optional: true }) document?: DocumentRefDto;
}
export class AdmitTenantDto {
  @IsDay({ api: { description: '入园日期' } }) from!: string;
  @IsDocument('审核材料', { optional: true }) document?: DocumentRefDto;
}
export class RefuseTenancyDto {
  @IsText('理由') reason!: string;
  @IsDocument('审核材料', { optional: true }) document?: DocumentRefDto;
}
export class CorrectAdmissionDto {
  @IsDay({ api: { description: '正确的入园日期' } }) from!: string;
  @IsText('更正理由') reason!: string;
  @IsDocument('依据文件') document!: DocumentRefDto;
}
export class OrderRectificationDto {
  @ArrayNotEmpty() @AreEachOneOf(rectificationGrounds, '整改事由：安全、环保、亩均效益') grounds!: RectificationGround[];
  @IsDay({ api: { description: '整改期限' } }) due!: string;
  @IsText('要求', { optional: true }) note?: string;
  @IsDocument('整改通知', { optional: true }) document?: DocumentRefDto;
}
export class ClearRectificationDto {
  @IsDay({ api: { description: '销号日期' } }) on!: string;
  @IsDocument('验收材料', { optional: true }) document?: DocumentRefDto;
}
export class RemoveTenantDto {
  @IsDay({ api: { description: '在园最后一日' } }) on!: string;
  @IsText('理由') reason!: string;
  @IsDocument('清理文件') document!: DocumentRefDto;
}
export class RecordDepartureDto {
  @IsDay({ api: { description: '在园最后一日' } }) on!: string;
  @IsText('离园原因') reason!: string;
  @IsDocument('材料', { optional: true }) document?: DocumentRefDto;
}
export class GraduateTenantDto {
  @IsDay({ api: { description: '在园最后一日' } }) on!: string;
  @IsOneOf(graduations, '成长为：规上企业、高新技术企业') to!: Graduation;
  @IsDocument('材料', { optional: true }) document?: DocumentRefDto;
}

export class TenanciesFilter extends PageQuery {
  @ApiPropertyOptional({ description: '园区' }) @MayBeLeftOut() @IsString() park?: string;
  @ApiPropertyOptional({ description: '企业编号' }) @MayBeLeftOut() @IsString() enterprise?: string;
  @ApiPropertyOptional({ enum: ['applied', 'refused', 'admitted', 'removed', 'left', 'graduated'] })
  @MayBeLeftOut()
  @IsIn(['applied', 'refused', 'admitted', 'removed', 'left', 'graduated'])
  status?: string;
}

export class RosterLineDto {
  @IsUsccText({ api: { description: '统一社会信用代码' } }) uscc!: string;
  @IsDay() from!: string;
  @IsOptional() @IsDay({ api: { required: false, nullable: true, description: '空：仍在园' } }) to?: string | null;
}
export class CompareRosterDto {
  @ApiProperty({ type: [RosterLineDto] })
  @IsArray()
  @ArrayMaxSize(10_000)
  @ValidateNested({ each: true })
  @Type(() => RosterLineDto)
  lines!: RosterLineDto[];
}

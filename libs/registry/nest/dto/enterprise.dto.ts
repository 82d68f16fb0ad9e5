import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsString } from 'class-validator';
import { IsDay, IsText, IsUsccText, MayBeLeftOut } from '#libs/http';
import { type EnterpriseKind, enterpriseKinds } from '#libs/registry';
import { type DocumentRefDto, IsDocument } from '#libs/evidence/nest';
import { PageQuery } from './common.dto.js';
import { AreEachOneOf } from './rules.js';

export class RegisterEnterpriseDto {
  @IsUsccText({ api: { description: '统一社会信用代码' } }) uscc!: string;
  @IsText('名称；代码以 92 开头的（个体工商户）加密保存', { max: 500 }) name!: string;
  @IsText('产业类型', { optional: true }) industry?: string;
  @AreEachOneOf(enterpriseKinds, '类别：小微、加工制造', { optional: true }) kinds?: EnterpriseKind[];
}
export class RenameEnterpriseDto {
  @IsText('新名称', { max: 500 }) name!: string;
  @MayBeLeftOut() @IsDay({ api: { required: false, description: '更名日期' } }) on?: string;
  @IsDocument('依据文件', { optional: true }) document?: DocumentRefDto;
}
export class ClassifyEnterpriseDto {
  @IsText('产业类型', { optional: true }) industry?: string;
  @AreEachOneOf(enterpriseKinds, '类别：小微、加工制造', { optional: true }) kinds?: EnterpriseKind[];
  @IsDocument('依据文件', { optional: true }) document?: DocumentRefDto;
}
export class CorrectUsccDto {
  @IsUsccText({ api: { description: '正确的统一社会信用代码' } }) uscc!: string;
  @IsText('名称；更正使主体在个体工商户与企业之间改变时必填', { optional: true, max: 500 }) name?: string;
  @IsText('更正理由') reason!: string;
  @IsDocument('依据文件', { optional: true }) document?: DocumentRefDto;
}
export class EnterprisesFilter extends PageQuery {
  @ApiPropertyOptional({ description: '统一社会信用代码' }) @MayBeLeftOut() @IsString() uscc?: string;
}

import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsObject, IsString, ValidateNested } from 'class-validator';
import { IsDay, IsFlag, IsText, IsUsccText, MayBeLeftOut, ReadQuery } from '#libs/http';
import { type DocumentRefDto, IsDocument } from '#libs/evidence/nest';
import { PageQuery } from './common.dto.js';
import { AreTexts, IsCode, IsYear } from './rules.js';

export class OperatorDto {
  @IsText('运营管理机构名称') name!: string;
  @IsUsccText({ api: { description: '统一社会信用代码' } }) uscc!: string;
}

export class RegisterParkDto {
  @IsCode('园区编码（登记册给出，唯一，按字符串比较）') code!: string;
  @IsText('名称') name!: string;
  @IsCode('所在开发区编码；园区随开发区归属县区') zone!: string;
  @ApiProperty({ type: OperatorDto }) @IsObject() @ValidateNested() @Type(() => OperatorDto) operator!: OperatorDto;
  @IsText('联系人（加密保存）', { optional: true, max: 500 }) contact?: string;
  @MayBeLeftOut() @IsDay({ api: { required: false, description: '竣工日期' } }) completedOn?: string;
  @MayBeLeftOut() @IsDay({ api: { required: false, description: '投运日期' } }) operatingSince?: string;
  @IsDocument('依据文件', { optional: true }) document?: DocumentRefDto;
}

export class AmendParkDto {
  @IsText('新名称', { optional: true }) name?: string;
  @ApiPropertyOptional({ type: OperatorDto }) @MayBeLeftOut() @IsObject() @ValidateNested() @Type(() => OperatorDto) operator?: OperatorDto;
  @IsText('新联系人（加密保存）', { optional: true, max: 500 }) contact?: string;
  @MayBeLeftOut() @IsDay({ api: { required: false, description: '竣工日期' } }) completedOn?: string;
  @MayBeLeftOut() @IsDay({ api: { required: false, description: '投运日期' } }) operatingSince?: string;
  @IsText('变更理由') reason!: string;
  @IsDocument('依据文件', { optional: true }) document?: DocumentRefDto;
}

export class MergeParkDto {
  @IsCode('并入的园区') into!: string;
  @IsDay({ api: { description: '合并日期' } }) on!: string;
  @IsDocument('批准文件') document!: DocumentRefDto;
}

export class SplitParkDto {
  @AreTexts('承接的园区，两个以上，均已登记') into!: string[];
  @IsDay({ api: { description: '拆分日期' } }) on!: string;
  @IsDocument('批准文件') document!: DocumentRefDto;
}

export class GrantTransitionDto {
  @IsDay({ api: { description: '过渡期最后一日；自竣工投运起最长 24 个月' } }) until!: string;
  @IsText('评分口径编号') scheme!: string;
  @IsDocument('批准文件') document!: DocumentRefDto;
}

export class DeclareParticipationDto {
  @IsYear('考核年度') year!: number;
  @IsFlag('是否参评；一经签署不再更改') takesPart!: boolean;
  @IsDocument('签署的声明', { optional: true }) document?: DocumentRefDto;
}

export class ParksFilter extends PageQuery {
  @ApiPropertyOptional({ description: '开发区' }) @MayBeLeftOut() @IsString() zone?: string;
  @ApiPropertyOptional({ description: '县区' }) @MayBeLeftOut() @IsString() county?: string;
  @ApiPropertyOptional({ enum: ['active', 'ended'] }) @MayBeLeftOut() @IsIn(['active', 'ended']) status?: 'active' | 'ended';
}

export class ParkStatusFilter extends ReadQuery {
  @IsDay({ api: { description: '结果日（R38）' } }) resultDay!: string;
  @IsText('评分口径编号') scheme!: string;
}

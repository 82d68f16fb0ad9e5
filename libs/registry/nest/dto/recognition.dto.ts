import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsArray, IsObject, IsString, Length, ValidateNested } from 'class-validator';
import { IsDay, IsDecimalText, IsFlag, IsOneOf, IsText, MayBeLeftOut } from '#libs/http';
import { recognitionCriteria, type RecognitionCriterion } from '#libs/registry';
import { AreDocuments, type DocumentRefDto, IsDocument } from '#libs/evidence/nest';
import { IsCount } from './rules.js';

class WithEvidence {
  @AreDocuments('证据，至少一份', { least: 1 }) evidence!: DocumentRefDto[];
}
export class StatedDto extends WithEvidence {
  @IsFlag('是否满足') met!: boolean;
}
export class CreditDto extends WithEvidence {
  @IsFlag('运营主体信用记录良好') operator!: boolean;
  @IsFlag('法定代表人信用记录良好') representative!: boolean;
}
export class OperationDto extends WithEvidence {
  @IsDay({ api: { description: '实际运营起始日' } }) since!: string;
}
export class LandDto {
  @IsDecimalText({ api: { description: '占地面积' } }) area!: string;
  @IsOneOf(['mu', 'm2'], '亩或平方米') unit!: 'mu' | 'm2';
}
export class SizeDto extends WithEvidence {
  @ApiPropertyOptional({ type: LandDto }) @MayBeLeftOut() @IsObject() @ValidateNested() @Type(() => LandDto) land?: LandDto;
  @MayBeLeftOut() @IsDecimalText({ api: { required: false, description: '建筑面积，平方米' } }) floor?: string;
}
export class AdmissionConditionsDto extends WithEvidence {
  @IsFlag('企业入园条件明确') met!: boolean;
  @ApiProperty({ description: '主导产业' }) @IsString() @Length(0, 200) leadingIndustry!: string;
}
export class SmallShareDto extends WithEvidence {
  @IsCount('小微企业数') small!: number;
  @IsCount('入驻企业总数') tenants!: number;
}
export class ManufacturersDto extends WithEvidence {
  @IsCount('加工制造类企业数') count!: number;
}

const Part =
  (type: () => new () => object): PropertyDecorator =>
  (target, property) => {
    ApiProperty({ type: type() })(target, property);
    IsObject()(target, property);
    ValidateNested()(target, property);
    Type(type)(target, property as string);
  };

/** One fact a criterion, each with its evidence. */
export class RecognitionFactsDto {
  @Part(() => StatedDto) withinZone!: StatedDto;
  @Part(() => StatedDto) legalPerson!: StatedDto;
  @Part(() => CreditDto) goodCredit!: CreditDto;
  @Part(() => OperationDto) inOperation!: OperationDto;
  @Part(() => StatedDto) fitsPlan!: StatedDto;
  @Part(() => StatedDto) publicFacilities!: StatedDto;
  @Part(() => StatedDto) operator!: StatedDto;
  @Part(() => SizeDto) size!: SizeDto;
  @Part(() => AdmissionConditionsDto) admissionConditions!: AdmissionConditionsDto;
  @Part(() => SmallShareDto) smallShare!: SmallShareDto;
  @Part(() => ManufacturersDto) manufacturers!: ManufacturersDto;
}

export class ApplyForRecognitionDto {
  @Part(() => RecognitionFactsDto) facts!: RecognitionFactsDto;
  @IsDocument('申请文件', { optional: true }) document?: DocumentRefDto;
}

export class RecogniseParkDto {
  @IsDay({ api: { description: '认定日期；运营满 12 个月按此日计算' } }) on!: string;
  @IsText('评分口径编号：认定条件以它为准') scheme!: string;
  @IsDocument('认定文件') document!: DocumentRefDto;
}

export class FindingDto {
  @IsOneOf(recognitionCriteria, '不满足的条件') criterion!: RecognitionCriterion;
  @IsText('理由') reason!: string;
}

export class RefuseRecognitionDto {
  @IsDay({ api: { description: '决定日期' } }) on!: string;
  @IsText('评分口径编号') scheme!: string;
  @ApiProperty({ type: [FindingDto], description: '专班核查认为不满足的条件（申请所述之外）；可为空' })
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => FindingDto)
  findings!: FindingDto[];
  @IsDocument('决定文件', { optional: true }) document?: DocumentRefDto;
}

export class WithdrawRecognitionDto {
  @IsDay({ api: { description: '撤销日期' } }) on!: string;
  @IsText('理由') ground!: string;
  @IsDocument('撤销文件') document!: DocumentRefDto;
}

import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsBoolean, IsIn, IsInt, IsObject, IsString, Length, Max, Min, ValidateNested } from 'class-validator';
import { MayBeLeftOut } from '#libs/http';
import type { Verdict, WaiverKind } from '#libs/dossier';
import { DocumentRefDto } from '#libs/evidence/nest';

const LINES = {
  description:
    '逐行清单，字段按指标的行类型；数额写成文本；每行带 source {hash, sheet, row}（先上传文件）；空名单写 []。逐行的错误一次列全，位置写作 lines[3].amount',
  type: 'array',
  items: { type: 'object' },
  example: [{ uscc: '91341502MA2TX00250', amount: '12.5', scope: 'entity', source: { hash: 'ab'.repeat(32), sheet: '税收.csv', row: 2 } }],
} as const;

class ReasonDto {
  @ApiProperty({ description: '理由' })
  @IsString()
  @Length(1, 2000)
  reason!: string;
}

export class SubmissionDto {
  @ApiProperty(LINES)
  @IsArray()
  @ArrayMaxSize(5000)
  lines!: unknown[];

  @ApiProperty({ required: false, description: '说明' })
  @MayBeLeftOut()
  @IsString()
  @Length(1, 2000)
  note?: string;

  @ApiProperty({ required: false, type: [DocumentRefDto], description: '佐证文件' })
  @MayBeLeftOut()
  @IsArray()
  @ArrayMaxSize(50)
  @ValidateNested({ each: true })
  @Type(() => DocumentRefDto)
  documents?: DocumentRefDto[];
}

export class CorrectionDto extends ReasonDto {
  @ApiProperty(LINES)
  @IsArray()
  @ArrayMaxSize(5000)
  lines!: unknown[];

  @ApiProperty({ required: false, description: '说明' })
  @MayBeLeftOut()
  @IsString()
  @Length(1, 2000)
  note?: string;

  @ApiProperty({ type: [DocumentRefDto], description: '更正的依据文件，至少一份' })
  @IsArray()
  @ArrayMaxSize(50)
  @ValidateNested({ each: true })
  @Type(() => DocumentRefDto)
  documents!: DocumentRefDto[];
}

export class ExplanationDto {
  @ApiProperty({ description: '变动的原因' })
  @IsString()
  @Length(1, 2000)
  text!: string;

  @ApiProperty({ required: false, type: [DocumentRefDto], description: '佐证文件' })
  @MayBeLeftOut()
  @IsArray()
  @ArrayMaxSize(50)
  @ValidateNested({ each: true })
  @Type(() => DocumentRefDto)
  documents?: DocumentRefDto[];
}

export class CorrectionRequestDto extends ReasonDto {
  @ApiProperty({ type: [DocumentRefDto], description: '更正的依据文件，至少一份' })
  @IsArray()
  @ArrayMaxSize(50)
  @ValidateNested({ each: true })
  @Type(() => DocumentRefDto)
  documents!: DocumentRefDto[];
}

export class CorrectionDecisionDto extends ReasonDto {
  @ApiProperty({ description: '是否同意更正' })
  @IsBoolean()
  granted!: boolean;

  @ApiProperty({ required: false, type: DocumentRefDto, description: '决定的依据文件' })
  @MayBeLeftOut()
  @IsObject()
  @ValidateNested()
  @Type(() => DocumentRefDto)
  document?: DocumentRefDto;

  @ApiProperty({ required: false, description: '档案已关闭而同意更正的：须重启的评价年度' })
  @MayBeLeftOut()
  @IsInt()
  @Min(1949)
  @Max(9999)
  reopens?: number;
}

class VerdictDto implements Verdict {
  @ApiProperty({ description: '行编号' })
  @IsString()
  @Length(1, 300)
  line!: string;

  @ApiProperty({ enum: ['confirmed', 'returned', 'struck'], description: '核实结论：确认、退回（须更正）、划去（不计）' })
  @IsIn(['confirmed', 'returned', 'struck'])
  verdict!: Verdict['verdict'];

  @ApiProperty({ required: false, description: '退回或划去的理由' })
  @MayBeLeftOut()
  @IsString()
  @Length(1, 2000)
  reason?: string;
}

export class VerificationDto {
  @ApiProperty({ type: [VerdictDto], description: '逐行结论：每一行一个；空名单写 []' })
  @IsArray()
  @ArrayMaxSize(5000)
  @ValidateNested({ each: true })
  @Type(() => VerdictDto)
  verdicts!: VerdictDto[];
}

export class ReturnDto extends ReasonDto {}
export class WithdrawalDto extends ReasonDto {}

export class RevocationDto extends ReasonDto {
  @ApiProperty({ enum: ['claimed', 'baseNonExistent'], description: '豁免种类：园区申报项计为无，或基期指标计为不存在' })
  @IsIn(['claimed', 'baseNonExistent'])
  kind!: WaiverKind;
}

export class WaiverDto extends RevocationDto {
  @ApiProperty({ required: false, type: DocumentRefDto })
  @MayBeLeftOut()
  @IsObject()
  @ValidateNested()
  @Type(() => DocumentRefDto)
  document?: DocumentRefDto;
}

export class DeclarationDto {
  @ApiProperty({ required: false, type: DocumentRefDto, description: '承诺书' })
  @MayBeLeftOut()
  @IsObject()
  @ValidateNested()
  @Type(() => DocumentRefDto)
  commitment?: DocumentRefDto;
}

export class CountyReviewDto {
  @ApiProperty({ enum: ['passed', 'returned'], description: '初审结论：通过，或退回园区' })
  @IsIn(['passed', 'returned'])
  opinion!: 'passed' | 'returned';

  @ApiProperty({ description: '初审意见' })
  @IsString()
  @Length(1, 2000)
  text!: string;
}

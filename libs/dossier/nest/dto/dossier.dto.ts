import { ApiProperty } from '@nestjs/swagger';
import { ArrayMaxSize, IsArray } from 'class-validator';
import type { Verdict, WaiverKind } from '#libs/dossier';
import { AreDocuments, type DocumentRefDto, IsDocument } from '#libs/evidence/nest';
import { AreParts, IsFlag, IsOneOf, IsText, IsWhole } from '#libs/http';

class ReasonDto {
  @IsText('理由') reason!: string;
}

/** A fact's lines as they are delivered, the first time or anew. */
class DeliveryDto {
  @ApiProperty({
    description:
      '逐行清单，字段按指标的行类型；数额写成文本；每行带 source {hash, sheet, row}（先上传文件）；空名单写 []。逐行的错误一次列全，位置写作 lines[3].amount',
    type: 'array',
    items: { type: 'object' },
    example: [
      { uscc: '91341502MA2TX00250', amount: '12.5', scope: 'entity', source: { hash: 'ab'.repeat(32), sheet: '税收.csv', row: 2 } },
    ],
  })
  @ArrayMaxSize(5000)
  @IsArray()
  lines!: unknown[];

  @IsText('说明', { optional: true }) note?: string;
}

export class SubmissionDto extends DeliveryDto {
  @AreDocuments('佐证文件', { optional: true }) documents?: DocumentRefDto[];
}

export class CorrectionDto extends DeliveryDto {
  @IsText('理由') reason!: string;
  @AreDocuments('更正的依据文件，至少一份') documents!: DocumentRefDto[];
}

export class ExplanationDto {
  @IsText('变动的原因') text!: string;
  @AreDocuments('佐证文件', { optional: true }) documents?: DocumentRefDto[];
}

export class CorrectionRequestDto extends ReasonDto {
  @AreDocuments('更正的依据文件，至少一份') documents!: DocumentRefDto[];
}

export class CorrectionDecisionDto extends ReasonDto {
  @IsFlag('是否同意更正') granted!: boolean;
  @IsDocument('决定的依据文件', { optional: true }) document?: DocumentRefDto;
  @IsWhole('档案已关闭而同意更正的：须重启的评价年度', { optional: true, min: 1949, max: 9999 }) reopens?: number;
}

/** What a verifier says of one line. */
export class VerdictDto implements Verdict {
  @IsText('行编号', { max: 300 }) line!: string;
  @IsOneOf(['confirmed', 'returned', 'struck'], '核实结论：确认、退回（须更正）、划去（不计）') verdict!: Verdict['verdict'];
  @IsText('退回或划去的理由', { optional: true }) reason?: string;
}

export class VerificationDto {
  @AreParts(() => VerdictDto, '逐行结论：每一行一个；空名单写 []', { most: 5000 }) verdicts!: VerdictDto[];
}

export class ReturnDto extends ReasonDto {}
export class WithdrawalDto extends ReasonDto {}

export class RevocationDto extends ReasonDto {
  @IsOneOf(['claimed', 'baseNonExistent'], '豁免种类：园区申报项计为无，或基期指标计为不存在') kind!: WaiverKind;
}

export class WaiverDto extends RevocationDto {
  @IsDocument('依据文件', { optional: true }) document?: DocumentRefDto;
}

export class DeclarationDto {
  @IsDocument('承诺书', { optional: true }) commitment?: DocumentRefDto;
}

export class CountyReviewDto {
  @IsOneOf(['passed', 'returned'], '初审结论：通过，或退回园区') opinion!: 'passed' | 'returned';
  @IsText('初审意见') text!: string;
}

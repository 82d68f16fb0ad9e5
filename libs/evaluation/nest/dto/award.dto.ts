import { ApiProperty } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import { type DocumentRefDto, IsDocument } from '#libs/evidence/nest';
import { AreParts, IsDay, IsDecimalText, IsWhole } from '#libs/http';
import { IsText } from './rules.js';

export class DecideAdjustmentDto {
  @IsWhole('提出调整的版次', { min: 1 }) edition!: number;
  @ApiProperty({ enum: ['approved', 'rejected'] }) @IsIn(['approved', 'rejected']) decision!: 'approved' | 'rejected';
  @IsText('依据') ground!: string;
  @IsDocument('决定文件') document!: DocumentRefDto;
}
export class PayAwardDto {
  @IsDecimalText({ api: { description: '金额（万元）' } }) amount!: string;
  @IsDay({ api: { description: '日期' } }) on!: string;
  @IsDocument('凭证') document!: DocumentRefDto;
}
export class AwardUseDto {
  @IsText('用途：口径所列之一，或 team（运营团队）、other（其他）', { max: 200 }) use!: string;
  @IsDecimalText({ api: { description: '金额（万元）' } }) amount!: string;
  @IsText('理由（其他用途必填）', { optional: true }) reason?: string;
  @IsDocument('凭证', { optional: true }) document?: DocumentRefDto;
}
export class ReportUseDto {
  @AreParts(() => AwardUseDto, '使用明细') uses!: AwardUseDto[];
}

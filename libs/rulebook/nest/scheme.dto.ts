import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMinSize, IsArray, IsObject, IsString, Matches, ValidateNested } from 'class-validator';
import { IsText, MayBeLeftOut } from '#libs/http';
import { type DocumentRefDto, IsDocument } from '#libs/evidence/nest';

/** The scheme as YAML text (faults then name line and column) or as JSON: one of the two. */
export class DraftSchemeDto {
  @IsText('方案全文（YAML 文本）；与 content 二选一', { optional: true, max: 500_000 }) yaml?: string;

  @ApiProperty({ required: false, type: Object, description: '方案全文（JSON）' })
  @MayBeLeftOut()
  @IsObject()
  content?: object;

  @IsDocument('草案的来源文件', { optional: true }) source?: DocumentRefDto;
}

class ConfirmationDto {
  @ApiProperty({ description: '须确认事项的代码', example: 'draftBonus' })
  @IsString()
  code!: string;

  @IsText('理由') reason!: string;
}

export class ConfirmSchemeDto {
  @ApiProperty({ description: '所确认草案的内容哈希' })
  @Matches(/^[0-9a-f]{64}$/)
  hash!: string;

  @ApiProperty({ type: [ConfirmationDto] })
  @IsArray()
  @ArrayMinSize(1)
  @ValidateNested({ each: true })
  @Type(() => ConfirmationDto)
  confirmations!: ConfirmationDto[];
}

export class AdoptSchemeDto {
  @ApiProperty({ description: '所采用草案的内容哈希' })
  @Matches(/^[0-9a-f]{64}$/)
  hash!: string;

  @IsDocument('采用的依据文件（专班会议纪要等）') basis!: DocumentRefDto;
}

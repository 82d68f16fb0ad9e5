import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsIn, IsInt, IsString, Length, Matches, Max, Min, ValidateNested } from 'class-validator';
import { DocumentRefDto } from '#libs/evidence/nest';
import { MayBeLeftOut, ReadQuery } from '#libs/http';
import { departments } from '#libs/kernel';
import { type WorkbookKind, workbookKinds } from '#libs/submission';

export class ReceiveSubmissionDto {
  @ApiProperty({ enum: workbookKinds, description: '报送种类：部门报送、园区申报、园内企业名单、核实表、安全生产事故说明表' })
  @IsIn(workbookKinds)
  kind!: WorkbookKind;

  @ApiProperty({ description: '年度' })
  @IsInt()
  @Min(1949)
  @Max(9999)
  year!: number;

  @ApiProperty({ description: '工作簿的 SHA-256（先经 POST /evidence 上传）', example: 'ab'.repeat(32) })
  @Matches(/^[0-9a-f]{64}$/)
  hash!: string;

  @ApiProperty({ description: '文件名，与上传时相同', example: '2023年度税收.xlsx' })
  @IsString()
  @Length(1, 200)
  name!: string;
}

class FactNoteDto {
  @ApiProperty({ description: '园区代码' })
  @IsString()
  @Length(1, 100)
  park!: string;

  @ApiProperty({ description: '指标代码' })
  @IsString()
  @Length(1, 60)
  metric!: string;

  @ApiProperty({ description: '说明' })
  @IsString()
  @Length(1, 2000)
  note!: string;
}

export class AcceptSubmissionDto {
  @ApiProperty({ description: '所确认的预览的哈希（查询该报送所得的 preview.hash）；此间账本有变则答 412' })
  @Matches(/^[0-9a-f]{64}$/)
  previewHash!: string;

  @ApiProperty({ required: false, description: '理由；含更正时必填' })
  @MayBeLeftOut()
  @IsString()
  @Length(1, 2000)
  reason?: string;

  @ApiProperty({ required: false, type: [DocumentRefDto], description: '依据文件；含更正时必附' })
  @MayBeLeftOut()
  @IsArray()
  @ArrayMaxSize(50)
  @ValidateNested({ each: true })
  @Type(() => DocumentRefDto)
  documents?: DocumentRefDto[];

  @ApiProperty({ required: false, type: [FactNoteDto], description: '对单项的说明，例如较上年变动过大的原因' })
  @MayBeLeftOut()
  @IsArray()
  @ArrayMaxSize(1000)
  @ValidateNested({ each: true })
  @Type(() => FactNoteDto)
  notes?: FactNoteDto[];
}

export class WithdrawSubmissionDto {
  @ApiProperty({ required: false, description: '理由' })
  @MayBeLeftOut()
  @IsString()
  @Length(1, 2000)
  reason?: string;
}

export class SubmissionsFilterDto extends ReadQuery {
  @ApiProperty({ required: false, description: '年度' })
  @MayBeLeftOut()
  @Type(() => Number)
  @IsInt()
  year?: number;

  @ApiProperty({ required: false, enum: departments, description: '报送部门' })
  @MayBeLeftOut()
  @IsIn(departments)
  department?: string;

  @ApiProperty({ required: false, description: '状态' })
  @MayBeLeftOut()
  @IsIn(['received', 'rejected', 'withdrawn', 'accepted', 'applied'])
  status?: string;
}

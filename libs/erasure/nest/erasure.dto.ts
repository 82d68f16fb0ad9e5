import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsObject, IsString, Length, Matches, ValidateNested } from 'class-validator';
import { type ErasureGround, erasureGrounds, groundNames, type PersonalKind, personalKinds } from '#libs/erasure';
import { DocumentRefDto } from '#libs/evidence/nest';

const groundsInWords = erasureGrounds.map((ground) => `${ground} ${groundNames[ground]}`).join('；');

class BasisDto {
  @ApiProperty({ enum: erasureGrounds, description: `法定情形（个人信息保护法第四十七条）：${groundsInWords}` })
  @IsIn(erasureGrounds)
  ground!: ErasureGround;

  @ApiProperty({ description: '理由（不写姓名等个人信息）' })
  @IsString()
  @Length(1, 2000)
  reason!: string;

  @ApiProperty({ type: DocumentRefDto, description: '依据文件（删除申请、批示等；标题不写姓名）' })
  @IsObject()
  @ValidateNested()
  @Type(() => DocumentRefDto)
  document!: DocumentRefDto;
}

/** Proposes to erase all personal fields of a subject. */
export class ProposePersonalErasureDto extends BasisDto {
  @ApiProperty({ description: '主体编号：园区的 contactSubject、企业的 nameSubject，或事件中个人信息的 subject' })
  @Matches(/^[A-Za-z0-9._:-]{1,100}$/)
  subject!: string;

  @ApiProperty({ enum: personalKinds, description: '内容：contact 联系人，name 个体工商户名称' })
  @IsIn(personalKinds)
  data!: PersonalKind;
}

/** Proposes to erase a delivered file. */
export class ProposeEvidenceErasureDto extends BasisDto {
  @ApiProperty({ description: '文件内容的 SHA-256' })
  @Matches(/^[0-9a-f]{64}$/)
  hash!: string;
}

export class DropErasureDto {
  @ApiProperty({ description: '不予删除的理由（如保存期限未届满）' })
  @IsString()
  @Length(1, 2000)
  reason!: string;
}

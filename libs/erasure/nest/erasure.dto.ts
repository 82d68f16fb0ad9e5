import { ApiProperty } from '@nestjs/swagger';
import { Matches } from 'class-validator';
import { type ErasureGround, erasureGrounds, groundNames, type PersonalKind, personalKinds } from '#libs/erasure';
import { type DocumentRefDto, IsDocument } from '#libs/evidence/nest';
import { IsOneOf, IsText } from '#libs/http';

const groundsInWords = erasureGrounds.map((ground) => `${ground} ${groundNames[ground]}`).join('；');

class BasisDto {
  @IsOneOf(erasureGrounds, `法定情形（个人信息保护法第四十七条）：${groundsInWords}`) ground!: ErasureGround;

  @IsText('理由（不写姓名等个人信息）') reason!: string;

  @IsDocument('依据文件（删除申请、批示等；标题不写姓名）') document!: DocumentRefDto;
}

/** Proposes to erase all personal fields of a subject. */
export class ProposePersonalErasureDto extends BasisDto {
  @ApiProperty({ description: '主体编号：园区的 contactSubject、企业的 nameSubject，或事件中个人信息的 subject' })
  @Matches(/^[A-Za-z0-9._:-]{1,100}$/)
  subject!: string;

  @IsOneOf(personalKinds, '内容：contact 联系人，name 个体工商户名称') data!: PersonalKind;
}

/** Proposes to erase a delivered file. */
export class ProposeEvidenceErasureDto extends BasisDto {
  @ApiProperty({ description: '文件内容的 SHA-256' })
  @Matches(/^[0-9a-f]{64}$/)
  hash!: string;
}

export class DropErasureDto {
  @IsText('不予删除的理由（如保存期限未届满）') reason!: string;
}

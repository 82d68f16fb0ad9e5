import { IsDay, IsFlag, IsOneOf, IsText, MayBeLeftOut } from '#libs/http';
import { type NestedKind, nestedKinds, severities, type Severity } from '#libs/registry';
import { type DocumentRefDto, IsDocument } from '#libs/evidence/nest';
import { AreTexts, IsCode, IsYear } from './rules.js';

export class ReportNestedDto {
  @IsOneOf(nestedKinds, '园中园或厂中厂') kind!: NestedKind;
  @IsDay({ api: { description: '自何日起' } }) on!: string;
  @IsDocument('材料', { optional: true }) document?: DocumentRefDto;
}
export class ConfirmNestedDto {
  @IsOneOf(nestedKinds, '核实的类型（与报告不同时）', { optional: true }) kind?: NestedKind;
  @MayBeLeftOut() @IsDay({ api: { required: false, description: '核实的起始日（与报告不同时）' } }) on?: string;
  @IsDocument('核实材料', { optional: true }) document?: DocumentRefDto;
}
export class DismissNestedDto {
  @IsText('理由') reason!: string;
  @IsDocument('核实材料', { optional: true }) document?: DocumentRefDto;
}
export class ClearNestedDto {
  @IsDay({ api: { description: '整改销号日期' } }) on!: string;
  @IsDocument('销号材料') document!: DocumentRefDto;
}

export class RecordAccidentDto {
  @IsCode('事故编号（应急管理部门编）') accident!: string;
  @IsDay({ api: { description: '发生日期' } }) date!: string;
  @IsOneOf(severities, '等级：一般、较大、重大、特别重大；未定级不填', { optional: true }) severity?: Severity;
  @IsDocument('官方事故调查报告；定级时必附', { optional: true }) report?: DocumentRefDto;
}
export class GradeAccidentDto {
  @IsOneOf(severities, '等级') severity!: Severity;
  @IsDocument('官方事故调查报告') report!: DocumentRefDto;
}
export class StrikeAccidentDto {
  @IsText('撤销理由') reason!: string;
  @IsDocument('依据文件') document!: DocumentRefDto;
}
export class StateAccidentsDto {
  @IsYear('年度，须已结束') year!: number;
  @IsFlag('该年度没有事故') none!: boolean;
  @AreTexts('该年度的事故编号，须与登记完全一致') accidents!: string[];
  @IsDocument('说明文件', { optional: true }) document?: DocumentRefDto;
}

export class ProveFalseEvidenceDto {
  @IsYear('弄虚作假所属考核年度') year!: number;
  @IsText('所涉指标', { optional: true }) metric?: string;
  @IsDocument('认定文件') document!: DocumentRefDto;
}
export class RevokeFalseEvidenceDto {
  @IsText('撤销理由') reason!: string;
  @IsDocument('依据文件') document!: DocumentRefDto;
}

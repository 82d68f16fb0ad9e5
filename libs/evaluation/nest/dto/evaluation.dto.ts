import { ApiProperty } from '@nestjs/swagger';
import { IsNotEmpty, IsObject, IsString, ValidateIf } from 'class-validator';
import { type ObjectionOffice, objectionOffices } from '#libs/evaluation';
import type { MeasureValue } from '#libs/scoring';
import type { ReadingOverrides } from '#libs/scheme';
import { AreDocuments, type DocumentRefDto, IsDocument } from '#libs/evidence/nest';
import { AreParts, IsDay, IsFlag, IsOneOf, IsWhole, MayBeLeftOut } from '#libs/http';
import { AreAccounts, AreParks, IsText } from './rules.js';

export class OpenEvaluationDto {
  @IsText('已采用的口径编号', { max: 60 }) scheme!: string;
}
export class CloseCollectionDto {
  @IsDay({ api: { description: '结果日：计入该日及以前的事故（R38）' } }) resultDay!: string;
  @IsFlag('true：有阻塞项时也先冻结名单，随办随封', { optional: true }) evenIfBlocked?: boolean;
}
export class ReasonDto {
  @IsText('理由') reason!: string;
}
export class RequestScoringDto extends ReasonDto {
  @MayBeLeftOut() @IsDay({ api: { required: false, description: '改用另一结果日' } }) resultDay?: string;
}
export class RuleTieDto extends ReasonDto {
  @AreParks('该组并列的全部园区，先后为序', 2) parks!: string[];
  @IsDocument('会议纪要') minutes!: DocumentRefDto;
  @AreAccounts('裁定人账号，两名以上', 2) persons!: string[];
}
export class ConfirmTierCountDto extends ReasonDto {
  @IsWhole('A 档数量') count!: number;
  @IsDocument('会议纪要') minutes!: DocumentRefDto;
}
export class PlanSiteChecksDto {
  @IsWhole('所依据的计分轮次') run!: number;
  @IsText('抽取种子：公开后任何人可以复算', { max: 200 }) seed!: string;
}
export class RecordSiteCheckDto {
  @IsDay({ api: { description: '核查日期' } }) on!: string;
  @AreAccounts('核查人账号') by!: string[];
  @IsFlag('是否与申报相符') passed!: boolean;
  @IsText('核查情况') findings!: string;
  @IsDocument('现场核查表') form!: DocumentRefDto;
  @AreDocuments('现场照片') photos!: DocumentRefDto[];
}
export class RecordMeetingDto {
  @IsDay({ api: { description: '会议日期' } }) held!: string;
  @IsDocument('会议纪要') minutes!: DocumentRefDto;
  @AreAccounts('出席人账号') present!: string[];
  @AreAccounts('回避人账号', 0) recused!: string[];
  @IsText('议定事项') decided!: string;
}
export class PublishNoticeDto {
  @IsWhole('公示的计分轮次') run!: number;
  @IsDay({ api: { description: '公示起始日（含）' } }) from!: string;
  @IsDocument('公示文件') document!: DocumentRefDto;
}
export class NoticeProofDto {
  @IsText('公示之处：网站、报纸或张贴地点', { max: 500 }) where!: string;
  @IsDay({ api: { description: '自何日起公示（含）' } }) on!: string;
  @IsDocument('证明：网页截图、报样或照片') document!: DocumentRefDto;
}
export class AssignObjectionDto {
  @IsOneOf(objectionOffices, '承办单位') office!: ObjectionOffice;
}
export class AnswerObjectionDto {
  @IsFlag('承办单位的意见：异议是否成立') founded!: boolean;
  @IsText('核实情况') answer!: string;
  @IsDocument('核实材料') document!: DocumentRefDto;
}
export class LodgeObjectionDto {
  @IsText('园区代码', { max: 100 }) park!: string;
  @IsText('异议内容') text!: string;
  @AreDocuments('证据', { least: 1 }) documents!: DocumentRefDto[];
}
export class ObjectionChangeDto {
  @IsText('园区代码', { max: 100 }) park!: string;
  @IsText('更正之处') what!: string;
}
export class ResolveObjectionDto {
  @IsFlag('是否成立') upheld!: boolean;
  @IsText('答复') answer!: string;
  @IsDocument('答复文件') document!: DocumentRefDto;
  @AreParts(() => ObjectionChangeDto, '更正之处') changes!: ObjectionChangeDto[];
}
export class ApproveResultsDto {
  @IsWhole('批准的计分轮次') run!: number;
  @IsDocument('专班会议纪要（须已登记）', { optional: true }) minutes?: DocumentRefDto;
  @IsDocument('市政府同意：批示或文号', { optional: true }) consent?: DocumentRefDto;
  @IsDocument('印发的通报：发文字号、成文日期', { optional: true }) notice?: DocumentRefDto;
}
export class FinaliseResultsDto {
  @IsWhole('定案的计分轮次') run!: number;
}
export class DossierRefDto {
  @IsText('园区代码', { max: 100 }) park!: string;
  @IsWhole('年度', { min: 1949, max: 9999 }) year!: number;
}
export class ReopenEvaluationDto extends ReasonDto {
  @IsDocument('依据文件') document!: DocumentRefDto;
  @AreParts(() => DossierRefDto, '退回更正的档案') dossiers!: DossierRefDto[];
}
export class KeepEditionDto extends ReasonDto {
  @IsDocument('依据文件') document!: DocumentRefDto;
}

export class MeasureChangeDto {
  @IsText('园区代码', { max: 100 }) park!: string;
  @IsWhole('年度：当年或上年', { min: 1949, max: 9999 }) year!: number;
  @IsText('计量项', { max: 60 }) measure!: string;
  @ApiProperty({ description: '取值：金额为文本；null 表示没有', nullable: true, type: Object })
  @ValidateIf((change: MeasureChangeDto) => change.value !== null)
  @IsNotEmpty()
  value!: MeasureValue | null;
}
export class WhatIfDto {
  @IsWhole('以某一版的输入为基础；与 now 二选一', { optional: true, min: 1 }) edition?: number;
  @IsOneOf(['verified', 'submitted'], '以现状为基础：只计已核实的，或连同已提交的', { optional: true }) now?: 'verified' | 'submitted';
  @ApiProperty({ required: false, description: '换用另一份口径' }) @MayBeLeftOut() @IsString() scheme?: string;
  @ApiProperty({ required: false, description: '替换口径中的读法', type: Object }) @MayBeLeftOut() @IsObject() readings?: ReadingOverrides;
  @AreParts(() => MeasureChangeDto, '改变的计量项', { optional: true }) measures?: MeasureChangeDto[];
}

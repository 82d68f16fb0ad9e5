import { defineErrors } from '#libs/kernel';

/** Refusals of this room: what was asked for is no document, or can't be made. */
export const documentErrors = defineErrors({
  'documents.kindUnknown': { kind: 'notFound', zh: '没有「{kind}」这种文书', remedy: '可以生成的文书：{known}' },
  'documents.formatUnknown': { kind: 'invalid', zh: '文书不能生成为「{format}」格式', remedy: '格式可选：{known}' },
  'documents.editionMalformed': { kind: 'invalid', zh: '版次「{edition}」不是正整数', remedy: '填写第几版，例如 1；不填为可见的最新结果' },
  'documents.parkMissing': { kind: 'invalid', zh: '没有说明是哪个园区的{document}', remedy: '在参数中写明园区编码（park）' },
  'documents.departmentMissing': {
    kind: 'invalid',
    zh: '没有说明是哪个部门的{document}',
    remedy: '在参数中写明部门代码（department）',
  },
  'documents.departmentUnknown': { kind: 'invalid', zh: '没有代码为「{department}」的部门', remedy: '对照部门代码表改正：{known}' },
  'documents.objectionUnknown': { kind: 'notFound', zh: '没有编号为「{objection}」的异议，或无权查看', remedy: '核对异议编号' },
  'documents.siteCheckUnknown': {
    kind: 'notFound',
    zh: '园区 {park} 不在 {year} 年度的现场核查名单中',
    remedy: '先安排现场核查，或核对园区编码',
  },
  'documents.tooLong': {
    kind: 'tooLarge',
    zh: '这份{document}有 {rows} 行，超过 PDF 的上限（{most} 行）',
    remedy: '改用表格（xlsx）或文本（csv）格式，或按园区分别生成',
  },
  'documents.renderingFailed': { kind: 'unavailable', zh: '文书未能生成', remedy: '请稍后重试；仍不成功时告知管理员' },
  'documents.pressClosed': { kind: 'unavailable', zh: '程序正在停止，文书没有生成', remedy: '请稍后重试' },
  'documents.tooMany': { kind: 'unavailable', zh: '正在生成的文书已有 {running} 份', remedy: '请稍后再试' },
});

import { defineErrors } from '#libs/kernel';

export const erasureErrors = defineErrors({
  'erasure.notAllowed': { kind: 'forbidden', zh: '只有专班或管理员可以办理删除', remedy: '转交专班' },
  'erasure.unknown': { kind: 'notFound', zh: '没有编号为 {erasure} 的删除事项', remedy: '核对编号（GET /erasures）' },
  'erasure.nothingThere': {
    kind: 'notFound',
    zh: '账本没有这样的内容可删除：{what}',
    remedy: '在园区或企业的查询结果、或其事件流中核对主体编号；文件则核对哈希',
  },
  'erasure.alreadyProposed': {
    kind: 'conflict',
    zh: '已有待核准的删除事项 {erasure} 针对同一内容',
    remedy: '核准或撤回该事项',
  },
  'erasure.ownDocument': {
    kind: 'conflict',
    zh: '删除的依据文件就是要删除的文件',
    remedy: '依据请用另一份文件（删除申请、批示等）',
  },
  'erasure.copiesLeft': {
    kind: 'conflict',
    zh: '该文件的校验结果（带错误说明的表格）含有同样的内容，尚未删除：{copies}',
    remedy: '先按上列哈希提出并核准删除校验结果，再删除原文件',
  },
  'erasure.samePerson': { kind: 'forbidden', zh: '删除须由提出人以外的另一人核准', remedy: '请另一位专班人员或管理员核准' },
  'erasure.dropped': { kind: 'conflict', zh: '删除事项 {erasure} 已撤回或驳回', remedy: '确需删除的，重新提出' },
  'erasure.done': { kind: 'conflict', zh: '删除事项 {erasure} 已执行，不能撤回', remedy: '销毁的密钥无法恢复' },
  'erasure.keyNotDestroyed': {
    kind: 'unavailable',
    zh: '删除已记入账本，但密钥尚未销毁（{reason}）',
    remedy: '系统会自动继续；排除密钥目录的故障后，可用同一个幂等键重发以确认',
  },
});

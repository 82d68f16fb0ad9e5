import { defineErrors } from '#libs/kernel';

export const rulebookErrors = defineErrors({
  'rulebook.taskForceOnly': { kind: 'forbidden', zh: '评分方案只能由专班起草、确认和采用', remedy: '转交专班' },
  'rulebook.unknown': { kind: 'notFound', zh: '没有评分方案 {id}', remedy: '核对方案编号，或先起草' },
  'rulebook.notAdopted': { kind: 'conflict', zh: '评分方案 {id} 尚未采用', remedy: '由专班确认并采用后再使用' },
  'rulebook.adopted': { kind: 'conflict', zh: '评分方案 {id} 已采用，不能再改', remedy: '以新的编号起草新方案' },
  'rulebook.idDiffers': { kind: 'invalid', zh: '方案内容的编号是 {given}，不是 {id}', remedy: '使两处编号一致' },
  'rulebook.staleDraft': {
    kind: 'stale',
    zh: '当前草案的内容哈希是 {current}，不是 {hash}：此间草案已被替换',
    remedy: '查看当前草案后再决定',
  },
  'rulebook.confirmationUnknown': { kind: 'invalid', zh: '该方案没有需要确认的事项 {code}', remedy: '只确认方案列出的事项' },
  'rulebook.confirmationReason': { kind: 'invalid', zh: '确认事项「{code}」没有写明理由', remedy: '写明理由' },
  'rulebook.confirmationMissing': {
    kind: 'conflict',
    zh: '评分方案 {id} 还有 {count} 项须先确认',
    remedy: '按所列逐项确认并写明理由，再采用',
  },
  'rulebook.confirmationOpen': { kind: 'conflict', zh: '尚未确认：{text}', remedy: '由专班具名确认并写明理由' },
});

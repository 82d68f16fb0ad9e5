import { defineErrors } from '#libs/kernel';

/** The desk's own refusals; what a dossier refuses keeps the dossier's code. */
export const deskErrors = defineErrors({
  'desk.noEvaluation': { kind: 'notFound', zh: '{year} 年度的评价尚未启动', remedy: '由专班启动该年度评价后再查询' },
  'desk.versionUnknown': { kind: 'notFound', zh: '「{metric}」没有第 {version} 版', remedy: '先查询该事实有哪些版本' },
  'desk.nothingToCompare': { kind: 'conflict', zh: '「{metric}」只有 {count} 个版本，没有可比较的', remedy: '有两个以上版本后再比较' },
  'desk.invalid': { kind: 'invalid', zh: '核实清单有 {count} 处错误', remedy: '按所列逐条改正后重新提交' },
  'desk.oneDecision': {
    kind: 'invalid',
    zh: '第 {row} 项须有且只有一种办理：逐行结论、全部确认，或整项退回',
    remedy: '写逐行结论（verdicts）、全部确认（confirmAll）或整项退回的理由（return）；全部确认时可另列例外的行',
  },
  'desk.decidedTwice': { kind: 'invalid', zh: '第 {row} 项与第 {first} 项是同一事实', remedy: '一份清单中每项事实只办理一次' },
  'desk.otherYear': {
    kind: 'invalid',
    zh: '第 {row} 项的年度 {given} 不属于 {year} 年度评价',
    remedy: '只能办理本年度和上一年度（基期）的事实',
  },
  'desk.heldBack': {
    kind: 'conflict',
    zh: '同一档案的另一项被拒绝，本项一并未办理',
    remedy: '改正被拒绝的一项，或将其从清单中去掉后重新提交',
  },
  'desk.clashWithheld': {
    kind: 'conflict',
    zh: '「{metric}」与其他园区有冲突（明细限提交部门、专班和审计查看）',
    remedy: '由有关园区更正，或由核实部门划去其一（R5）',
  },
  'desk.scoringFailed': { kind: 'conflict', zh: '{year} 年度的计分没有算成：{reason}', remedy: '由专班按原因处理后重新计分' },
  'desk.issuePending': { kind: 'conflict', zh: '{year} 年度的结果尚未定案', remedy: '各步已办结，由专班定案' },
  'desk.requestPending': { kind: 'conflict', zh: '更正「{metric}」第 {version} 版的申请待决定', remedy: '由专班决定是否同意更正' },
  'desk.objectionPending': { kind: 'conflict', zh: '关于园区 {park} 的异议尚未办结', remedy: '由专班交办，或根据答复作出处理' },
  'desk.objectionToAnswer': { kind: 'conflict', zh: '关于园区 {park} 的异议已交办，尚未答复', remedy: '由承办单位核实后答复' },
  'desk.closingPending': { kind: 'conflict', zh: '{year} 年度的采集尚未截止', remedy: '各项办结后由专班截止采集' },
});

import { defineErrors, type DomainError, type Fault, refusalOf } from '#libs/kernel';

/** What can be wrong with a scheme file. Every fault names its path; `line` and `column` stand in its params where the file is text. */
export const schemeErrors = defineErrors({
  'scheme.invalid': {
    kind: 'invalid',
    zh: '评分方案文件有 {count} 处错误',
    remedy: '按逐条列出的路径和行列修改方案文件后重新提交',
  },
  'scheme.notYaml': {
    kind: 'invalid',
    zh: '方案文件不是有效的 YAML：{reason}',
    remedy: '按所示行列改正 YAML 语法（缩进、引号、重复的键）',
  },
  'scheme.unknownKey': { kind: 'invalid', zh: '未知的键（{path}）', remedy: '删除该键，或改为格式中规定的键名' },
  'scheme.missingKey': { kind: 'invalid', zh: '缺少一项（{path}）', remedy: '补上该键；方案必须写明每一项，程序不代填默认值' },
  'scheme.wrongForm': {
    kind: 'invalid',
    zh: '写法不对（{path}）：{problem}',
    remedy: '改为要求的类型和形式；数额写成带引号的十进制文字，例如 "0.6"',
  },
  'scheme.readingNotOffered': {
    kind: 'invalid',
    zh: '口径（{path}）不提供取值 {value}',
    remedy: '改用提供的取值：{offered}',
  },
  'scheme.sharesNotOne': {
    kind: 'invalid',
    zh: '水平权重 {levelShare} 与增幅权重 {growthShare} 之和不等于 1',
    remedy: '调整水平权重（levelShare）和增幅权重（growthShare），使二者之和等于 1',
  },
  'scheme.shareOutOfRange': { kind: 'invalid', zh: '比例（{path}）{value} 不在 0 到 1 之间', remedy: '改为 0 到 1 之间的小数' },
  'scheme.referenceOrder': {
    kind: 'invalid',
    zh: '最优值 {best} 小于最差值 {worst}（{path}）',
    remedy: '使最优值（best）不小于最差值（worst）',
  },
  'scheme.growthCapNotPositive': {
    kind: 'invalid',
    zh: '增幅上限 {value} 不大于 0',
    remedy: '改为大于 0 的小数，或写空值（null）表示不设上限',
  },
  'scheme.rowMissing': { kind: 'invalid', zh: '缺少评价指标「{row}」', remedy: '附件共九行指标，逐行补齐' },
  'scheme.codeTwice': { kind: 'invalid', zh: '「{code}」的代码出现两次', remedy: '每个代码只写一次' },
  'scheme.pointsDoNotAddUp': {
    kind: 'invalid',
    zh: '分值合计为 {sum}，应为 {points}（{path}）',
    remedy: '核对各项分值与合计',
  },
  'scheme.metricUnknown': {
    kind: 'invalid',
    zh: '引用了不存在的数据项「{metric}」（{path}）',
    remedy: '改为数据项表（metrics）中的数据项，或在表中补上',
  },
  'scheme.metricUnfit': {
    kind: 'invalid',
    zh: '数据项「{metric}」不适用于该计分方法（{path}）',
    remedy: '改用清单种类相符的数据项；功效系数法的数据项须同时采集上一年（base: true）',
  },
  'scheme.metricNotListed': {
    kind: 'invalid',
    zh: '指标「{row}」的计分使用了{metric}，但未列入该指标的数据项（metrics）',
    remedy: '在该指标的数据项（metrics）中补上',
  },
  'scheme.categoriesMismatch': {
    kind: 'invalid',
    zh: '数据项「{metric}」的清单种类与类别（categories）不一致',
    remedy: '有类别字段的清单写明全部类别，其他清单写空值（null）',
  },
  'scheme.categoryUnknown': {
    kind: 'invalid',
    zh: '「{value}」不是数据项「{metric}」的类别（{path}）',
    remedy: '改用该数据项的类别（categories）之一',
  },
  'scheme.secondPersonMissing': {
    kind: 'invalid',
    zh: '数据项「{metric}」由同一部门提交和核实，却未要求另一人核实',
    remedy: '要求另一人核实（anotherPerson: true），或改由其他部门核实',
  },
  'scheme.stepNotPositive': { kind: 'invalid', zh: '步长（{path}）不大于 0', remedy: '改为大于 0 的数' },
  'scheme.dayUnknown': { kind: 'invalid', zh: '日期 {value}（{path}）不存在', remedy: '改为存在的日期' },
  'scheme.calendarOrder': { kind: 'invalid', zh: '日程（{path}）早于前一步', remedy: '按工作步骤的先后排列日期' },
  'scheme.validityOrder': {
    kind: 'invalid',
    zh: '适用年度的终止年早于起始年',
    remedy: '使终止年（validity.to）不早于起始年（validity.from），或写空值（null）',
  },
  'scheme.readingUnknown': {
    kind: 'invalid',
    zh: '引用了不存在的口径编号 {reading}（{path}）',
    remedy: '改为评分口径中的编号（R1 至 R46、R7a、R34t）',
  },
});

/** The refusal of a scheme: `scheme.invalid` with every fault, or the one fault's own code (`scheme.readingNotOffered`). */
export function schemeRefusal(faults: readonly Fault[]): DomainError {
  return refusalOf(faults, () => schemeErrors.error('scheme.invalid', { count: faults.length }, { faults }));
}

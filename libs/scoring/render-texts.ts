import { type Scheme, metricOfMeasure, valueName } from '#libs/scheme';
import type { BarReason } from './eligibility.js';
import { shown } from './formula.js';
import type { MeasureValue, NotCounted } from './input.js';
import type { Flag } from './sheet.js';

/** Labels and notes for people. Nothing here is hashed. */

export const flagTexts: Readonly<Record<Flag, string>> = {
  noValue: '无数据，不得分',
  nonPositiveLevel: '水平值不大于 0，不得水平分，不作为最优、最差',
  equalReference: '最优与最差相等',
  noReference: '没有参评园区有此项数值',
  fixedReference: '最优、最差为方案所定',
  clamped: '超出最优、最差范围，按边界计',
  boundedGrowth: '增幅超出界限，按界限计',
  incomparable: '不可比',
  turnaround: '上年不大于 0、本年为正（扭亏）',
  bothNonPositive: '两年均不大于 0',
  baseNonExistent: '上年基数不存在',
  noComparableParks: '没有可比的参评园区',
  capped: '达到上限',
  declared: '按园区申报的情形',
  notDeclared: '园区未申报情形，取高',
  betterOption: '两种情形取高',
  chosen: '采用',
  belowThreshold: '未达到起点',
};

export const notCountedTexts: Readonly<Record<NotCounted, string>> = {
  struck: '核实时剔除',
  returned: '已退回',
  unverified: '尚未核实',
  notOnRoster: '不在园内企业名单中',
  notTenantOnDay: '当日不在园',
  otherYear: '不在考核年度内',
  notInStock: '不属于存量',
  relocated: '整体搬迁入库',
  renewed: '连续复审换证',
  transferred: '受让取得',
  consolidated: '集团合并数',
  contractNotCovering: '合同未覆盖考核年度',
  notClear: '未确认产业清晰',
  tooFewAssessors: '评估人数不足',
};

/** The file that the line was taken from was erased: the line counts as it did. */
export const ERASED_TEXT = '输入已删除';

export const barTexts: Readonly<Record<BarReason, string>> = {
  notRecognised: '未经认定',
  parkWithinPark: '厂中厂、园中园',
  majorAccident: '发生重大安全生产事故',
  falseEvidence: '弄虚作假',
};

const termTexts: Readonly<Record<string, string>> = {
  level: '水平得分',
  growth: '增幅得分',
  levelFactor: '水平系数',
  growthFactor: '增幅系数',
  levelValue: '本年水平',
  growthValue: '增幅',
  choice: '计分情形',
  leadingIndustryShare: '主导产业占比',
  chainSupport: '配套企业户数',
  aboveScaleStock: '存量规上工业企业',
  aboveScaleNew: '新增规上工业企业',
  recognised: '新认定企业',
  patents: '专利和软件著作权',
  bonus: '加分合计',
  national: '国家级',
  provincial: '省级',
  municipal: '市级',
};

/** The label of a term: that of its part of a rule, or the name of the metric that it measures. */
export function termText(code: string, scheme: Scheme): string {
  return termTexts[code] ?? measureText(code, scheme);
}

/** The name of the metric behind a measure. */
export function measureText(code: string, scheme: Scheme): string {
  return metricOfMeasure(scheme, code)?.name ?? code;
}

const NUMBER = /^-?\d+(?:\.\d+)?(?:\/\d+)?$/;

/** A measure's value as people read it: numbers as they are shown in formulas, choices and levels by their names. */
export function valueText(value: MeasureValue | null): string {
  if (value === null) return '—';
  if (typeof value === 'boolean') return value ? '是' : '否';
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return NUMBER.test(value) ? shown(value) : valueName(value);
  return value.map((each) => (typeof each === 'string' ? valueName(each) : valueName(each.level))).join('、') || '无';
}

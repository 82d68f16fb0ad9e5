import { type Readings, tieBreakers } from './readings.js';

/** What each reading says under a scheme, in Chinese: quoted beside the clause on a score sheet. */
type Say = (readings: Readings) => string;

const pick = <K extends string>(value: K, texts: Readonly<Record<K, string>>): string => texts[value];

const texts: Readonly<Record<string, Say>> = {
  R1: () => '总分为九行得分之和，最高 100 分',
  R2: () => '“上年度”为考核年度 Y，增幅以 Y 与 Y−1 相比',
  R3: (r) =>
    pick(r.rounding, {
      rows: `每行以精确分数计算，四舍五入一次至 ${r.places} 位小数，总分为各行之和`,
      total: `各行以精确分数计算，仅总分四舍五入至 ${r.places} 位小数`,
    }),
  R4: () => '入库、认定、授权当日在园的企业计入，其后有序退出的仍计入；金额按在园月份计',
  R5: () => '同一企业在一份清单中、同一证书在一个园区和年度中只计一次',
  R6: () => '“以上”“不低于”“以内”均含本数',
  R7: (r) =>
    `功效系数法：分值×(b+(1−b)×(本园值−最差)/(最优−最差))，b=${r.efficacyBase}；最优、最差取参评园区；最优与最差相等时${pick(r.equalReference, { full: '得满分', base: '得 b' })}`,
  R7a: (r) =>
    pick(r.nonPositiveLevel, { zero: '水平值不大于 0 的不得水平分，不作为最优、最差', base: '水平值不大于 0 的与其他值同等对待' }),
  R8: (r) =>
    `增幅=(本年−上年)/上年，按${pick(r.growthOf, { perMu: '亩均值（研发按总量）', total: '总量' })}计算，${r.growthCap === null ? '不设上限' : `以 ±${r.growthCap}（倍）为限`}`,
  R9: (r) => `水平占 ${r.levelShare}，增幅占 ${r.growthShare}，分别按功效系数法计分`,
  R10: () => '税收为考核年度 12 月 31 日前入库数，不扣减留抵退税和出口退税',
  R11: () => '两个年度按同一取数时点、同一范围、同一规则取数',
  R12: (r) => `研发费用取自${r.rdExpenseSource.formLine}，未申报的计 0`,
  R13: (r) =>
    pick(r.incomparableGrowth, {
      byCase: '上年基数不为正的增幅不可比：扭亏得满分，两年均不大于 0 得 b，基数不存在的按水平系数',
      worst: '上年基数不为正的增幅不可比，得 b',
      average: '上年基数不为正的增幅不可比，取可比参评园区增幅得分的平均值（无可比园区的得 b）',
      'level-only': '上年基数不为正的增幅不可比，按水平系数',
    }),
  R14: (r) =>
    `占比统一以${pick(r.leadingIndustryBasis, { revenue: '营业收入', enterpriseCount: '企业户数', output: '产值' })}计算，限一个申报产业；未确认产业清晰的计 0`,
  R15: (r) => pick(r.clusteringSteps, { steps: '占比每满 10 个百分点加 1 分', linear: '占比在 50% 以上按比例加分' }),
  R16: (r) => pick(r.clusteringSteps, { steps: '配套企业每满 5 户加 1 分', linear: '配套企业在 10 户以上按比例加分' }),
  R17: (r) => pick(r.clusteringSelection, { declared: '按园区申报的情形计分，未申报的取高', best: '两种情形取高' }),
  R18: () => '面积为考核年度 12 月 31 日已供应并投入使用的宗地，共用宗地按登记份额；亩=平方米×3/2000',
  R19: () => '存量为考核年度前入库且 12 月 31 日仍在库的；新增为考核年度批次，整体搬迁的不计',
  R20: () => '新增不扣减退库',
  R21: () => '以证书日期为准，首次认定或失效后重新认定的计入，连续复审换证的不计',
  R22: () => '三项上限各自独立',
  R23: () => '专利以授权公告日、软件以登记日期为准，受让的不计，共有的计一次',
  R24: () => '在园外另有场所的法人只计在园部分，集团合并数不予采用',
  R29: () => '是否类全有或全无；专业服务每类 1 分，最高 6 分',
  R30: (r) => pick(r.platforms, { each: '每个平台 0.5 分，最高 2 分', type: '每类平台 0.5 分，最高 2 分' }),
  R31: (r) =>
    `${pick(r.facilities, { each: '四类设施各 0.5 分', all: '四类设施齐全方得分' })}；${pick(r.digitalManagement, { checklist: '数字化八项各 0.5 分', assessed: '数字化由不少于三人评估，取中位数' })}`,
  R32: () => '加分按方案所列等级分值，表中没有的等级不得分，最高 5 分',
  R33: (r) => `近三年为认定日期在 Y−${r.bonus.window - 1} 至 Y 年`,
  R34t: (r) => `总分相同的依次比较：${r.tieBreakers.map((breaker) => breakerNames[breaker]).join('、') || '无'}`,
};

const breakerNames: Readonly<Record<(typeof tieBreakers)[number], string>> = {
  taxPerMu: '亩均税收得分',
  revenuePerMu: '亩均营业收入得分',
  industryCluster: '主导产业集聚度得分',
  qualityEnterprises: '优质企业培育得分',
  patents: '专利培育数量得分',
  rdExpense: '研发费用支出得分',
  operations: '专业化运营服务得分',
  infrastructure: '公共基础设施得分',
  bonus: '加分指标得分',
  'taxPerMu.level': '亩均税收',
  'revenuePerMu.level': '亩均营业收入',
  'rdExpense.level': '研发费用总量',
};

/** The text of a reading that a row cites; the number alone where the reading is about something else than a row. */
export function readingText(number: string, readings: Readings): string {
  return texts[number]?.(readings) ?? number;
}

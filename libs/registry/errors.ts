import { defineErrors } from '#libs/kernel';

const invalid = 'invalid';
const conflict = 'conflict';

/** The registry's refusals and warnings. */
export const registryErrors = defineErrors({
  // Who
  'registry.wrongDepartment': {
    kind: 'forbidden',
    zh: '{office}无权办理此事，应由{allowed}办理。',
    remedy: '请改用有权单位的账号，或将材料转交该单位。',
  },
  'registry.notYours': {
    kind: 'forbidden',
    zh: '该事项不属于您的园区或县区（园区 {park}，县区 {county}）。',
    remedy: '只能办理本园区、本县区的事项；如归属有误，请专班更正登记。',
  },
  // Values
  'registry.futureDate': {
    kind: invalid,
    zh: '日期 {day} 晚于今天（{today}），尚未发生的事不能登记。',
    remedy: '请核对日期，待事情发生后再登记。',
  },
  'registry.code': {
    kind: invalid,
    zh: '编码「{code}」不合规：须为 1 至 100 个字符，不含控制字符，首尾不留空格。',
    remedy: '请使用登记册给出的编码。',
  },
  'registry.nothingGiven': { kind: invalid, zh: '没有给出要变更的内容。', remedy: '请至少填写一项变更。' },
  'registry.daysOutOfOrder': { kind: invalid, zh: '{later} 早于 {earlier}，先后次序不对。', remedy: '请核对起止日期。' },
  // Zones
  'registry.zoneExists': { kind: conflict, zh: '开发区 {zone} 已登记。', remedy: '如需修改请使用变更登记。' },
  'registry.zoneUnknown': { kind: 'notFound', zh: '没有登记过开发区 {zone}。', remedy: '请先登记开发区，或核对开发区编码。' },
  'registry.tooManyIndustries': {
    kind: invalid,
    zh: '主导产业最多 {most} 个，提交了 {count} 个。',
    remedy: '请从中确定不超过 {most} 个主导产业（指导意见三（一））。',
  },
  'registry.industryTwice': { kind: invalid, zh: '主导产业「{industry}」重复。', remedy: '请删去重复项。' },
  'registry.industryUnknown': {
    kind: invalid,
    zh: '「{industry}」不在本市主导产业目录（{dictionary}）中。',
    remedy: '请从目录中选择；目录由评分口径维护。',
  },
  // Parks
  'registry.parkExists': { kind: conflict, zh: '园区 {park} 已登记。', remedy: '如需修改请使用变更登记。' },
  'registry.parkUnknown': { kind: 'notFound', zh: '没有登记过园区 {park}。', remedy: '请先登记园区，或核对园区编码。' },
  'registry.parkEnded': {
    kind: conflict,
    zh: '园区 {park} 已于 {on} 并入或拆分为 {successors}，不再办理。',
    remedy: '请在承接园区名下办理。',
  },
  'registry.parkSelf': { kind: invalid, zh: '园区 {park} 不能与自身合并或拆分。', remedy: '请核对对方园区编码。' },
  'registry.successorTwice': { kind: invalid, zh: '承接园区（{parks}）有重复。', remedy: '请删去重复的园区。' },
  'registry.splitNeedsTwo': { kind: invalid, zh: '拆分须有两个以上承接园区。', remedy: '并入一个园区的，请办理合并。' },
  'registry.operatingSinceDiffers': {
    kind: conflict,
    zh: '申请所述运营日期 {given} 与登记的 {registered} 不一致。',
    remedy: '请先核实并变更园区登记，或更正申请。',
  },
  'registry.transitionWouldExceed': {
    kind: conflict,
    zh: '按变更后的日期，过渡期只能到 {limit}，而已批准到 {until}。',
    remedy: '请先由专班调整过渡期，再变更竣工或运营日期。',
  },
  // Recognition
  'registry.notApplied': { kind: conflict, zh: '园区 {park} 没有待审的认定申请。', remedy: '请先由县区提交认定申请。' },
  'registry.alreadyRecognised': { kind: conflict, zh: '园区 {park} 已于 {on} 认定，且未撤销。', remedy: '无需重复认定。' },
  'registry.notRecognised': { kind: conflict, zh: '园区 {park} 目前不是已认定的小微企业园。', remedy: '请核对园区及其认定记录。' },
  'registry.countsContradict': { kind: invalid, zh: '数量不合逻辑：{part} 多于总数 {total}。', remedy: '请核对企业数量。' },
  'registry.recognitionCheckFailed': {
    kind: conflict,
    zh: '认定条件不满足：{found}；要求：{required}。',
    remedy: '请补齐条件和证据后重新申请。',
  },
  'registry.recognitionChecksFailed': {
    kind: conflict,
    zh: '园区 {park} 有 {count} 项认定条件不满足。',
    remedy: '请逐项核对；确不满足的，作出不予认定的决定。',
  },
  'registry.criterionUnknown': {
    kind: conflict,
    zh: '口径 {scheme} 所列认定条件「{criterion}」没有判定规则。',
    remedy: '请更正评分口径的认定条件编码。',
  },
  'registry.refusalWithoutGround': {
    kind: conflict,
    zh: '各项认定条件均满足，且没有给出不予认定的理由。',
    remedy: '请指明不满足的条件及理由，或予以认定。',
  },
  'registry.beforeRecognition': { kind: invalid, zh: '{on} 早于认定日期 {recognised}。', remedy: '请核对日期。' },
  // Transition and participation
  'registry.notCompleted': {
    kind: conflict,
    zh: '园区 {park} 未登记竣工日期和投运日期，无法计算过渡期。',
    remedy: '请先登记竣工和投运日期。',
  },
  'registry.transitionTooLong': {
    kind: conflict,
    zh: '过渡期最长 {months} 个月，自竣工投运 {from} 起最迟到 {limit}，不能到 {until}。',
    remedy: '请缩短过渡期（指导意见四（二），R36）。',
  },
  'registry.notInTransition': {
    kind: conflict,
    zh: '园区 {park} 在 {year} 年 12 月 31 日不处于过渡期，无需声明是否参评。',
    remedy: '非过渡期园区一律参评。',
  },
  'registry.participationDeclared': {
    kind: conflict,
    zh: '园区 {park} 已就 {year} 年度作出参评声明，一经签署不再更改。',
    remedy: '如有异议请向专班反映。',
  },
  'registry.collectionClosed': {
    kind: conflict,
    zh: '{year} 年度的数据采集已截止，不能再声明是否参评。',
    remedy: '声明须在采集截止前作出（R36）。',
  },
  'registry.collectionNotOpen': { kind: conflict, zh: '{year} 年度的评价尚未启动。', remedy: '请在评价启动后、采集截止前声明。' },
  // Nested parks
  'registry.nestedUnknown': { kind: 'notFound', zh: '没有编号为 {report} 的厂中厂、园中园报告。', remedy: '请核对报告编号。' },
  'registry.nestedDecided': {
    kind: conflict,
    zh: '报告 {report} 的状态是「{state}」，不能这样办理。',
    remedy: '如情况有变，请重新报告或办理整改销号。',
  },
  // Accidents
  'registry.accidentExists': { kind: conflict, zh: '事故 {accident} 已登记。', remedy: '如需修改等级请使用定级；登记有误请先撤销。' },
  'registry.accidentUnknown': { kind: 'notFound', zh: '园区 {park} 没有事故 {accident}。', remedy: '请核对事故编号和园区。' },
  'registry.gradingNeedsReport': {
    kind: invalid,
    zh: '事故等级以官方调查报告为准，未附报告。',
    remedy: '请附事故调查报告；未定级的先以未定级登记（R37）。',
  },
  'registry.yearNotOver': { kind: conflict, zh: '{year} 年尚未结束，不能出具全年事故情况说明。', remedy: '请在次年 1 月 1 日以后出具。' },
  'registry.statementContradicts': {
    kind: conflict,
    zh: '说明与登记不符：{year} 年已登记事故为 {registered}，说明所列为 {stated}。',
    remedy: '请先登记或撤销事故，再出具说明。',
  },
  // False evidence
  'registry.falseEvidenceUnknown': { kind: 'notFound', zh: '园区 {park} 没有编号为 {finding} 的弄虚作假认定。', remedy: '请核对编号。' },
  'registry.falseEvidenceRevoked': { kind: conflict, zh: '弄虚作假认定 {finding} 已撤销。', remedy: '无需重复撤销。' },
  // Enterprises
  'registry.enterpriseExists': { kind: conflict, zh: '该企业已登记。', remedy: '如需修改请使用变更登记。' },
  'registry.enterpriseUnknown': { kind: 'notFound', zh: '没有登记过企业 {enterprise}。', remedy: '请先登记企业，或核对编号。' },
  'registry.usccTaken': {
    kind: conflict,
    zh: '统一社会信用代码 {uscc} 已属于企业 {enterprise}。',
    remedy: '请使用已登记的企业；代码有误请办理更正。',
  },
  'registry.nameMustBeSealed': {
    kind: invalid,
    zh: '代码以 92 开头的个体工商户，其名称属个人信息，须加密保存。',
    remedy: '请通过接口提交明文名称，由系统加密。',
  },
  'registry.contactMustBeSealed': { kind: invalid, zh: '联系人属个人信息，须加密保存。', remedy: '请通过接口提交明文，由系统加密。' },
  'registry.operatorNotLegalPerson': {
    kind: invalid,
    zh: '运营机构的代码 {uscc} 是个体工商户；运营管理机构须有独立法人资格，其名称以明文登记。',
    remedy: '登记具有法人资格的运营管理机构。',
  },
  'registry.nameMustBeOpen': { kind: invalid, zh: '企业名称须以明文登记。', remedy: '请核对代码与名称是否属于同一主体。' },
  'registry.nameNeeded': {
    kind: invalid,
    zh: '更正后代码的主体类型（个体工商户或企业）改变，须同时给出名称。',
    remedy: '请一并提交名称。',
  },
  // Tenancy
  'registry.tenancyExists': { kind: conflict, zh: '该入园事项已存在。', remedy: '请核对编号。' },
  'registry.tenancyUnknown': { kind: 'notFound', zh: '没有编号为 {tenancy} 的入园事项。', remedy: '请核对编号。' },
  'registry.usccNotEnterprises': {
    kind: conflict,
    zh: '代码 {given} 与企业登记的 {registered} 不一致。',
    remedy: '请核对企业，或先更正其代码。',
  },
  'registry.alreadyTenant': {
    kind: conflict,
    zh: '企业 {uscc} 在园区 {park} 已有未结束的入园事项 {tenancy}。',
    remedy: '请先办结原事项；重复入园须为不相交的期间。',
  },
  'registry.tenancyState': {
    kind: conflict,
    zh: '入园事项当前状态为「{state}」，不能办理「{action}」。',
    remedy: '请按 申请—审核—入园—整改—退出 的次序办理。',
  },
  'registry.orderUnknown': { kind: 'notFound', zh: '没有编号为 {order} 的未销号整改通知。', remedy: '请核对整改编号。' },
  'registry.rectificationPending': {
    kind: conflict,
    zh: '整改期限 {due} 未届满，或没有未销号的整改，不能清理出园。',
    remedy: '整改期满仍不达标的，方可清理；企业自行搬离请登记为离园（指导意见三（二））。',
  },
  'registry.beforeAdmission': { kind: invalid, zh: '{on} 早于入园日期 {from}。', remedy: '请核对日期。' },
  // Differences between the tenancy register and a delivered roster (warnings, DESIGN §5 «One roster»)
  'registry.rosterMissing': {
    kind: conflict,
    zh: '入园登记中的企业 {uscc}（{from} 至 {to}）不在提交的名单中。',
    remedy: '请核对名单；确已离园的，请登记离园。',
  },
  'registry.rosterUnknown': {
    kind: conflict,
    zh: '名单中的企业 {uscc}（{from} 至 {to}）没有入园登记。',
    remedy: '请核对名单，或补办入园登记。',
  },
  'registry.rosterDates': {
    kind: conflict,
    zh: '企业 {uscc} 的起止日期与入园登记不一致：名单 {from} 至 {to}，登记 {registeredFrom} 至 {registeredTo}。',
    remedy: '请核对起止日期。',
  },
});

import { defineErrors } from '#libs/kernel';

const invalid = 'invalid';
const conflict = 'conflict';
const forbidden = 'forbidden';

/** The dossier's refusals, blockers of a closing and warnings on entry. */
export const dossierErrors = defineErrors({
  // Who and what
  'dossier.badId': { kind: invalid, zh: '档案编号 {id} 不是「园区_年度」', remedy: '写成园区代码、下划线、四位年度，例如 LA-001_2023' },
  'dossier.unknownPark': { kind: 'notFound', zh: '没有登记过园区 {park}', remedy: '先登记园区，或核对园区代码' },
  'dossier.unknownMetric': { kind: 'notFound', zh: '评分方案中没有指标 {metric}', remedy: '对照方案的指标表改正指标代码' },
  'dossier.noEvaluation': {
    kind: conflict,
    zh: '{year} 年度及下一年度的评价都未启动，没有据以填报的评分方案',
    remedy: '由专班按已采用的方案启动评价后再填报',
  },
  'dossier.schemeChanged': { kind: 'unavailable', zh: '办理期间档案已按另一方案建立', remedy: '请重试' },
  'dossier.wrongDepartment': {
    kind: forbidden,
    zh: '「{metric}」应由{expected}办理，当前账号属于{department}',
    remedy: '由方案指定的部门办理',
  },
  'dossier.notYours': {
    kind: forbidden,
    zh: '园区 {park} 不归当前账号办理',
    remedy: '园区只办理本园区的事项，县区只办理本县区（开发区）园区的事项',
  },
  'dossier.taskForceOnly': { kind: forbidden, zh: '此事只能由专班办理', remedy: '转交专班' },
  'dossier.processOnly': { kind: forbidden, zh: '档案的关闭与重开由评价流程执行', remedy: '通过评价的截止、放弃或重开办理' },
  'dossier.verifyOwn': {
    kind: forbidden,
    zh: '「{metric}」第 {version} 版由当前账号提交，须由另一人核实',
    remedy: '由核实部门的另一账号核实',
  },
  // State
  'dossier.alreadyOpen': { kind: conflict, zh: '园区 {park} {year} 年度的档案已建立', remedy: '无需再次建立' },
  'dossier.notOpen': { kind: conflict, zh: '园区 {park} {year} 年度的档案尚未建立', remedy: '首次提交事实时自动建立，也可由专班建立' },
  'dossier.alreadySubmitted': {
    kind: conflict,
    zh: '「{metric}」已有第 {version} 版',
    remedy: '如需修改，请针对第 {version} 版提交更正',
  },
  'dossier.notSubmitted': { kind: conflict, zh: '「{metric}」没有有效的提交', remedy: '先提交该指标' },
  'dossier.staleVersion': {
    kind: 'stale',
    zh: '「{metric}」的当前版本是 {current}，不是 {version}：此间已有人提交了新版本',
    remedy: '查看当前版本后再决定，并带上当前版本号',
  },
  'dossier.notAwaitingVerification': {
    kind: conflict,
    zh: '「{metric}」第 {version} 版的状态是「{status}」，不在待核实',
    remedy: '如结论需变更，先整项退回，由提交部门更正',
  },
  'dossier.alreadyReturned': { kind: conflict, zh: '「{metric}」第 {version} 版已退回', remedy: '等待提交部门更正' },
  'dossier.closed': {
    kind: conflict,
    zh: '档案已为 {evaluations} 年度评价关闭，不能再改',
    remedy: '确需修改的，由专班凭文件重开评价',
  },
  'dossier.assessmentLocked': {
    kind: conflict,
    zh: '{year} 年度由专班核实的事项已锁定，「{metric}」不能再改',
    remedy: '确需修改的，由专班凭文件重开评价',
  },
  'dossier.rosterNotFrozen': {
    kind: conflict,
    zh: '园内企业名单尚未冻结，「{metric}」不能按名单取数',
    remedy: '待名单经县区核实并冻结后提交',
  },
  'dossier.rosterNotConfirmed': {
    kind: conflict,
    zh: '园内企业名单第 {version} 版尚未全部核实，不能冻结',
    remedy: '待县区逐条核实、退回的行更正后再冻结',
  },
  'dossier.alreadyFrozen': { kind: conflict, zh: '园内企业名单第 {version} 版已冻结', remedy: '无需再次冻结' },
  'dossier.reviewFirst': {
    kind: conflict,
    zh: '「{metric}」第 {version} 版尚未通过县区（开发区）初审',
    remedy: '由园区申报、县区初审通过后再核实',
  },
  'dossier.alreadyDeclared': { kind: conflict, zh: '档案已申报，且没有新的内容', remedy: '等待县区初审' },
  'dossier.nothingDeclared': { kind: conflict, zh: '没有待初审的申报', remedy: '先由园区申报' },
  'dossier.notWaivable': {
    kind: conflict,
    zh: '「{metric}」不能豁免为「{kind}」',
    remedy: '园区申报的指标可以豁免为不计，基期的四项指标可以豁免为不存在；其余须提交（R45）',
  },
  'dossier.waiveSubmitted': { kind: conflict, zh: '「{metric}」已有第 {version} 版，不能豁免', remedy: '先由提交部门撤回该版本' },
  'dossier.alreadyWaived': { kind: conflict, zh: '「{metric}」已豁免', remedy: '无需再次豁免' },
  'dossier.notWaived': { kind: conflict, zh: '「{metric}」没有这样的豁免', remedy: '核对指标和豁免种类' },
  'dossier.commitmentMissing': { kind: invalid, zh: '申报没有附承诺书', remedy: '附上园区签署的承诺书（先上传，再引用其哈希）' },
  'dossier.explanationMissing': {
    kind: conflict,
    zh: '「{metric}」第 {version} 版较上年核实数变动较大，没有书面说明',
    remedy: '由园区书面说明变动的原因',
  },
  'dossier.lateCorrection': {
    kind: conflict,
    zh: '「{metric}」的时限（{due}）已过，第 {version} 版的更正须经专班同意',
    remedy: '先提出更正申请（理由、证据），专班同意后再更正',
  },
  'dossier.requestNotNeeded': { kind: conflict, zh: '「{metric}」第 {version} 版可以直接更正', remedy: '直接提交更正，无需申请' },
  'dossier.alreadyRequested': { kind: conflict, zh: '「{metric}」第 {version} 版已有更正申请', remedy: '等待专班决定；已同意的，直接更正' },
  'dossier.requestUnknown': { kind: 'notFound', zh: '没有更正申请「{request}」', remedy: '核对申请编号' },
  'dossier.requestDecided': { kind: conflict, zh: '更正申请「{request}」已有决定', remedy: '无需再次决定' },
  'dossier.decideOwn': { kind: forbidden, zh: '更正申请「{request}」由当前账号提出，须由另一人决定', remedy: '由专班的另一账号决定' },
  'dossier.reopensOther': {
    kind: invalid,
    zh: '须重启的评价年度与关闭本档案的评价（{evaluations}）不符',
    remedy: '同意更正已关闭的档案时，写明由哪一年度的评价重启；档案未关闭或不同意的，不写',
  },
  // Closing
  'dossier.incomplete': { kind: conflict, zh: '园区 {park} {year} 年度的档案有 {count} 项未办结，不能关闭', remedy: '按所列逐项办结' },
  'dossier.attemptOver': {
    kind: conflict,
    zh: '{evaluation} 年度评价第 {edition} 版的第 {attempt} 次截止已不再进行',
    remedy: '无需处理：以当前的截止为准',
  },
  'dossier.notClosed': { kind: conflict, zh: '档案没有被 {evaluation} 年度评价关闭', remedy: '无需重开' },
  'dossier.metricMissing': { kind: conflict, zh: '「{metric}」未提交', remedy: '由{department}提交{waiver}' },
  'dossier.notVerified': { kind: conflict, zh: '「{metric}」第 {version} 版待核实', remedy: '由{department}核实' },
  'dossier.linesReturned': {
    kind: conflict,
    zh: '「{metric}」第 {version} 版有 {count} 行被退回',
    remedy: '由{department}更正后重新核实',
  },
  'dossier.factReturned': { kind: conflict, zh: '「{metric}」第 {version} 版被整项退回', remedy: '由{department}更正后重新核实' },
  'dossier.rosterUnfrozen': { kind: conflict, zh: '园内企业名单第 {version} 版未冻结', remedy: '名单核实后由县区或专班冻结' },
  'dossier.notDeclared': { kind: conflict, zh: '园区未申报，或申报后又有新的申报事项：{metrics}', remedy: '由园区签署申报' },
  'dossier.notReviewed': { kind: conflict, zh: '县区（开发区）未初审通过', remedy: '由县区初审' },
  'dossier.landNotPositive': { kind: conflict, zh: '「{metric}」的合计不大于 0', remedy: '核对地块；占地面积须大于 0（R45）' },
  'dossier.clash': {
    kind: conflict,
    zh: '{subject} 同时出现在园区 {parks} 的「{metric}」中（{kind}）',
    remedy: '由有关园区更正，或由核实部门划去其一（R5）',
  },
  // Content of a command
  'dossier.factTwice': { kind: invalid, zh: '一次办理中两次列出指标 {metric}', remedy: '每项指标只列一次' },
  'dossier.invalid': { kind: invalid, zh: '提交内容有 {count} 处错误', remedy: '按所列逐条改正后重新提交' },
  'dossier.reasonMissing': { kind: invalid, zh: '没有写明理由', remedy: '写明理由' },
  'dossier.evidenceMissing': { kind: invalid, zh: '更正没有附证据', remedy: '附上更正的依据文件（先上传，再引用其哈希）' },
  'dossier.lineMalformed': { kind: invalid, zh: '第 {row} 条不是一行记录', remedy: '每一行写成一个对象' },
  'dossier.fieldMissing': { kind: invalid, zh: '缺少「{field}」', remedy: '补上该项；没有日期的写空值（null）' },
  'dossier.unknownField': { kind: invalid, zh: '该指标的行没有「{field}」这一项', remedy: '删去该项' },
  'dossier.fieldInvalid': { kind: invalid, zh: '「{field}」的值 {value} 不合要求', remedy: '对照接口说明改正' },
  'dossier.lineIdDiffers': { kind: invalid, zh: '行编号 {given} 与内容不符，应为 {id}', remedy: '省去行编号（由内容得出），或改正' },
  'dossier.duplicateLine': {
    kind: invalid,
    zh: '行 {id} 重复：已见于第 {first} 条',
    remedy: '同一企业、证书或事项在一份清单中只列一次（R5）',
  },
  'dossier.overlappingStays': { kind: invalid, zh: '企业 {uscc} 的在园期间与第 {first} 条重叠', remedy: '同一企业多次入园的期间不得重叠' },
  'dossier.areaNotPositive': { kind: invalid, zh: '面积须大于 0，提交的是 {value}', remedy: '核对宗地面积' },
  'dossier.negative': { kind: invalid, zh: '「{field}」不能为负：{value}', remedy: '核对数值' },
  'dossier.denominatorNotPositive': { kind: invalid, zh: '占比的分母须大于 0，提交的是 {value}', remedy: '核对分母' },
  'dossier.shareOutOfRange': { kind: invalid, zh: '份额 {value} 不在 0 到 100 之间', remedy: '写成大于 0、不超过 100 的百分数' },
  'dossier.shareWithoutApportioning': {
    kind: invalid,
    zh: '口径为「{scope}」的金额不带份额',
    remedy: '分摊的金额，口径写分摊（apportioned），否则省去份额（R24）',
  },
  'dossier.consolidated': { kind: invalid, zh: '不接受集团合并口径的数据', remedy: '改报法人单位、分支机构或税务分摊到园区的数（R24）' },
  'dossier.futureDate': {
    kind: invalid,
    zh: '「{field}」的日期 {value} 晚于今天（{today}）',
    remedy: '尚未发生的事不能填报；仍在园的，离园日期写空值（null）',
  },
  'dossier.datesReversed': { kind: invalid, zh: '止日 {to} 早于起日 {from}', remedy: '核对起止日期' },
  'dossier.unknownCategory': { kind: invalid, zh: '「{field}」不能是 {value}', remedy: '从 {allowed} 中选择' },
  'dossier.pointsOffScale': { kind: invalid, zh: '评分 {value} 不在 0 到 {most} 之间，或不是 {step} 的整数倍', remedy: '按评分档次填写' },
  'dossier.assessorNotAccount': {
    kind: invalid,
    zh: '评分人「{value}」不是账号编号：账本不以明文记人名',
    remedy: '填写评分人的账号编号（1–100 个 ASCII 字符，不含空格）',
  },
  'dossier.tooFewAssessors': { kind: invalid, zh: '评分人只有 {count} 名，至少 {least} 名', remedy: '补齐评分人' },
  'dossier.verdictMissing': {
    kind: invalid,
    zh: '行 {line} 没有核实结论',
    remedy: '每一行给出结论：确认（confirmed）、退回（returned）或划去（struck）',
  },
  'dossier.verdictUnknownLine': { kind: invalid, zh: '第 {version} 版没有行 {line}', remedy: '核对行编号' },
  'dossier.verdictTwice': { kind: invalid, zh: '行 {line} 给出了两个结论', remedy: '每一行只给一个结论' },
  // Warnings on entry
  'dossier.notOnRoster': { kind: conflict, zh: '企业 {uscc} 不在园内企业名单中，该行不会计入', remedy: '核对代码，或由园区更正名单' },
  'dossier.outsideYear': { kind: conflict, zh: '日期 {date} 不在 {from} 至 {to} 之内，该行不会计入', remedy: '核对日期' },
  'dossier.industryNotOfZone': {
    kind: conflict,
    zh: '「{industry}」不在开发区的主导产业之列：{industries}',
    remedy: '核对产业名称，或由县区更新开发区主导产业',
  },
  'dossier.movedFromLastYear': {
    kind: conflict,
    zh: '「{metric}」由上年核实的 {before} {unit}变为 {now} {unit}，变动较大',
    remedy: '核对数据；园区申报的须书面说明',
  },
  'dossier.shareAboveWhole': { kind: conflict, zh: '占比的分子大于分母', remedy: '核对口径' },
});

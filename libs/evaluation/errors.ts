import { defineErrors } from '#libs/kernel';

const conflict = 'conflict';
const invalid = 'invalid';
const forbidden = 'forbidden';

/** Refusals of this room: evaluations, runs, awards, what-if. */
export const evaluationErrors = defineErrors({
  'evaluation.notYours': { kind: forbidden, zh: '{role}不能办理「{action}」', remedy: '请由有权办理的单位办理：{allowed}' },
  'evaluation.notOwnPark': {
    kind: forbidden,
    zh: '园区 {park} 不归当前县区（开发区）办理',
    remedy: '由园区所属的县区（开发区）或专班办理',
  },
  'evaluation.notOpen': { kind: 'notFound', zh: '{year} 年度的评价尚未启动', remedy: '请专班先按已采用的口径启动该年度评价' },
  'evaluation.alreadyOpen': { kind: conflict, zh: '{year} 年度的评价已经启动', remedy: '无需重复启动' },
  'evaluation.schemeUnknown': { kind: conflict, zh: '口径「{scheme}」不存在或尚未采用', remedy: '先采用该口径，再启动评价' },
  'evaluation.schemeNotForYear': { kind: conflict, zh: '口径「{scheme}」不适用于 {year} 年度', remedy: '选用有效期包含该年度的口径' },
  'evaluation.yearNotOver': { kind: conflict, zh: '{year} 年度尚未结束，不能截止采集', remedy: '次年 1 月 1 日以后办理' },
  'evaluation.wrongPhase': {
    kind: conflict,
    zh: '评价处于「{phase}」阶段，不能办理「{action}」',
    remedy: '对照评价的当前阶段办理；必要时先重启评价',
  },
  'evaluation.futureDate': { kind: invalid, zh: '日期 {day} 晚于今天（{today}）', remedy: '已经发生的事只能填今天或以前的日期' },
  'evaluation.invalidDay': { kind: invalid, zh: '「{day}」不是存在的日期（YYYY-MM-DD）', remedy: '改为存在的日期' },
  'evaluation.reasonMissing': { kind: invalid, zh: '没有填写「{field}」', remedy: '补充后重新提交' },
  'evaluation.documentIncomplete': { kind: invalid, zh: '文件「{title}」缺少「{field}」', remedy: '补充该文件的文号、成文日期等要素' },

  'evaluation.documentTooEarly': {
    kind: invalid,
    zh: '文件「{title}」的成文日期 {date} 早于所记之事的日期 {day}',
    remedy: '核对两处日期；记录、照片、证明只能形成于当日或以后',
  },
  'evaluation.personTwice': { kind: invalid, zh: '账号「{account}」在「{field}」中重复', remedy: '每人只填一次' },

  // Collection
  'evaluation.noParticipants': { kind: conflict, zh: '没有一个园区，无从评价', remedy: '先完成园区登记' },
  'evaluation.resultDayTooEarly': { kind: invalid, zh: '结果日 {day} 不在考核年度之后', remedy: '结果日须不早于 {from}' },
  'evaluation.closingBlocked': {
    kind: conflict,
    zh: '采集尚不能截止：共有 {count} 个阻塞项，涉及 {parks} 个园区',
    remedy: '按所列逐项办理；或选择先冻结名单（evenIfBlocked），由系统随办随封',
  },
  'evaluation.accidentStatementMissing': {
    kind: conflict,
    zh: '园区 {park} 缺少应急管理部门关于 {year} 年度事故情况的说明',
    remedy: '请应急管理部门登记事故或声明无事故',
  },
  'evaluation.dossierOpen': { kind: conflict, zh: '园区 {park} 的 {year} 年档案尚未封存', remedy: '等待系统封存；有阻塞项的先行办理' },
  'evaluation.attemptSuperseded': {
    kind: conflict,
    zh: '第 {edition} 版第 {attempt} 次截止已不是当前一次',
    remedy: '无需处理：系统以当前一次为准',
  },
  'evaluation.assessmentIncomplete': { kind: conflict, zh: '专班核定的事实尚有 {count} 项未完成', remedy: '按所列逐项核定后再锁定' },
  'evaluation.unassessed': { kind: conflict, zh: '园区 {park} 的「{metric}」尚未核定', remedy: '先完成核定' },
  'evaluation.assessmentAlreadyLocked': { kind: conflict, zh: '专班核定的事实已经锁定', remedy: '无需重复锁定' },

  // Runs
  'evaluation.runSuperseded': { kind: conflict, zh: '计分轮次 {run} 已被更新的一轮取代', remedy: '无需处理：以最新一轮为准' },
  'evaluation.runIncomplete': { kind: conflict, zh: '计分轮次 {run} 没有完成', remedy: '等待完成，或重新要求计分' },
  'evaluation.staleRun': {
    kind: 'stale',
    zh: '所依据的计分轮次 {run} 不是当前提出的结果（{current}）',
    remedy: '刷新页面，核对最新结果后再办理',
  },
  'evaluation.noResults': { kind: conflict, zh: '尚未提出结果', remedy: '等待计分完成' },
  'evaluation.runPending': { kind: conflict, zh: '新的一轮计分（{run}）尚未提出结果', remedy: '等待计分完成并核对新结果' },
  'evaluation.pinBroken': {
    kind: conflict,
    zh: '{stream}到第 {revision} 号为止的内容与计分时所记的摘要不一致',
    remedy: '立即核查账本（fsck），不得使用该结果',
  },
  'evaluation.engineUnknown': { kind: conflict, zh: '本节点没有计分引擎版本「{version}」', remedy: '用带有该版本引擎的程序重算' },
  'evaluation.exemptNowEligible': {
    kind: conflict,
    zh: '园区 {park} 截止时未列入参评，现已具备参评资格',
    remedy: '重启评价并重新截止，补齐该园区的档案',
  },
  'evaluation.unexpectedFault': { kind: conflict, zh: '计分过程出错（程序信息：{reason}）', remedy: '请把编号与原因告诉管理员' },

  // Ties and the number of A
  'evaluation.notATie': { kind: conflict, zh: '所列园区（{parks}）不是一组完整的并列', remedy: '裁定须包含该组并列的全部园区' },
  'evaluation.personsMissing': { kind: invalid, zh: '裁定须由两名以上不同人员作出', remedy: '补充第二名裁定人' },
  'evaluation.tierCountNotNeeded': {
    kind: conflict,
    zh: '参评园区 {ranked} 个，不少于 {below} 个，A 档数量无需确认',
    remedy: '按口径执行即可',
  },
  'evaluation.tierCountTooLarge': { kind: invalid, zh: 'A 档数量 {count} 超过口径规定的 {most}', remedy: '确认数不得多于规定数' },

  // Notice and objections
  'evaluation.noticeOpen': { kind: conflict, zh: '公示期未满（至 {until}）', remedy: '公示期满后再办理' },
  'evaluation.noticeBackdated': { kind: invalid, zh: '公示起始日 {from} 早于结果提出之日 {proposed}', remedy: '公示须在结果提出之后开始' },
  'evaluation.noNoticeRunning': { kind: conflict, zh: '当前不在公示期内', remedy: '公示期内方可提出异议' },
  'evaluation.objectionUnknown': { kind: 'notFound', zh: '没有异议「{objection}」', remedy: '核对异议编号' },
  'evaluation.objectionResolved': { kind: conflict, zh: '异议「{objection}」已经答复', remedy: '如有新的证据，另行提出' },
  'evaluation.objectionUnsigned': { kind: invalid, zh: '异议没有附证据', remedy: '署名并附上证据材料' },
  'evaluation.parkUnknown': { kind: 'notFound', zh: '园区 {park} 不在本次评价中', remedy: '核对园区代码' },

  'evaluation.objectionUnassigned': { kind: conflict, zh: '异议「{objection}」没有交办', remedy: '先由专班交办承办单位' },
  'evaluation.objectionUnanswered': {
    kind: conflict,
    zh: '异议「{objection}」的承办单位尚未答复',
    remedy: '先交办并取得承办单位的核实答复',
  },
  'evaluation.objectionAssigned': {
    kind: conflict,
    zh: '异议「{objection}」已交由{office}办理，尚未答复（期限：{due}）',
    remedy: '等待其答复；要换承办单位的，改派其他单位',
  },
  'evaluation.noticeConcluded': { kind: conflict, zh: '本次公示情况已经登记', remedy: '无需重复登记' },

  // Approval and finalising
  'evaluation.presentAndRecused': {
    kind: invalid,
    zh: '账号「{account}」既列为出席人员，又列为回避人员',
    remedy: '回避的不计入出席：只在一处填写',
  },
  'evaluation.meetingUnknown': { kind: conflict, zh: '没有登记过摘要为 {hash} 的会议纪要', remedy: '先登记会议，再办理批准' },
  'evaluation.approvalIncomplete': { kind: invalid, zh: '批准材料缺少「{what}」', remedy: '补齐口径要求的批准材料（R26）' },
  'evaluation.tieUnresolved': { kind: conflict, zh: '并列（{parks}）影响档次或奖励，尚未裁定', remedy: '由专班裁定（R34t）' },
  'evaluation.tierCountUnconfirmed': {
    kind: conflict,
    zh: '参评园区仅 {ranked} 个（少于 {below} 个），A 档数量未经专班确认',
    remedy: '由专班确认 A 档数量（R34）',
  },
  'evaluation.noticeMissing': { kind: conflict, zh: '当前结果没有公示', remedy: '按当前名次、档次公示' },
  'evaluation.noticeOutdated': { kind: conflict, zh: '公示之后名次、档次或奖励有变化', remedy: '按新结果再次公示（R43）' },
  'evaluation.objectionOpen': { kind: conflict, zh: '异议「{objection}」（园区 {park}）尚未答复', remedy: '先答复异议' },
  'evaluation.notApproved': { kind: conflict, zh: '当前结果没有经批准', remedy: '登记会议纪要、市政府同意与印发通报（R26）' },
  'evaluation.approvalOutdated': { kind: conflict, zh: '批准的不是当前结果', remedy: '按当前结果重新办理批准' },
  'evaluation.parkBarredSince': {
    kind: conflict,
    zh: '园区 {park} 的状态在计分之后变化（{reason}），计分时未计入',
    remedy: '等待新一轮计分，或要求重新计分',
  },
  'evaluation.parkStatusChanged': {
    kind: conflict,
    zh: '园区 {park} 的状态在计分之后变化，计分时未计入',
    remedy: '等待新一轮计分，或要求重新计分',
  },
  'evaluation.noticeProofMissing': {
    kind: conflict,
    zh: '没有公示自 {from} 起登载或张贴的证明',
    remedy: '登记公示证明（何处、自何日起、附件）；实际晚于该日公示的，按实际日期重新公示',
  },
  'evaluation.noticeUnconcluded': { kind: conflict, zh: '公示期满后没有登记公示情况', remedy: '登记公示情况；没有异议的也要登记' },
  'evaluation.meetingMissing': { kind: conflict, zh: '本版结果没有经专班会议审议', remedy: '登记会议：出席、回避、议定事项' },
  'evaluation.siteChecksUnplanned': {
    kind: conflict,
    zh: '没有按计分轮次 {run} 安排现场核查',
    remedy: '按当前结果安排现场核查；已核查过的园区不必重查',
  },
  'evaluation.siteCheckFailed': {
    kind: conflict,
    zh: '园区 {park} 的现场核查与申报不符',
    remedy: '更正事实后重新计分，或重新核查',
  },
  'evaluation.checkersMissing': {
    kind: invalid,
    zh: '现场核查只有 {persons} 人，至少 {least} 人',
    remedy: '补充核查人员（不同的账号）',
  },
  'evaluation.photosMissing': { kind: invalid, zh: '现场核查附有照片 {photos} 张，至少 {least} 张', remedy: '补充现场照片' },
  'evaluation.siteCheckOpen': { kind: conflict, zh: '园区 {park} 的现场核查没有结论', remedy: '登记现场核查结论' },
  'evaluation.baseYearOpen': {
    kind: conflict,
    zh: '园区 {park} 的 {year} 年档案被 {by} 年度评价退回',
    remedy: '重启本评价，或由专班决定维持',
  },
  'evaluation.notFinalised': { kind: conflict, zh: '第 {edition} 版结果尚未定案', remedy: '定案后再办理' },

  // Reopening
  'evaluation.notItsDossier': { kind: invalid, zh: '园区 {park} 的 {year} 年档案不属于本评价', remedy: '只能退回参评园区当年及上年的档案' },
  'evaluation.nothingToKeep': { kind: conflict, zh: '没有需要决定的退回或变化', remedy: '无需办理' },

  // Awards
  'award.unknown': { kind: 'notFound', zh: '园区 {park} 没有 {year} 年度的奖励', remedy: '核对园区与年度' },
  'award.notOfRun': { kind: conflict, zh: '奖励与定案结果不符：园区 {park}，{amount} 万元', remedy: '无需处理：系统以定案结果为准' },
  'award.noProposal': { kind: conflict, zh: '没有待决定的奖励调整', remedy: '核对当前状态' },
  'award.proposalPending': { kind: conflict, zh: '奖励调整（第 {edition} 版）尚未决定', remedy: '先决定补发或追回' },
  'award.held': { kind: conflict, zh: '奖励暂缓发放：{reason}', remedy: '待事故定级后再办理' },
  'award.groundMissing': { kind: invalid, zh: '没有填写依据', remedy: '补发、追回须逐笔写明依据并附文件（R42）' },
  'award.overpaid': { kind: conflict, zh: '拨付后累计 {total} 万元，超过应发 {amount} 万元', remedy: '核对金额' },
  'award.overRecovered': { kind: conflict, zh: '追回后累计 {total} 万元，超过应追回 {due} 万元', remedy: '核对金额' },
  'award.notPositive': { kind: invalid, zh: '金额「{amount}」须大于零', remedy: '填写大于零的金额（万元）' },
  'award.useOverPaid': { kind: conflict, zh: '使用累计 {total} 万元，超过已拨付 {paid} 万元', remedy: '核对使用金额' },
  'award.teamShare': {
    kind: conflict,
    zh: '奖励运营团队累计 {total} 万元，超过奖励的 {share}（{most} 万元）',
    remedy: '用于运营团队的不得高于规定比例（R41）',
  },
  'award.useUnknown': { kind: invalid, zh: '口径中没有用途「{use}」', remedy: '选用：{allowed}；其他用途须说明理由' },
  'award.useReason': { kind: invalid, zh: '用于「其他」须说明理由', remedy: '补充理由' },
  'award.otherUse': {
    kind: conflict,
    zh: '「{reason}」不在规定的主要用途之内',
    remedy: '仅为提示：主要用于园区开发建设、房租减免、数字化改造、专业化运营等',
  },

  // What-if, reads
  'evaluation.sealed': { kind: forbidden, zh: '{year} 年度专班核定的事实尚未锁定，试排名与推演封存', remedy: '锁定后再查看（R44）' },
  'evaluation.editionUnknown': { kind: 'notFound', zh: '{year} 年度没有第 {edition} 版结果', remedy: '核对版次' },
  'evaluation.sheetUnknown': { kind: 'notFound', zh: '园区 {park} 在 {year} 年度第 {edition} 版中没有计分底稿', remedy: '核对园区与版次' },
  'evaluation.hashUnknown': {
    kind: 'notFound',
    zh: '没有摘要为 {hash} 的结果或底稿',
    remedy: '核对摘要（64 位十六进制）；未公示的结果只有专班和审计可看',
  },
  'evaluation.changeUnknown': {
    kind: invalid,
    zh: '推演的变更无法套用：园区 {park}，{year} 年，{measure}',
    remedy: '核对园区、年份（当年或上年）与计量项',
  },
  'evaluation.readNotAsOf': { kind: invalid, zh: '此处不能按过去的时点查询', remedy: '去掉时点（asOf）再查' },
});

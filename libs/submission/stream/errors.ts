import { defineErrors } from '#libs/kernel';

const conflict = 'conflict';

/** Refusals on a submission as a whole. What is wrong in a workbook stands in the room's own table. */
export const streamErrors = defineErrors({
  'submission.unknown': { kind: 'notFound', zh: '没有编号为 {id} 的报送', remedy: '核对报送编号' },
  'submission.unknownKind': { kind: 'notFound', zh: '没有「{kind}」这种报送', remedy: '对照接口说明改正报送种类' },
  'submission.sheetNotNamed': { kind: 'invalid', zh: '没有指明模板的哪一张表', remedy: '从下列各表中选择：{sheets}' },
  'submission.fileName': { kind: 'invalid', zh: '该文件上传时的名称不是「{name}」', remedy: '写上传时的文件名' },
  'submission.noReport': { kind: 'notFound', zh: '该报送没有标注错误的工作簿：检查无误', remedy: '查看预览后确认' },
  'submission.mayNotDeliver': {
    kind: 'forbidden',
    zh: '{office}账号不能报送「{kind}」',
    remedy: '园区报送申报与名单，应急报送事故情况说明，其余由方案指定的部门报送',
  },
  'submission.notYours': { kind: 'forbidden', zh: '该报送不属于当前账号的单位', remedy: '由报送的单位办理' },
  'submission.processOnly': { kind: 'forbidden', zh: '报送的办结由系统流程记录', remedy: '确认报送后等待办结' },
  'submission.notAwaiting': {
    kind: conflict,
    zh: '该报送的状态是「{status}」，不在待确认',
    remedy: '如需再报，重新上传工作簿并报送',
  },
  'submission.notAccepted': { kind: conflict, zh: '该报送尚未确认', remedy: '先确认报送' },
  'submission.nothingNew': {
    kind: conflict,
    zh: '工作簿与账本现有内容完全相同，没有可办理的',
    remedy: '无需再次报送；如报错了文件，请上传正确的工作簿',
  },
  'submission.stalePreview': {
    kind: 'stale',
    zh: '预览之后账本已有变化，确认的不是现在的预览',
    remedy: '重新查看预览，核对后再确认',
  },
  'submission.contentChanged': {
    kind: conflict,
    zh: '按现行方案和登记重新检查该工作簿，结果与收到时不同',
    remedy: '撤回后重新报送',
  },
  'submission.noteForNothing': {
    kind: 'invalid',
    zh: '第 {n} 条说明所指的指标不在本次办理之内（园区 {park}）',
    remedy: '说明只写给本次新报或更正的指标',
  },
  'submission.reasonMissing': { kind: 'invalid', zh: '该报送更正了已有内容，没有写明理由', remedy: '写明更正理由' },
  'submission.evidenceMissing': {
    kind: 'invalid',
    zh: '该报送更正了已有内容，没有附证据',
    remedy: '附上更正的依据文件（先上传，再引用其哈希）',
  },
});

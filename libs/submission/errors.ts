import { defineErrors } from '#libs/kernel';

const invalid = 'invalid';

/** What is wrong with a delivered workbook, and what looks odd in it. */
export const submissionErrors = defineErrors({
  // Sheets and columns
  'submission.noSheet': {
    kind: invalid,
    zh: '文件中没有一张可识别的表：{sheets}',
    remedy: '使用下载的模板，工作表名称保持不变（CSV 文件名含数据项名称），应有的表：{expected}',
  },
  'submission.sheetUnclear': {
    kind: invalid,
    zh: '看不出表「{sheet}」是哪一项：表头与几项相符（{forms}）',
    remedy: '把工作表（CSV 为文件）命名为其中一项的名称',
  },
  'submission.sheetHidden': { kind: invalid, zh: '表「{sheet}」被隐藏，没有读取', remedy: '取消隐藏后重新上传；不报的表请删去' },
  'submission.headerMissing': { kind: invalid, zh: '前 {rows} 行中没有找到表头（含「{column}」的一行）', remedy: '保留模板的表头行' },
  'submission.columnMissing': { kind: invalid, zh: '缺少列「{column}」', remedy: '补上该列，表头与模板一致' },
  'submission.columnTwice': { kind: invalid, zh: '列「{column}」出现了两次', remedy: '只保留一列' },
  'submission.unitDiffers': {
    kind: invalid,
    zh: '列「{column}」的单位写的是「{given}」，应为「{expected}」',
    remedy: '把数额换算成应有的单位，并改正表头',
  },
  // Cells and rows
  'submission.cellEmpty': { kind: invalid, zh: '「{column}」没有填', remedy: '补上该项' },
  'submission.mergedCells': {
    kind: invalid,
    zh: '{area} 是合并单元格：只有第一格有内容，其余各格读作空白',
    remedy: '取消合并，逐行填写',
  },
  'submission.tooLong': { kind: invalid, zh: '「{column}」的内容超过 200 个字：{value}', remedy: '缩短内容' },
  'submission.cellError': { kind: invalid, zh: '「{column}」的单元格是公式错误：{value}', remedy: '改正公式，或直接写数值' },
  'submission.codeNotText': {
    kind: invalid,
    zh: '「{column}」不是文本单元格：{value}，电子表格会改变代码的末位和前导零',
    remedy: '把该列设为文本后重新录入代码',
  },
  'submission.notADay': { kind: invalid, zh: '「{column}」的值 {value} 不是日期', remedy: '写成 2023-05-01，或用日期格式的单元格' },
  'submission.notYesNo': { kind: invalid, zh: '「{column}」的值 {value} 不是「是」或「否」', remedy: '填「是」或「否」' },
  'submission.wordUnknown': { kind: invalid, zh: '「{column}」不能填 {value}', remedy: '从下列各项中选择：{allowed}' },
  'submission.totalRow': { kind: invalid, zh: '这一行是合计，不是一条记录', remedy: '删去合计行：合计由程序计算' },
  'submission.rowUnfilled': {
    kind: invalid,
    zh: '这一行只有园区，没有内容',
    remedy: '填写内容；该园区没有可报的，在「{column}」填「无」；多余的行整行删去',
  },
  'submission.repeated': { kind: invalid, zh: '与第 {row} 行重复：{id}', remedy: '同一企业、证书或事项在一份清单中只列一次（R5）' },
  'submission.staysOverlap': {
    kind: invalid,
    zh: '企业 {uscc} 的在园期间与第 {row} 行重叠',
    remedy: '同一企业多次入园的期间不得重叠',
  },
  // Parks
  'submission.unknownPark': { kind: invalid, zh: '没有登记过园区 {park}', remedy: '核对园区代码' },
  'submission.notYourPark': { kind: invalid, zh: '园区 {park} 不归当前账号填报', remedy: '只填本园区的数据' },
  'submission.nilAndRows': {
    kind: invalid,
    zh: '园区 {park} 在第 {row} 行写了「无」，又列有内容',
    remedy: '有内容的删去「无」，没有的删去其他行',
  },
  'submission.nilTwice': { kind: invalid, zh: '园区 {park} 两次写「无」，已见于第 {row} 行', remedy: '只保留一行' },
  'submission.nilNotAlone': { kind: invalid, zh: '写了「无」的行，「{column}」不能再填', remedy: '没有可报的，其余各列空着' },
  // Verdicts
  'submission.nothingAwaits': { kind: invalid, zh: '园区 {park} 的「{metric}」没有待核实的版本', remedy: '重新下载核实表' },
  'submission.versionOver': {
    kind: invalid,
    zh: '园区 {park} 的「{metric}」已是第 {current} 版，表中写的是 {given}',
    remedy: '重新下载核实表，按新版本核实',
  },
  'submission.verdictMissing': { kind: invalid, zh: '这一行没有核实结论，而同一项的其他行已有', remedy: '逐行填写：确认、退回或划去' },
  'submission.verdictRowsMissing': {
    kind: invalid,
    zh: '园区 {park} 的「{metric}」缺 {count} 行：{lines}',
    remedy: '重新下载核实表，不要删行',
  },
  'submission.nilOnlyConfirmed': {
    kind: invalid,
    zh: '没有内容的清单只能确认，不能「{verdict}」',
    remedy: '认为应有内容的，在核实台整项退回',
  },
  // Statements on accidents
  'submission.accidentFieldMissing': { kind: invalid, zh: '有事故的，须填「{column}」', remedy: '补上该项' },
  'submission.accidentOutsideYear': {
    kind: invalid,
    zh: '事故日期 {date} 不在 {year} 年内',
    remedy: '核对日期；其他年度的事故写入该年度的说明表',
  },
  'submission.accidentTwice': { kind: invalid, zh: '事故 {accident} 重复，已见于第 {row} 行', remedy: '一起事故只列一次' },
  'submission.accidentDiffers': {
    kind: invalid,
    zh: '事故 {accident} 已登记的日期是 {registered}，表中写的是 {given}',
    remedy: '改正日期；登记有误的，先撤销该事故的登记',
  },
  'submission.accidentNotListed': {
    kind: invalid,
    zh: '园区 {park} 已登记的事故 {accident} 没有列出',
    remedy: '列出该年度全部事故；登记有误的，先撤销该事故的登记',
  },
  'submission.accidentGraded': { kind: invalid, zh: '事故 {accident} 已定级，不能改为未定级', remedy: '填写官方报告的等级' },
  'submission.reportUnknown': { kind: invalid, zh: '证据库中没有文件 {hash}', remedy: '先上传事故报告，再填写其 SHA-256' },
  // Notes and warnings
  'submission.undecided': {
    kind: invalid,
    zh: '园区 {park} 的「{metric}」没有填写结论，本次不核实',
    remedy: '无需处理；如应核实，逐行填写结论',
  },
  'submission.shownChanged': {
    kind: invalid,
    zh: '「{column}」原为「{before}」，核实表中的改动不会读入',
    remedy: '数据有误的，填「退回」并写明理由，由提交部门更正',
  },
  'submission.sheetIgnored': {
    kind: invalid,
    zh: '表「{sheet}」不是要报的表，没有读取',
    remedy: '无需处理；如是要报的数据，请用模板的表名',
  },
  'submission.sheetUntouched': { kind: invalid, zh: '表「{sheet}」没有填写，本次不报', remedy: '无需处理；如应报，请填写' },
  'submission.parkUntouched': {
    kind: invalid,
    zh: '园区 {park} 的各行都没有填写，本次不报',
    remedy: '无需处理；如应报，请填写（没有发生额的填 0）',
  },
  'submission.nothingFilled': {
    kind: invalid,
    zh: '表「{sheet}」没有填写，文件中没有可报的内容',
    remedy: '填写后重新上传；没有可报的填「无」',
  },
  'submission.columnIgnored': { kind: invalid, zh: '列「{column}」没有读取', remedy: '无需处理；如是应填的列，请按模板改正表头' },
  'submission.nameDiffers': {
    kind: invalid,
    zh: '{code} 登记的名称是「{registered}」，表中写的是「{given}」',
    remedy: '核对代码是否填错；名称以登记为准，不予读取',
  },
  'submission.notOnRoster': { kind: invalid, zh: '企业 {uscc} 不在园内企业名单中，该行不会计入', remedy: '核对代码，或由园区更正名单' },
});

import { defineErrors } from '#libs/kernel';

const invalid = 'invalid';

/** Why a file of tables is not read. */
export const workbookErrors = defineErrors({
  'workbook.tooLarge': {
    kind: 'tooLarge',
    zh: '文件「{name}」有 {bytes} 字节，超过 {maxBytes} 字节',
    remedy: '删去图片和无关的工作表，或拆成几个文件分别上传',
  },
  'workbook.wrongType': {
    kind: invalid,
    zh: '文件「{name}」不能作为表格读取：{reason}',
    remedy: '在电子表格软件中打开，另存为「工作簿（.xlsx）」后重新上传，不要直接改扩展名',
  },
  'workbook.damaged': {
    kind: invalid,
    zh: '文件「{name}」已损坏，无法读取：{reason}',
    remedy: '在电子表格软件中打开检查，另存为新文件后重新上传',
  },
  'workbook.encrypted': {
    kind: invalid,
    zh: '文件「{name}」设有打开密码',
    remedy: '在电子表格软件中取消打开密码后保存，再上传',
  },
  'workbook.macros': {
    kind: invalid,
    zh: '文件「{name}」含有宏',
    remedy: '另存为不含宏的「工作簿（.xlsx）」后重新上传',
  },
  'workbook.externalLinks': {
    kind: invalid,
    zh: '文件「{name}」引用了其他文件或外部数据（{places}）',
    remedy: '在「数据—编辑链接」中断开链接，或把有关单元格复制后选择性粘贴为数值，再上传',
  },
  'workbook.zipBomb': {
    kind: 'tooLarge',
    zh: '文件「{name}」解压后的大小异常：{reason}',
    remedy: '在电子表格软件中另存为新文件后重新上传；确有大量数据的，拆成几个文件',
  },
  'workbook.unsafeName': {
    kind: invalid,
    zh: '文件「{name}」内部含有越出目录的文件名「{entry}」',
    remedy: '该文件不是电子表格软件正常保存的，请核实来源，另存为新文件后重新上传',
  },
  'workbook.tooManySheets': {
    kind: 'tooLarge',
    zh: '文件「{name}」有 {sheets} 张工作表，超过 {maxSheets} 张',
    remedy: '只保留需要提交的工作表',
  },
  'workbook.tooManyCells': {
    kind: 'tooLarge',
    zh: '文件「{name}」的内容超出可读范围：{reason}',
    remedy: '删去表格以外的内容（选中数据以外的行和列，整行整列删除）后保存；确有大量数据的，拆成几个文件',
  },
  'workbook.formulaWithoutValue': {
    kind: invalid,
    zh: '文件「{name}」有 {count} 个公式没有保存计算结果：{places}',
    remedy: '在电子表格软件中打开并重新计算后保存，或把公式粘贴为数值，再上传',
  },
  'workbook.noTable': {
    kind: invalid,
    zh: '文件「{name}」没有可读的表格：{reason}',
    remedy: '把数据放在未隐藏的工作表中，第 1 行为表头',
  },
  'workbook.timeout': {
    kind: 'tooLarge',
    zh: '文件「{name}」在 {seconds} 秒内没有读完',
    remedy: '删去格式、图片和无关的工作表后另存为新文件，或拆成几个文件，再上传',
  },
  'workbook.memory': {
    kind: 'tooLarge',
    zh: '读取文件「{name}」所需的内存超过限度',
    remedy: '删去格式、图片和无关的工作表后另存为新文件，或拆成几个文件，再上传',
  },
  'workbook.readerDied': {
    kind: 'unavailable',
    zh: '读取文件「{name}」的线程中途退出，文件没有读完',
    remedy: '稍后重试；仍不行的，在电子表格软件中另存为新文件后再上传',
  },
  'workbook.reportFailed': {
    kind: 'unavailable',
    zh: '标注错误的工作簿没有写成：{reason}',
    remedy: '稍后重试；仍不行的，把工作簿拆成几个文件后重新上传',
  },
  'workbook.readerClosed': { kind: 'unavailable', zh: '程序正在停止，文件「{name}」没有读取', remedy: '稍后重试' },
});

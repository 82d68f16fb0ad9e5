/** Why a text is malformed: the code in `params.reason`, and its words. */
export const manifestReasons = {
  tooLarge: '文件过大',
  notText: '不是规范的 UTF-8 文本',
  notJson: '不是 JSON',
  notCanonical: '不是规范的写法（键按序、无空白、以换行结束）',
  format: '格式标识不是本程序认识的',
  fields: '字段有缺、有余或类型不符',
  years: '年度不是按序、不重复的四位年份，也不是全部',
  size: '记录条数不是没有前导零的十进制数',
  root: '根哈希不是 32 字节的规范编码',
  checkpointPath: '检查点的路径不对',
  files: '文件列表未按路径排序，或有重复、有缺项',
} as const;

export const lineReasons = {
  tooLong: '行过长',
  noFinalNewline: '末尾没有换行',
  notText: '不是规范的 UTF-8 文本',
  notJson: '不是 JSON 对象',
  notCanonical: '不是规范的写法（键按序、无空白、数字为整数）',
  fields: '字段有缺、有余或类型不符',
  index: '序号不是没有前导零的十进制数',
  salt: '完整的行须有盐值，数据已隐去的行不得有盐值',
} as const;

export const resultReasons = {
  notJson: '不是 JSON',
  notCanonical: '不是规范的写法',
  format: '格式标识不是本程序认识的',
  fields: '字段有缺、有余或类型不符',
} as const;

/** Why a text is malformed: the code in `params.reason`, and its words. */
export const noteReasons = {
  noSignatures: '没有空行和签名行',
  noFinalNewline: '末尾没有换行',
  badSignatureLine: '有一行不是签名行',
  tooManySignatures: '签名过多',
} as const;

export const keyReasons = {
  notThreeParts: '不是由加号分开的三段',
  badName: '名称不可用',
  badKeyId: '密钥号不是 8 位小写十六进制',
  badBase64: '密钥不是规范的编码',
  unsupportedType: '不支持这种签名',
  badLength: '密钥长度不对',
  keyIdDiffers: '密钥号与名称和密钥不符',
} as const;

export const checkpointReasons = {
  notThreeLines: '不足三行，或末尾没有换行',
  emptyLine: '有空行',
  badSize: '记录条数不是没有前导零的十进制数',
  badRoot: '根哈希不是 32 字节的规范编码',
} as const;

export const proofReasons = {
  badHeader: '首行不是本格式的标识',
  badExtra: '附加内容不是规范的编码',
  badIndex: '序号不是没有前导零的十进制数',
  badHash: '有一行不是 32 字节哈希的规范编码',
  tooManyHashes: '哈希过多',
  noEmptyLine: '证明与检查点之间没有空行',
} as const;

export const requestReasons = {
  badOld: '首行不是旧的记录条数',
  badHash: '有一行不是 32 字节哈希的规范编码',
  tooManyHashes: '一致性证明超过 63 行',
  noEmptyLine: '证明与检查点之间没有空行',
  badSignatureLine: '答复中有一行不是签名行',
  badSize: '答复不是一个记录条数',
} as const;

export const policyReasons = {
  badOctet: '含有制表符以外的控制字符',
  noFinalNewline: '末尾没有换行',
  unknownWord: '行首的词不认识',
  wordCount: '词数不对',
  badKey: '公钥不可用',
  keyTypeForLog: '这种公钥不能用于日志',
  keyTypeForWitness: '这种公钥不能用于见证方',
  duplicateLog: '这一日志公钥已列过',
  duplicateWitness: '这一见证公钥已列过',
  nameTaken: '名称已用过',
  nameReserved: '「无」（none）是保留的名称',
  nameUnknown: '引用的名称在前面没有定义',
  memberTwice: '同一名称只能归入一个组',
  badThreshold: '门槛应为 1 到成员数之间的数，或为全部（all）、任一（any）',
  quorumTwice: '法定联署只能写一行',
  quorumMissing: '缺少法定联署一行',
  tooMany: '条目过多',
} as const;

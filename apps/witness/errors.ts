import { defineErrors } from '#libs/kernel';

/** Refusals of the witness: what its operator reads at the terminal, and what a log reads in an answer. */
export const witnessErrors = defineErrors({
  'witness.argument': { kind: 'invalid', zh: '启动参数有误：{what}', remedy: '查看用法（--help）' },
  'witness.nameNeeded': {
    kind: 'invalid',
    zh: '首次启动须给见证方起一个名称',
    remedy: '用参数（--name）指明，通常写成不带协议的网址，不含空格和加号；名称定下后不再更改',
  },
  'witness.nameDiffers': {
    kind: 'conflict',
    zh: '这把密钥属于见证方「{held}」，不能改名为「{name}」',
    remedy: '去掉名称参数（--name），或写原来的名称；要换名称，请另建一个数据目录和一把新密钥',
  },
  'witness.keyMissing': {
    kind: 'conflict',
    zh: '找不到见证方的密钥文件 {path}，而数据目录里已有联署记录',
    remedy: '把原来的密钥文件放回去；确已遗失的，另建数据目录、换用新的名称和密钥，并通知各日志和审计方停用旧公钥',
  },
  'witness.keyDiffers': {
    kind: 'conflict',
    zh: '密钥文件 {path} 不是这个数据目录的那一把',
    remedy: '核对所指的密钥文件（--key）和数据目录（--data）是否属于同一个见证方',
  },
  'witness.stateMissing': {
    kind: 'conflict',
    zh: '密钥已经用过，数据目录 {path} 里却没有联署记录',
    remedy: '核对是否指对了目录（--data）。记录确已遗失的，这把密钥不能再用：它可能为改写过的历史作证；请另建目录、换用新的名称和密钥',
  },
  'witness.stateDamaged': {
    kind: 'conflict',
    zh: '联署记录 {path} 已损坏或被改动',
    remedy: '不要用旧备份顶替：那等于忘记后来联署过的内容。请保留全部文件，查明原因，另建目录、换用新的名称和密钥',
  },
  'witness.logsMissing': {
    kind: 'notFound',
    zh: '找不到日志名单 {path}',
    remedy: '核对路径（--logs），或去掉这个参数，使用数据目录里的名单',
  },
  'witness.folderTaken': {
    kind: 'conflict',
    zh: '数据目录 {path} 正被另一个见证进程使用',
    remedy: '先停掉它；一个数据目录只能由一个进程使用',
  },
  'witness.portTaken': { kind: 'conflict', zh: '端口 {port} 已被占用', remedy: '停掉占用它的程序，或另选端口（--port）' },
  'witness.unwritable': { kind: 'unavailable', zh: '{path} 不能读写（{cause}）', remedy: '检查路径、权限与磁盘空间' },
  'witness.notStored': {
    kind: 'unavailable',
    zh: '联署记录没有写成，未予联署',
    remedy: '请稍后再发；见证方的管理员应检查磁盘空间与权限',
  },
  'witness.noRoute': { kind: 'notFound', zh: '没有这个地址', remedy: '请求联署的地址以（add-checkpoint）结尾；其余地址见本程序的说明' },
  'witness.noCheckpoint': { kind: 'notFound', zh: '还没有为这个日志联署过', remedy: '核对地址中日志名称的哈希，或稍后再来' },
  'witness.bodyTooLarge': {
    kind: 'tooLarge',
    zh: '请求超过 {maxBytes} 字节',
    remedy: '一份检查点和一份一致性证明用不了这么多；核对发送的内容',
  },
  'witness.wrongMethod': { kind: 'invalid', zh: '这个地址只接受另一种请求方法', remedy: '改用 {method} 方法' },
  'witness.fault': { kind: 'unavailable', zh: '见证程序出错', remedy: '请告知见证方的管理员；原因在它的终端上' },
});

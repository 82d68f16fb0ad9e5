import { defineErrors } from '#libs/kernel';

export const sealingErrors = defineErrors({
  'sealing.rolledBack': {
    kind: 'conflict',
    zh: '日志「{origin}」已签过 {signed} 条记录，账本现在只有 {size} 条：账本被换回了较早的状态，停止签名',
    remedy: '查明少了哪些记录，恢复完整的账本；确须从较早的备份继续，请登记新的日志期',
  },
  'sealing.forked': {
    kind: 'conflict',
    zh: '账本（{size} 条记录）与日志「{origin}」已签的检查点（{signed} 条记录）不一致：历史被改动过，停止签名',
    remedy: '保留全部文件，运行账本校验，找出第一条不同的记录；不要删除已签检查点的文件',
  },
  'sealing.otherKey': {
    kind: 'conflict',
    zh: '日志「{origin}」已签到 {signed} 条记录，但不是用本节点的日志密钥签的，停止签名',
    remedy: '所有节点使用同一个日志密钥文件（LOG_KEY）：放回原来的密钥；更换密钥须让新旧两把在一段时间内同时签名',
  },
  'sealing.keyLost': {
    kind: 'conflict',
    zh: '找不到日志密钥文件 {path}，而这本账已签过检查点，停止签名',
    remedy: '把密钥文件放回原处，或用 LOG_KEY 指明它的位置；确已丢失，请放入新的密钥并登记新的日志期',
  },
  'sealing.keyFile': {
    kind: 'conflict',
    zh: '日志密钥文件 {path} 不能使用',
    remedy: '文件应由一个或几个未加密的私钥组成（Ed25519，PKCS#8 PEM）；换回原来的文件',
  },
  'sealing.signedFileDamaged': {
    kind: 'conflict',
    zh: '记录已签检查点的文件 {path} 残缺，停止签名',
    remedy: '从备份或其他节点取回该文件；没有可取回的，放入所知最大的检查点（例如审计方、见证方手中的）',
  },
  'sealing.headMalformed': {
    kind: 'conflict',
    zh: '检查点流（checkpoint）第 {revision} 号事件不是检查点，停止签名',
    remedy: '账本存储被别的程序写过：保留全部文件，运行账本校验',
  },
  'sealing.nothingSigned': { kind: 'notFound', zh: '日志还没有签过检查点', remedy: '有新记录后几秒内会签；稍后再取' },
  'sealing.noSuchCheckpoint': {
    kind: 'notFound',
    zh: '日志「{origin}」没有 {size} 条记录的检查点',
    remedy: '已签的条数见检查点清单',
  },
  'sealing.unknownEvent': { kind: 'notFound', zh: '日志中没有编号为「{id}」的事件', remedy: '核对事件编号；刚记入的事件请稍后再取' },
  'sealing.unknownIndex': { kind: 'notFound', zh: '日志中没有序号 {index}', remedy: '序号从 0 计，应小于日志的记录条数' },
  'sealing.notYetSigned': {
    kind: 'unavailable',
    zh: '第 {index} 号记录已在日志中，但还没有检查点包含它',
    remedy: '稍后再取；检查点在记录停顿后几秒内签出',
  },
  'sealing.afterCheckpoint': {
    kind: 'notFound',
    zh: '{size} 条记录的检查点不含第 {index} 号记录',
    remedy: '改用较晚的检查点（不写条数即为最新的）',
  },
  'sealing.badSize': { kind: 'invalid', zh: '参数 {name} 须是不带前导零的非负整数', remedy: '改为整数' },
  'sealing.treeBuilding': { kind: 'unavailable', zh: '日志的树正在建立，还没有到 {size} 条记录', remedy: '稍后再取' },
});

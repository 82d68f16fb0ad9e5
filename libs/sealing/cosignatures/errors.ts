import { defineErrors } from '#libs/kernel';

/** What the operators are told of witnesses. The first two are the alarm for which witnesses are there. */
export const cosignatureErrors = defineErrors({
  'sealing.witnessContradicts': {
    kind: 'conflict',
    zh: '见证方「{witness}」拒绝联署：账本的 {size} 条记录不是它联署过的 {held} 条的延续，历史被改动过',
    remedy: '保留全部文件，运行账本校验；向见证方索取它所持的检查点和留存的请求，逐条比对',
  },
  'sealing.witnessAhead': {
    kind: 'conflict',
    zh: '见证方「{witness}」已联署到 {held} 条记录，账本只签到 {size} 条：账本被换回了较早的状态',
    remedy: '查明少了哪些记录，恢复完整的账本；确须从较早的备份继续，请登记新的日志期，并请见证方登记新的日志名称',
  },
  'sealing.witnessWrong': {
    kind: 'unavailable',
    zh: '见证方「{witness}」的答复里没有它的有效联署',
    remedy: '核对见证名单（WITNESSES）中的公钥和地址；若无误，请见证方检查它的程序，此前不要信任它的联署',
  },
  'sealing.witnessRefuses': {
    kind: 'unavailable',
    zh: '见证方「{witness}」不受理联署请求（状态 {status}）',
    remedy: '请见证方把本账本的日志名称和公钥列入它的日志名单；换用日志密钥、开启新的日志期之后也须重新列入',
  },
  'sealing.witnessAway': {
    kind: 'unavailable',
    zh: '见证方「{witness}」没有应答（{cause}）',
    remedy: '不影响签名和业务，会继续再试；长时间没有应答，请联系见证方',
  },
  'sealing.witnessesFile': {
    kind: 'invalid',
    zh: '见证名单 {path} 不能使用：{reason}',
    remedy: '写法同信任文件（tlog-policy）；要请求联署的见证方，行末写上它的网址',
  },
});

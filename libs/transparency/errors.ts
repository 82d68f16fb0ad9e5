import { defineErrors } from '#libs/kernel';

/** Refusals of the room. What stands in `reason` is a code of the tables in reasons.ts. */
export const transparencyErrors = defineErrors({
  'transparency.tooLarge': { kind: 'tooLarge', zh: '内容超过 {maxBytes} 字节', remedy: '核对是否拿错了文件' },
  'transparency.notText': {
    kind: 'invalid',
    zh: '内容不是规范的 UTF-8 文本，或含有换行以外的控制字符',
    remedy: '请原样取得文件：不要用会改写换行或编码的编辑器另存',
  },
  'transparency.badHash': { kind: 'invalid', zh: '哈希不是 32 字节', remedy: '核对哈希是否完整：应为 SHA-256 的全部 32 字节' },
  'transparency.indexOutside': {
    kind: 'invalid',
    zh: '序号 {index} 不在 {size} 条记录之内',
    remedy: '序号从 0 计，应小于记录条数；核对所用检查点是否早于该记录',
  },
  'transparency.sizeOutside': {
    kind: 'invalid',
    zh: '树的大小不合适：从 {from} 到 {to}',
    remedy: '较早的大小不得大于较晚的大小，较晚的不得大于日志现有的记录数',
  },
  'transparency.proofLength': {
    kind: 'invalid',
    zh: '证明应有 {expected} 个哈希，实有 {actual} 个',
    remedy: '重新取得这一序号、这一大小的证明',
  },
  'transparency.inclusionWrong': {
    kind: 'invalid',
    zh: '包含证明不成立：第 {index} 条记录不在大小为 {size} 的这棵树中',
    remedy: '核对记录、证明和检查点是否来自同一日志；若都原样未动，记录或日志已被改动，请保留全部文件并报告',
  },
  'transparency.consistencyWrong': {
    kind: 'invalid',
    zh: '一致性证明不成立：大小为 {to} 的树不是大小为 {from} 的树的延续',
    remedy: '核对两个检查点和证明是否来自同一日志；若都原样未动，日志的历史已被改写，请保留全部文件并报告',
  },
  'transparency.noteMalformed': {
    kind: 'invalid',
    zh: '签名文件的格式不对：{reason}',
    remedy: '请原样取得文件；签名行之前应有一个空行，最后一行也以换行结束',
  },
  'transparency.noteUnsigned': {
    kind: 'forbidden',
    zh: '没有一个签名来自所信任的密钥',
    remedy: '核对信任文件中的公钥；若公钥无误，这份文件不可采信',
  },
  'transparency.signatureWrong': {
    kind: 'forbidden',
    zh: '「{name}」的签名（{keyId}）与内容不符',
    remedy: '这份文件不可采信：内容或签名被改动过。请保留并报告',
  },
  'transparency.badKeyName': {
    kind: 'invalid',
    zh: '密钥名称不可用',
    remedy: '名称不能为空，不能含空白、加号和控制字符；通常用不带协议的网址',
  },
  'transparency.badVerifierKey': {
    kind: 'invalid',
    zh: '公钥的写法不对：{reason}',
    remedy: '应为「名称+8 位小写十六进制+密钥」，请向密钥的主人重新索取整行文本',
  },
  'transparency.keyAmbiguous': {
    kind: 'invalid',
    zh: '有两个不同的公钥同名同号：「{name}」（{keyId}）',
    remedy: '只保留其中一个；需要两个密钥时给它们不同的名称',
  },
  'transparency.badSigningKey': {
    kind: 'invalid',
    zh: '签名私钥不可用',
    remedy: '应为未加密的椭圆曲线（Ed25519）私钥文件（PKCS#8 PEM），或 32 字节的种子',
  },
  'transparency.checkpointMalformed': {
    kind: 'invalid',
    zh: '检查点的内容不对：{reason}',
    remedy: '请原样取得检查点：前三行依次为日志名称、记录条数、根哈希',
  },
  'transparency.originDiffers': {
    kind: 'conflict',
    zh: '检查点属于日志「{actual}」，不是「{expected}」',
    remedy: '核对是否混用了两个账本的文件或密钥',
  },
  'transparency.checkpointShrinks': {
    kind: 'conflict',
    zh: '已签过 {signed} 条记录的检查点，不能再签 {size} 条的',
    remedy: '账本可能被换回了旧备份：停止签名，先查明少了哪些记录',
  },
  'transparency.checkpointInconsistent': {
    kind: 'conflict',
    zh: '大小为 {size} 的树与已签的检查点（{signed} 条记录）不一致，拒绝签名',
    remedy: '账本的历史与签过的不同：停止签名，运行账本校验，找出第一条不同的记录',
  },
  'transparency.emptyRootWrong': {
    kind: 'invalid',
    zh: '记录条数为 0，根哈希却不是空树的根哈希',
    remedy: '重新取得检查点',
  },
  'transparency.proofFileMalformed': {
    kind: 'invalid',
    zh: '证明文件的格式不对：{reason}',
    remedy: '请原样取得证明文件（.tlog-proof），不要编辑',
  },
  'transparency.badTilePath': {
    kind: 'notFound',
    zh: '没有这样的瓦片路径：{path}',
    remedy: '路径由层号、三位一段的序号和可选的宽度组成，例如第 0 层第 1234067 片（tile/0/x001/x234/067）',
  },
  'transparency.tileOutside': {
    kind: 'notFound',
    zh: '{size} 条记录的树没有这一瓦片：第 {level} 层第 {index} 片，宽 {width}',
    remedy: '先取检查点，按其中的记录条数计算瓦片',
  },
  'transparency.tileMissing': { kind: 'unavailable', zh: '取不到瓦片 {path}', remedy: '稍后再试；一直取不到，请告知日志的管理员' },
  'transparency.tileDamaged': {
    kind: 'unavailable',
    zh: '瓦片 {path} 的长度不对：应为 {expected} 字节，实为 {actual} 字节',
    remedy: '请管理员删除派生的树文件并由账本重建，然后运行账本校验',
  },
  'transparency.tilesDiffer': {
    kind: 'conflict',
    zh: '由瓦片算出的哈希与检查点（{size} 条记录）不符',
    remedy: '重新取得瓦片和检查点；仍不符，则日志给出的数据与它签过的不同，请保留全部文件并报告',
  },
  'transparency.storeMoved': {
    kind: 'conflict',
    zh: '树的存储现有 {actual} 条记录，而不是 {expected} 条：另有程序在写',
    remedy: '同一存储只由一个进程写；重新打开后再试',
  },
  'transparency.entryTooLong': {
    kind: 'tooLarge',
    zh: '一条记录有 {bytes} 字节，超过 65535 字节',
    remedy: '瓦片格式以两个字节记长度；请缩短记录',
  },
  'transparency.entriesMalformed': { kind: 'invalid', zh: '记录瓦片残缺或过长', remedy: '重新取得该瓦片' },
  'transparency.badTime': {
    kind: 'invalid',
    zh: '联署时间 {time} 不可用',
    remedy: '应为 1970 年起的整秒数，大于 0，小于 2 的 63 次方',
  },
  'transparency.requestMalformed': {
    kind: 'invalid',
    zh: '见证请求或答复的格式不对：{reason}',
    remedy: '首行为旧的记录条数，其后为一致性证明、空行和检查点',
  },
  'transparency.logUnknown': {
    kind: 'notFound',
    zh: '本见证方不认识日志「{origin}」',
    remedy: '请见证方登记该日志的公钥',
  },
  'transparency.oldSizeTooLarge': {
    kind: 'invalid',
    zh: '旧的记录条数 {old} 大于检查点的 {size}',
    remedy: '旧的条数应为见证方上次联署的条数，不大于这次的',
  },
  'transparency.oldSizeDiffers': {
    kind: 'conflict',
    zh: '见证方上次联署的是 {held} 条记录，请求写的是 {old} 条',
    remedy: '以见证方所持的条数为起点，重新计算一致性证明后再发',
  },
  'transparency.policyLine': {
    kind: 'invalid',
    zh: '信任文件第 {line} 行：{reason}',
    remedy: '改正该行；各行的写法见信任文件的说明（tlog-policy）',
  },
  'transparency.logUntrusted': {
    kind: 'forbidden',
    zh: '检查点没有信任文件所列的日志「{origin}」的签名',
    remedy: '核对信任文件中的日志公钥与检查点是否属于同一账本',
  },
  'transparency.quorumMissing': {
    kind: 'forbidden',
    zh: '联署不足：信任文件要求「{quorum}」，有效联署来自：{witnesses}',
    remedy: '取得更多见证方联署的检查点后再核验',
  },
});

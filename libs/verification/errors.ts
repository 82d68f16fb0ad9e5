import { defineErrors } from '#libs/kernel';

const keep = '保留现有文件和备份，不要改动，并报告';
const restore = '与备份或另一份副本比对该处；若副本相符，从备份恢复';

/** What can differ, one code each. `expected` and `found` are what was computed and what stands there. */
export const verificationErrors = defineErrors({
  'verification.otherKeys': {
    kind: 'invalid',
    zh: '密钥文件不是这本账的：账本要盐密钥 {wanted}，文件是 {given}',
    remedy: '换成账本所记的那一份密钥文件（LEDGER_KEYS）；没有时不给密钥也可校验，只是不重算盐',
  },
  'verification.lineMalformed': { kind: 'conflict', zh: '日志的一行不成事件：{reason}', remedy: restore },
  'verification.indexGap': { kind: 'conflict', zh: '日志序号不连续：此处应为 {expected}，实为 {found}', remedy: restore },
  'verification.revisionGap': {
    kind: 'conflict',
    zh: '流 {stream} 的修订号不连续：此处应为 {expected}，实为 {found}；其间的事件被删去、插入或调换',
    remedy: restore,
  },
  'verification.idRepeated': { kind: 'conflict', zh: '事件编号 {found} 重复出现', remedy: restore },
  'verification.idWrong': {
    kind: 'conflict',
    zh: '事件编号不是由它的命令和流导出的：应为 {expected}，实为 {found}；该事件不是本程序写入的，或位置被改动',
    remedy: restore,
  },
  'verification.firstEvent': {
    kind: 'conflict',
    zh: '账本的第一个事件应是开账（LedgerOpened）且只有一个；此处是 {found}',
    remedy: '核对所校验的是否为一本完整的账；若是，' + keep,
  },
  'verification.wrongStream': { kind: 'conflict', zh: '{type} 不是流 {stream} 中应有的事件', remedy: restore },
  'verification.notCanonical': { kind: 'conflict', zh: '{what}不是规范 JSON（RFC 8785），已被改写', remedy: restore },
  'verification.saltWrong': {
    kind: 'conflict',
    zh: '盐不是由账本的盐密钥和事件编号导出的：应为 {expected}，实为 {found}',
    remedy: restore,
  },
  'verification.schema': { kind: 'conflict', zh: '内容不符合 {type} 的结构：{reason}', remedy: restore },
  'verification.unknownType': {
    kind: 'conflict',
    zh: '本程序不认识的事件类型或版本：{found}',
    remedy: '换用写入这本账的版本或更新的版本再校验；若版本无误，' + keep,
  },
  'verification.commandMixed': {
    kind: 'conflict',
    zh: '同一命令的事件的{what}不同：应为 {expected}，实为 {found}',
    remedy: restore,
  },
  'verification.instant': { kind: 'conflict', zh: '记录时刻 {found} 不是有效时刻', remedy: restore },
  'verification.clockReference': {
    kind: 'conflict',
    zh: '所更正的时刻属于序号 {index} 的事件 {expected}，该序号处实为 {found}',
    remedy: restore,
  },
  'verification.leafDiffers': {
    kind: 'conflict',
    zh: '事件的叶子与树中所存不同：树中是 {expected}，由事件算得 {found}；事件在记入树之后被改动，或树的文件被改动',
    remedy: '运行 npm run fsck 核对签名检查点：检查点与事件相符则删除 proof/tree.db 后重启重建；否则' + keep,
  },
  'verification.rootDiffers': {
    kind: 'conflict',
    zh: '大小为 {size} 的树根与签名检查点不同：检查点是 {expected}，由事件算得 {found}',
    remedy: '这之前的某个事件被改动、删去、插入或调换；' + keep,
  },
  'verification.epochWrong': {
    kind: 'conflict',
    zh: '开启新日志期的事件与账本不符（{what}）：应为 {expected}，实为 {found}',
    remedy: keep,
  },
  'verification.tooShort': {
    kind: 'conflict',
    zh: '日志只有 {found} 个事件，而检查点已签到 {expected} 个：日志被截断，或数据库被退回到旧的备份',
    remedy: '找回较新的数据；合法的恢复要以开启新日志期的事件公开说明；' + keep,
  },
  'verification.sizeDiffers': { kind: 'conflict', zh: '日志应有 {expected} 个事件，实有 {found} 个', remedy: restore },
  'verification.cannotFold': { kind: 'conflict', zh: '{type} 在流 {stream} 的此处不可能发生', remedy: restore },
  'verification.decision': {
    kind: 'conflict',
    zh: '按此前的状态重新作出的决定与所记不同：{reason}',
    remedy: restore,
  },
  'verification.schemeHash': {
    kind: 'conflict',
    zh: '评分方案的内容与所记哈希不符：内容算得 {found}，所记为 {expected}',
    remedy: restore,
  },
  'verification.schemeInvalid': { kind: 'conflict', zh: '评分方案的内容不合规：{reason}', remedy: restore },
  'verification.schemeUnknown': { kind: 'conflict', zh: '所用的评分方案 {expected} 此时并未采用', remedy: restore },
  'verification.pinUnknown': { kind: 'conflict', zh: '计分锁定了流 {stream} 的修订号 {found}，而此时该流只到 {expected}', remedy: restore },
  'verification.pinLeaves': {
    kind: 'conflict',
    zh: '流 {stream} 到修订号 {at} 为止的叶子摘要与计分所锁定的不同：锁定的是 {expected}，算得 {found}',
    remedy: '该流在计分之后被改动；' + keep,
  },
  'verification.pinFacts': {
    kind: 'conflict',
    zh: '流 {stream} 到修订号 {at} 为止的事实摘要与计分所锁定的不同',
    remedy: '该流在计分之后被改动，或锁定的摘要被改动；' + keep,
  },
  'verification.pinStreams': {
    kind: 'conflict',
    zh: '计分锁定的流与参评名单不符：应为 {expected}，实为 {found}',
    remedy: restore,
  },
  'verification.runRequest': { kind: 'conflict', zh: '计分与评价的要求不符（{what}）：应为 {expected}，实为 {found}', remedy: restore },
  'verification.runDiffers': {
    kind: 'conflict',
    zh: '由锁定的输入重新计分，{what}与所记不同：算得 {expected}，所记为 {found}',
    remedy: '所记的结果被改动，或输入被改动；' + keep,
  },
  'verification.engineUnknown': {
    kind: 'conflict',
    zh: '本程序没有计分引擎版本 {found}，该次计分未能重算',
    remedy: '换用带有该引擎版本的程序再校验',
  },
  'verification.runReference': {
    kind: 'conflict',
    zh: '所引用的第 {run} 轮计分不存在、未完成或{what}不同：应为 {expected}，所记为 {found}',
    remedy: restore,
  },
  'verification.evidenceMissing': {
    kind: 'conflict',
    zh: '事件所引用的证据文件 {expected} 不在',
    remedy: '从备份找回该文件，放回证据目录',
  },
  'verification.erasureUntold': {
    kind: 'conflict',
    zh: '证据文件 {expected} 的密钥已销毁，账本中却没有删除它的事件',
    remedy: '从密钥备份恢复该文件的密钥；' + keep,
  },
  'verification.evidenceChanged': {
    kind: 'conflict',
    zh: '证据文件的内容与其哈希不符：应为 {expected}，实为 {found}',
    remedy: '文件被改动或损坏：从备份恢复该文件',
  },
  'verification.evidencePlace': {
    kind: 'conflict',
    zh: '事件所引用的证据位置不存在：{found}（{reason}）',
    remedy: restore,
  },
  'verification.checkpointInvalid': { kind: 'conflict', zh: '检查点（{found}）不可采信：{reason}', remedy: keep },
  'verification.checkpointOrigin': { kind: 'conflict', zh: '检查点属于日志「{found}」，账本的日志此时名为「{expected}」', remedy: keep },
  'verification.checkpointSplit': {
    kind: 'conflict',
    zh: '大小为 {size} 的两个检查点有两个不同的树根：{expected} 与 {found}；日志给不同的人看了不同的历史',
    remedy: '两份都有签名，足以证明日志被分叉；' + keep,
  },
  'verification.checkpointShrinks': {
    kind: 'conflict',
    zh: '检查点由大变小：前一个大小为 {expected}，后一个为 {found}',
    remedy: '日志退回后又签了名；' + keep,
  },
  'verification.storeDamaged': {
    kind: 'conflict',
    zh: '账本文件已损坏：{reason}',
    remedy: '停止服务，从备份恢复账本文件；恢复前' + keep,
  },
  'verification.storeUnguarded': {
    kind: 'conflict',
    zh: '账本文件里禁止改动事件的触发器 {expected} 不在：文件被别的程序改动过',
    remedy: keep,
  },
  'verification.headMalformed': {
    kind: 'conflict',
    zh: '检查点流第 {found} 号事件不成检查点：{reason}',
    remedy: '账本存储被别的程序写过；' + keep,
  },
  'verification.signedFile': {
    kind: 'conflict',
    zh: '记录最大已签检查点的文件名与其内容不符：应为 {expected}，实为 {found}',
    remedy: '文件被改名或调换：从备份取回；没有可取回的，放入所知最大的检查点',
  },
  'verification.treeDamaged': {
    kind: 'conflict',
    zh: '树的文件不可读：{reason}',
    remedy: '它可由账本重建：停止服务，删除 proof/tree.db 后重启',
  },
  'verification.treeTile': {
    kind: 'conflict',
    zh: '树的瓦片 {found} 与由事件算得的不同',
    remedy: '检查点与事件相符时它可由账本重建：停止服务，删除 proof/tree.db 后重启；否则' + keep,
  },
  'verification.treeAhead': {
    kind: 'conflict',
    zh: '树已有 {expected} 条记录，账本只有 {found} 条：日志被截断，或数据库被退回到旧的备份',
    remedy: '找回较新的数据；' + keep,
  },
  'verification.readsDiffer': {
    kind: 'conflict',
    zh: '读模型的表 {table} 与由事件重建的不同（{reason}）',
    remedy: '它可由账本重建：停止服务，删除 reads/ 后重启；重现时请报告',
  },
  'verification.readsAhead': {
    kind: 'conflict',
    zh: '读模型已到序号 {expected}，账本只到 {found}',
    remedy: '账本被退回到较早的状态，或读模型属于另一本账；查明前' + keep,
  },
});

export type VerificationCode = keyof typeof verificationErrors.definitions;

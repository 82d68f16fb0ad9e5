import { defineErrors } from '#libs/kernel';

export const backupErrors = defineErrors({
  'backup.notABackup': {
    kind: 'notFound',
    zh: '{folder} 不是备份：里面没有清单文件（同一文件夹下的备份：{backups}）',
    remedy: '给出某一份备份的文件夹，名称是备份的时间',
  },
  'backup.unfinished': {
    kind: 'conflict',
    zh: '{folder} 是没有做完的备份，不能使用',
    remedy: '用另一份做完的备份；再做一次备份会接着把它做完',
  },
  'backup.manifestMalformed': {
    kind: 'conflict',
    zh: '备份清单 {path} 的内容不符合格式',
    remedy: '换用另一份备份；清单由备份程序写成，不能编辑',
  },
  'backup.fileMissing': {
    kind: 'conflict',
    zh: '备份 {folder} 缺少文件 {path}',
    remedy: '从这份备份的另一处副本取回该文件，或换用另一份备份',
  },
  'backup.fileSurplus': {
    kind: 'conflict',
    zh: '备份 {folder} 中多出清单没有的文件 {path}',
    remedy: '查明它从哪里来；移走后再核对',
  },
  'backup.fileChanged': {
    kind: 'conflict',
    zh: '备份 {folder} 的文件 {path} 与清单不符：清单记 {bytes} 字节、{sha256}，实为 {actualBytes} 字节、{actualSha256}',
    remedy: '从这份备份的另一处副本取回该文件，或换用另一份备份',
  },
  'backup.headDiffers': {
    kind: 'conflict',
    zh: '由事件重新算出的树根在 {size} 条处与检查点不符（到 {sound} 条为止相符）：日志序号 {first} 到 {last} 之间有事件被改动、增删或调换',
    remedy: '这些事件不是当时签署的内容：保留现场，换用另一份备份，并报告审计',
  },
  'backup.sizeDiffers': {
    kind: 'conflict',
    zh: '所说的账本有 {wanted} 个事件，实有 {actual} 个',
    remedy: '换用另一份备份；另开日志期时，核对退回到多少条',
  },
  'backup.rootDiffers': {
    kind: 'conflict',
    zh: '由 {size} 个事件重新算出的树根与备份清单不符（到 {sound} 条为止与检查点相符）',
    remedy: '账本文件或清单被改动过：换用另一份备份，并报告审计',
  },
  'backup.headBeyond': {
    kind: 'conflict',
    zh: '账本里有 {size} 条处的检查点，事件却只有 {actual} 个：末尾的事件不见了',
    remedy: '换用另一份备份；作备份时出现，说明来源被退回到以前的状态，请先运行账本校验',
  },
  'backup.streamGap': {
    kind: 'conflict',
    zh: '日志序号 {index} 处，流 {stream} 的修订号是 {revision}，应当是 {expected}：有事件不见了或被调换',
    remedy: '保留现场，换用另一份备份，并报告审计',
  },
  'backup.leafUnreadable': {
    kind: 'conflict',
    zh: '日志序号 {index} 处的事件（流 {stream}，修订号 {revision}）的内容或元数据不能读取',
    remedy: '保留现场，换用另一份备份，并报告审计',
  },
  'backup.evidenceMissing': {
    kind: 'conflict',
    zh: '备份 {folder} 缺少账本引用的佐证材料 {hash}，清单也没有说明',
    remedy: '换用另一份备份',
  },
  'backup.logDiffers': {
    kind: 'conflict',
    zh: '写好的账本与来源不同：前 {same} 个事件相同，{difference}',
    remedy: '再运行一次；仍不相同，请检查磁盘并报告开发者',
  },
  'backup.otherLedger': {
    kind: 'conflict',
    zh: '{folder} 里放的是另一本账（{held}）的备份，不是这本账（{actual}）的',
    remedy: '每本账的备份放在自己的文件夹里',
  },
  'backup.placeOverlaps': {
    kind: 'invalid',
    zh: '{folder} 与 {other} 不能一个在另一个里面',
    remedy: '数据、备份、密钥分开存放：另选一个文件夹',
  },
  'backup.keysMissing': {
    kind: 'notFound',
    zh: '要一起备份密钥，却没有密钥文件 {path}',
    remedy: '用环境变量 LEDGER_KEYS 指明密钥文件；示例账本没有密钥文件，不必备份密钥',
  },
  'backup.headUnreadable': {
    kind: 'invalid',
    zh: '{path} 不是检查点：{reason}',
    remedy: '原样给出从账本、审计或见证方取得的检查点文件',
  },
  'backup.otherHistory': {
    kind: 'conflict',
    zh: '{path} 所签的 {size} 条与这本账不是同一段历史：树根不同（与其余检查点相符到 {sound} 条）',
    remedy: '核对检查点是否属于这本账；属于，则这本账被改动过，请报告审计；如果它退回后又续写过，另开日志期时说明退回到多少条',
  },
  'backup.otherLog': {
    kind: 'conflict',
    zh: '{path} 是日志「{actual}」的检查点，不是「{wanted}」的',
    remedy: '给出这本账自己的检查点',
  },
  'backup.targetNotEmpty': {
    kind: 'conflict',
    zh: '{target} 不是空的（有 {found}），不会在已有的东西上恢复',
    remedy: '恢复到一个新的数据目录或空的数据库；核对无误后再换过去',
  },
  'backup.headsDiffer': {
    kind: 'conflict',
    zh: '{target} 里已有别的检查点（第 {revision} 个不同），不会在已有的东西上写',
    remedy: '恢复到一个新的数据目录或空的数据库',
  },
  'backup.nothingLost': {
    kind: 'conflict',
    zh: '账本现有 {size} 条，已知签署过的最大条数是 {largest}：没有退回，不必也不能另开日志期',
    remedy: '如果别处（审计、见证方、别的节点）有更大的检查点，请一并给出',
  },
  'backup.epochOvertaken': {
    kind: 'conflict',
    zh: '新的日志期已经记入，但不紧接在核对过的账本之后：同时有服务在写这本账',
    remedy: '停掉这本账的全部服务，运行账本校验，并把情况报告审计',
  },
  'backup.documentMissing': {
    kind: 'notFound',
    zh: '依据文件 {path} 不能读取，佐证文件夹里也没有以它为哈希的文件',
    remedy: '给出依据文件（批示、纪要等）的路径，或已存入的文件的哈希',
  },
});
export type BackupErrorCode = keyof typeof backupErrors.definitions;

import { defineErrors, type DomainError } from '#libs/kernel';

/**
 * What the auditor's program can't use, and what it finds wrong by itself; what other rooms find has their codes. Codes are stable: `--json` tells them. The English texts
 * stand in output/english.ts.
 */
export const auditorErrors = defineErrors({
  'auditor.usage': { kind: 'invalid', zh: '命令有误：{reason} {about}', remedy: '不带参数运行本程序，可看用法' },
  'auditor.cantRead': { kind: 'notFound', zh: '文件 {file} 读不了（{reason}）', remedy: '核对路径和权限' },
  'auditor.notZip': { kind: 'invalid', zh: '{file} 不是压缩包', remedy: '核对是否拿错了文件；审计包是一个压缩文件，请原样使用，不要解开' },
  'auditor.zipTruncated': { kind: 'invalid', zh: '{file} 不完整：缺少压缩包的末尾', remedy: '重新下载或复制，并核对文件大小' },
  'auditor.zipDamaged': { kind: 'invalid', zh: '压缩包损坏：{path} 解不开', remedy: '重新下载或复制；若仍如此，请审计包的提供方重新生成' },
  'auditor.zipEncrypted': { kind: 'invalid', zh: '{path} 加了密', remedy: '审计包从不加密，请索取原件' },
  'auditor.zipMethod': { kind: 'invalid', zh: '{path} 用了不支持的压缩方式（{method}）', remedy: '请索取原件，不要用别的程序重新压缩' },
  'auditor.zipName': {
    kind: 'invalid',
    zh: '压缩包里有不许用的文件名：{path}',
    remedy: '这不是本程序生成的审计包；请勿解开它，向提供方核实',
  },
  'auditor.zipNameTwice': { kind: 'invalid', zh: '压缩包里有两个同名文件：{path}', remedy: '这不是本程序生成的审计包；请向提供方核实' },
  'auditor.zipOverlaps': {
    kind: 'invalid',
    zh: '压缩包里的文件互相重叠：{path}',
    remedy: '这不是本程序生成的审计包；请勿解开它，向提供方核实',
  },
  'auditor.zipTooMany': { kind: 'tooLarge', zh: '压缩包里有 {entries} 个文件，多于 {limit} 个', remedy: '按年度分别生成审计包' },
  'auditor.zipTooLarge': {
    kind: 'tooLarge',
    zh: '{path} 解开后有 {bytes} 字节，超过 {limit} 字节的上限',
    remedy: '按年度分别生成审计包；若文件本身很小，它可能是压缩炸弹，请勿解开，向提供方核实',
  },
  'auditor.fileTooLarge': { kind: 'tooLarge', zh: '{path} 超过 {limit} 字节', remedy: '请索取原件' },
  'auditor.notJson': { kind: 'invalid', zh: '{path} 不是规范的数据文件', remedy: '请索取原件' },
  'auditor.manifestMissing': {
    kind: 'invalid',
    zh: '压缩包里没有清单（{path}）',
    remedy: '核对是否拿错了文件；若由审计包重新压缩而成，清单应在最外层',
  },
  'auditor.fileMissing': { kind: 'invalid', zh: '审计包里没有 {path}', remedy: '请索取原件；若原件也没有，请保留并报告' },
  'auditor.fileUnlisted': { kind: 'invalid', zh: '{path} 不在清单上', remedy: '审计包里多了一个文件：请索取原件' },
  'auditor.fileBytesDiffer': {
    kind: 'conflict',
    zh: '{path} 的内容与清单不符：清单上为 {expected}，实为 {found}',
    remedy: '文件被改动过，或在途中损坏：请索取原件比较，并保留这一份',
  },
  'auditor.nameDiffers': {
    kind: 'conflict',
    zh: '{path} 应以内容的哈希命名，内容的哈希却是 {found}',
    remedy: '内容被改动过，或文件被换过：请索取原件比较，并保留这一份',
  },
  'auditor.eventsMissing': {
    kind: 'invalid',
    zh: '{path} 不接在前面的事件之后',
    remedy: '有事件文件缺失或被截短：请索取原件',
  },
  'auditor.headDiffers': {
    kind: 'conflict',
    zh: '清单所写的日志（{expected}）与检查点（{found}）不符',
    remedy: '清单或检查点被换过：请索取原件',
  },
  'auditor.heldOrigin': {
    kind: 'conflict',
    zh: '手中的检查点属于日志「{held}」，审计包属于「{bundle}」',
    remedy: '核对是否混用了两个账本的文件；账本若曾恢复到较早的备份，日志会改用新的名称，事件中有记载',
  },
  'auditor.heldNewer': {
    kind: 'conflict',
    zh: '手中的检查点有 {held} 条记录，审计包只有 {bundle} 条：后面的 {missing} 条不在包里，无从核对',
    remedy: '请索取更新的审计包；若对方说没有更多的记录，账本被截短过：请保留两份文件并报告',
  },
  'auditor.heldBeyondRestore': {
    kind: 'conflict',
    zh: '手中的检查点有 {held} 条记录，账本后来恢复到备份时只保留了 {kept} 条：其后的 {lost} 条不再在账本中',
    remedy: '恢复由开启新日志期的事件公开记载：核对其中的理由和文件，并追问那 {lost} 条记录的去向',
  },
  'auditor.heldDiffers': {
    kind: 'conflict',
    zh: '审计包的前 {size} 条记录不是手中检查点所见的记录：根哈希应为 {expected}，实为 {found}',
    remedy: '历史被改写过：请保留审计包和手中的检查点并报告；两者的签名都是证据',
  },
  'auditor.splitView': {
    kind: 'conflict',
    zh: '同一日志「{origin}」在 {size} 条记录处签出了两个不同的根：{one} 与 {other}',
    remedy: '日志对不同的人出示了不同的历史。两份带签名的检查点就是证据：请保留两份文件并报告',
  },
  'auditor.proofOtherTree': {
    kind: 'conflict',
    zh: '证明所依据的检查点（{size} 条记录）不是这本日志的：根哈希应为 {expected}，实为 {found}',
    remedy: '证明文件被换过，或日志在同一大小上有两个不同的历史：请保留全部文件并报告',
  },
  'auditor.resultDiffers': {
    kind: 'conflict',
    zh: '{path} 中 {what} 与事件所记不同：事件为 {expected}，表中为 {found}',
    remedy: '以事件为准：结果表被改动过，请保留并报告',
  },
  'auditor.resultUnbacked': { kind: 'conflict', zh: '{path} 所说的结果在事件中没有：{what}', remedy: '结果表被换过或添加过：请索取原件' },
  'auditor.proofElsewhere': {
    kind: 'conflict',
    zh: '证明文件说事件 {eventId} 在序号 {index}，包里该事件的序号是：{found}',
    remedy: '证明文件或事件被换过：请索取原件',
  },
  'auditor.yearUnknown': { kind: 'notFound', zh: '审计包里没有 {year} 年度的评价', remedy: '包里有的年度：{years}' },
  'auditor.editionUnknown': { kind: 'notFound', zh: '{year} 年度没有第 {edition} 版结果', remedy: '包里有的版次：{editions}' },
  'auditor.parkUnknown': { kind: 'notFound', zh: '{year} 年度的结果里没有园区 {park}', remedy: '核对园区编码；园区列在结果里' },
  'auditor.indicatorUnknown': { kind: 'notFound', zh: '没有指标 {indicator}', remedy: '可用的指标代码：{indicators}' },
  'auditor.recomputedDiffers': {
    kind: 'conflict',
    zh: '{year} 年度第 {run} 轮计分：{what}重算得 {expected}，所记为 {found}',
    remedy: '所记的结果或所据的事实被改动过：请保留全部文件并报告',
  },
  'auditor.otherLedgers': { kind: 'conflict', zh: '两份审计包属于两个账本：{one} 与 {other}', remedy: '请比较同一账本的审计包' },
  'auditor.bundlesFork': {
    kind: 'conflict',
    zh: '两份审计包的前 {index} 条记录相同，其后不同：哪一份也不是另一份的延续',
    remedy: '其中一份被改动过，或日志出示了两个历史：请分别核验，保留两份文件并报告',
  },
  'auditor.withheld': { kind: 'notFound', zh: '这是公开版审计包：{what} 没有收录，无从计算', remedy: '需要时请向专班申请完整版审计包' },
});

/** Why a file of the caller's can't be read, by the system's code. */
export function cantRead(file: string, error: unknown): DomainError {
  const { code } = error as { readonly code?: unknown };
  return auditorErrors.error('auditor.cantRead', { file, reason: typeof code === 'string' ? code : 'unknown' });
}

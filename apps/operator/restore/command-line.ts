import path from 'node:path';
import { type LedgerAddress, parseAddress } from '../address.js';
import { flag, readOptions, text, texts } from '../arguments.js';
import { type EpochGrounds, groundsOf, groundsOptions } from '../epoch/command-line.js';
import { UsageError } from '../errors.js';

export const USAGE = `用法：npm run restore -- --from 备份 --to 地址 [--held 检查点文件]… [--keys 密钥文件] [--evidence 佐证文件夹]
      [--open-epoch --reason 理由 --document 依据文件或其哈希 --account 账号 [--title 标题]]
地址：sqlite:数据目录 | esdb://主机:端口 | esdb+discover://主机:端口
先核对备份，再恢复到空的目标（绝不在已有的东西上恢复），最后逐个事件比对。密钥不在备份里，按提示放好。
--held 是别处另存的检查点（审计、见证方、另一节点）。签署过的条数多于备份时，须用 --open-epoch 另开日志期，服务才会继续签署。
退出码：0 已恢复，1 被拒绝、中断或不符，2 参数有误，3 已恢复但有事要办（见输出）。`;

export interface RestoreCommand {
  readonly from: string;
  readonly to: LedgerAddress;
  readonly held: readonly string[];
  readonly keys: string | undefined;
  readonly evidence: string | undefined;
  /** Absent: no epoch is to be opened. */
  readonly epoch: EpochGrounds | undefined;
}

/** undefined: help was asked for. @throws UsageError */
export function parseRestoreCommand(args: readonly string[]): RestoreCommand | undefined {
  const options = { from: text, to: text, held: texts, keys: text, evidence: text, 'open-epoch': flag, ...groundsOptions };
  const { help, from, to, held, keys, evidence, 'open-epoch': openEpoch, ...grounds } = readOptions(args, options);
  if (help) return undefined;
  if (from === undefined || to === undefined) throw new UsageError('--from 和 --to 都要给出');
  if (!openEpoch && Object.keys(grounds).length > 0)
    throw new UsageError('--reason、--document、--title、--account 只与 --open-epoch 同用');
  return {
    from: path.resolve(from),
    to: parseAddress(to),
    held: (held ?? []).map((file) => path.resolve(file)),
    keys,
    evidence,
    epoch: openEpoch ? groundsOf(grounds) : undefined,
  };
}

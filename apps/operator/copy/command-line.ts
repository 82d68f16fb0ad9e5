import { isSamePlace, type LedgerAddress, parseAddress } from '../address.js';
import { flag, readOptions, text } from '../arguments.js';
import { UsageError } from '../errors.js';

export const USAGE = `用法：npm run ledger:copy -- --from 地址 --to 地址 [--verify-only]
地址：sqlite:数据目录 | esdb://主机:端口 | esdb+discover://主机:端口
把整本账按日志顺序复制过去，最后逐个事件比对；中断后再运行一次会接着复制。--verify-only 只比对，不复制。
退出码：0 已复制且相同，1 被拒绝、中断或不相同，2 参数有误。`;

export interface CopyCommand {
  readonly from: LedgerAddress;
  readonly to: LedgerAddress;
  readonly verifyOnly: boolean;
}

/** undefined: help was asked for. @throws UsageError */
export function parseCopyCommand(args: readonly string[]): CopyCommand | undefined {
  const { from, to, help, 'verify-only': verifyOnly } = readOptions(args, { from: text, to: text, 'verify-only': flag });
  if (help) return undefined;
  if (from === undefined || to === undefined) throw new UsageError('--from 和 --to 都要给出');
  const command = { from: parseAddress(from), to: parseAddress(to), verifyOnly: verifyOnly ?? false };
  if (isSamePlace(command.from, command.to)) throw new UsageError('来源和目标是同一处');
  return command;
}

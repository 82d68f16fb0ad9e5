import path from 'node:path';
import { type LedgerAddress, parseAddress } from '../address.js';
import { readOptions, text, texts } from '../arguments.js';
import { UsageError } from '../errors.js';

export const USAGE = `用法：npm run backup -- --from 地址 --to 文件夹 [--evidence 佐证文件夹] [--with-keys 另一处文件夹]
      npm run backup -- --verify 备份 [--held 检查点文件]…
地址：sqlite:数据目录 | esdb://主机:端口 | esdb+discover://主机:端口
服务不必停。每次在文件夹下新建一份以时间命名的备份，读回并核对后才算完成；已备份过的佐证材料不再占用磁盘。
密钥默认不备份；--with-keys 把密钥另存一处，切勿与备份放在一起。
--verify 由原始事件重新算出树根，逐个核对文件；--held 是另存的检查点，备份须与它是同一段历史。
退出码：0 完成，1 被拒绝、中断或不符，2 参数有误，3 完成但有佐证材料缺失或损坏。`;

export type BackupCommand =
  | {
      readonly what: 'make';
      readonly from: LedgerAddress;
      readonly to: string;
      readonly evidence: string | undefined;
      readonly withKeys: string | undefined;
    }
  | { readonly what: 'verify'; readonly backup: string; readonly held: readonly string[] };

/** undefined: help was asked for. @throws UsageError */
export function parseBackupCommand(args: readonly string[]): BackupCommand | undefined {
  const options = { from: text, to: text, evidence: text, 'with-keys': text, verify: text, held: texts };
  const { from, to, evidence, verify, held, help, 'with-keys': withKeys } = readOptions(args, options);
  if (help) return undefined;
  if (verify !== undefined) {
    if ([from, to, evidence, withKeys].some((value) => value !== undefined)) throw new UsageError('--verify 只与 --held 同用');
    return { what: 'verify', backup: path.resolve(verify), held: (held ?? []).map((file) => path.resolve(file)) };
  }
  if (held !== undefined) throw new UsageError('--held 只与 --verify 同用');
  if (from === undefined || to === undefined) throw new UsageError('--from 和 --to 都要给出，或用 --verify');
  if (to.includes(':')) throw new UsageError('--to 是文件夹，不是地址');
  return { what: 'make', from: parseAddress(from), to: path.resolve(to), evidence, withKeys: withKeys && path.resolve(withKeys) };
}

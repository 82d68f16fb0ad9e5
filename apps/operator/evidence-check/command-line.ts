import { type LedgerAddress, parseDataAddress } from '../address.js';
import { flag, readOptionsAndPlace, text } from '../arguments.js';

export const USAGE = `用法：npm run evidence:check -- [--contents] [--evidence 佐证文件夹] [--keys 文件] [--json] [数据目录或地址]
地址：数据目录（默认 DATA_DIR 或 data）| sqlite:数据目录 | esdb://主机:端口 | esdb+discover://主机:端口
把佐证文件夹与账本里的全部引用对照，服务不必停，什么也不删：没有事件引用的文件（多久、谁提交），以及引用了却缺失、被改动、没有密钥的文件。
  --contents  逐个文件通读并核对哈希（较慢）；不写则只查有无
退出码：0 引用的都在（无人引用的只列出），1 被拒绝或中断，2 参数有误，3 有缺失、改动或打不开的文件。`;

export interface EvidenceCheckCommand {
  readonly on: LedgerAddress;
  readonly contents: boolean;
  readonly json: boolean;
  readonly evidence: string | undefined;
  readonly keys: string | undefined;
}

/** undefined: help was asked for. @throws UsageError */
export function parseEvidenceCheckCommand(args: readonly string[], dataDir = 'data'): EvidenceCheckCommand | undefined {
  const { values, place } = readOptionsAndPlace(args, { contents: flag, json: flag, evidence: text, keys: text });
  if (values.help) return undefined;
  const { contents = false, json = false, evidence, keys } = values;
  return { on: parseDataAddress(place ?? dataDir), contents, json, evidence, keys };
}

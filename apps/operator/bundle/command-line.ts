import path from 'node:path';
import { type BundleRequest, parseYears } from '#libs/audit-bundle/write';
import { DomainError } from '#libs/kernel';
import { type LedgerAddress, parseDataAddress } from '../address.js';
import { flag, readOptionsAndPlace, text } from '../arguments.js';
import { UsageError } from '../errors.js';

export const USAGE = `用法：npm run bundle -- (--year 年份 | --all) [--public] [--out 文件.zip] [--evidence 佐证文件夹] [数据目录或地址]
地址：数据目录（默认 DATA_DIR 或 data）| sqlite:数据目录 | esdb://主机:端口 | esdb+discover://主机:端口
制作审计包，服务不必停：事件、口径、结果、底稿、佐证材料、检查点与证明，另有可直接打开的 index.html。多个年度用英文逗号隔开。
默认是完整包，含企业税收、营收、研发数据，只供专班和审计；--public 是公开包，只含已定案的结果，不含这些数据。
退出码：0 完成，1 被拒绝或中断（不留下半个文件），2 参数有误，3 完成但有佐证材料或底稿缺失。`;

export interface BundleCommand {
  readonly from: LedgerAddress;
  readonly request: BundleRequest;
  /** Absent: in the working folder, by its own name. */
  readonly out: string | undefined;
  readonly evidence: string | undefined;
}

/** undefined: help was asked for. @throws UsageError */
export function parseBundleCommand(args: readonly string[], dataDir = 'data'): BundleCommand | undefined {
  const { values, place } = readOptionsAndPlace(args, { year: text, all: flag, public: flag, out: text, evidence: text });
  const { year, all, out, evidence, help, public: isPublic } = values;
  if (help) return undefined;
  if ((year === undefined) === (all === undefined)) throw new UsageError('--year 和 --all 要给出一个，且只给一个');
  return {
    from: parseDataAddress(place ?? dataDir),
    request: { kind: isPublic ? 'public' : 'whole', years: year === undefined ? 'all' : yearsOf(year) },
    out: out === undefined ? undefined : path.resolve(out),
    evidence,
  };
}

function yearsOf(text: string): BundleRequest['years'] {
  try {
    const years = parseYears(text);
    if (years !== 'all') return years;
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
  }
  throw new UsageError('--year 要写四位年份，多个用英文逗号隔开');
}

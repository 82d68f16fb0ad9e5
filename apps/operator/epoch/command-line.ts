import path from 'node:path';
import { type LedgerAddress, parseAddress } from '../address.js';
import { readOptions, text, texts } from '../arguments.js';
import { UsageError } from '../errors.js';

export const USAGE = `用法：npm run epoch:open -- --on 地址 --reason 理由 --document 依据文件或其哈希 --account 账号 [--title 标题] [--held 检查点文件]…
      [--restored-to 条数] [--keys 密钥文件] [--evidence 佐证文件夹]
账本依法退回到以前的状态之后，服务会拒绝签署比签过的更小的检查点。本命令记入一个事件，言明保留到多少条、签过多少条、理由和依据，
此后的检查点用新的日志名。运行时不能有服务在使用这本账。--account 是对此负责的管理员账号。
退回之后已经续写过的，用 --restored-to 说明退回到多少条；没有续写过的不必。
退出码：0 已记入，1 被拒绝或中断，2 参数有误。`;

/** What an epoch is opened with. */
export interface EpochGrounds {
  readonly reason: string;
  /** Path of a file, or the hash of one that is among the evidence. */
  readonly document: string;
  readonly title: string | undefined;
  readonly account: string;
}

export interface EpochCommand {
  readonly on: LedgerAddress;
  readonly grounds: EpochGrounds;
  readonly held: readonly string[];
  readonly restoredTo: bigint | undefined;
  readonly keys: string | undefined;
  readonly evidence: string | undefined;
}

/** The options by which an epoch's grounds are given. */
export const groundsOptions = { reason: text, document: text, title: text, account: text } as const;

/** undefined: help was asked for. @throws UsageError */
export function parseEpochCommand(args: readonly string[]): EpochCommand | undefined {
  const options = { on: text, ...groundsOptions, held: texts, 'restored-to': text, keys: text, evidence: text };
  const given = readOptions(args, options);
  if (given.help) return undefined;
  if (given.on === undefined) throw new UsageError('--on 要给出');
  const held = (given.held ?? []).map((file) => path.resolve(file));
  const { keys, evidence } = given;
  return { on: parseAddress(given.on), grounds: groundsOf(given), held, restoredTo: sizeOf(given['restored-to']), keys, evidence };
}

function sizeOf(text: string | undefined): bigint | undefined {
  if (text === undefined) return undefined;
  if (!/^(0|[1-9]\d{0,18})$/.test(text)) throw new UsageError('--restored-to 是条数：不带前导零的整数');
  return BigInt(text);
}

/** @throws UsageError where one is not given */
export function groundsOf({
  reason,
  document,
  title,
  account,
}: { [name in keyof typeof groundsOptions]?: string | undefined }): EpochGrounds {
  if (reason === undefined || document === undefined || account === undefined) {
    throw new UsageError('--reason、--document 和 --account 都要给出：谁、为什么、依据什么退回');
  }
  return { reason, document, title, account };
}

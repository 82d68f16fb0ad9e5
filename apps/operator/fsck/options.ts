import path from 'node:path';
import { type LedgerAddress, parseAddress } from '../address.js';
import { flag, readOptions, text } from '../arguments.js';

export const FSCK_USAGE = `用法：npm run fsck -- [--data 数据目录] [--store 地址] [--evidence 目录] [--keys 文件] [--log-key 文件] [--verifier-keys 文件] [--quick] [--json]
地址：sqlite:数据目录 | esdb://主机:端口 | esdb+discover://主机:端口；不写则为数据目录里的内置账本
只读，不改动任何文件，服务可以照常运行。由原始事件重新算出叶子、树根、结构、档案、每一次计分和证据，与签名检查点、树、证据目录和读模型比对，指出第一处不同及其位置。
  --keys           账本密钥（LEDGER_KEYS），用来重算盐；默认为数据目录的 keys/ledger-keys.json，没有则不重算盐
  --log-key        日志密钥（LOG_KEY），用来验证检查点的签名；默认与账本密钥在同一目录
  --verifier-keys  日志公钥的文本文件（/log/verifier-keys 所给），代替或补充日志密钥
  --quick          不重新作出决定、不重新计分、不重建读模型
退出码：0 全部相符，1 有不同，2 未能校验（没有账本、读不了、参数或密钥有误）。`;

/** What is checked, and with what. */
export interface FsckOptions {
  /** The node's folder: tree, largest signed heads, read models, and by default evidence and keys. */
  readonly dataDir: string;
  readonly store: LedgerAddress;
  readonly evidenceDir: string;
  /** `given`: named on the command line, so that it must be there. */
  readonly keysFile: NamedFile;
  readonly logKeyFile: NamedFile;
  readonly verifierKeysFile?: string;
  readonly quick: boolean;
  readonly json: boolean;
}

export interface NamedFile {
  readonly path: string;
  readonly given: boolean;
}

/** undefined: help was asked for. @throws UsageError */
export function parseFsckOptions(args: readonly string[]): FsckOptions | undefined {
  const given = readOptions(args, {
    data: text,
    store: text,
    evidence: text,
    keys: text,
    'log-key': text,
    'verifier-keys': text,
    quick: flag,
    json: flag,
  });
  if (given.help) return undefined;
  const dataDir = path.resolve(given.data ?? 'data');
  const store = given.store === undefined ? parseAddress(`sqlite:${given.data ?? 'data'}`) : parseAddress(given.store);
  const keys = given.keys ?? path.join(dataDir, 'keys', 'ledger-keys.json');
  const logKey = given['log-key'] ?? path.join(path.dirname(keys), 'log-key.pem');
  return {
    dataDir,
    store,
    evidenceDir: path.resolve(given.evidence ?? path.join(dataDir, 'evidence')),
    keysFile: { path: path.resolve(keys), given: given.keys !== undefined },
    logKeyFile: { path: path.resolve(logKey), given: given['log-key'] !== undefined },
    ...(given['verifier-keys'] === undefined ? {} : { verifierKeysFile: path.resolve(given['verifier-keys']) }),
    quick: given.quick ?? false,
    json: given.json ?? false,
  };
}

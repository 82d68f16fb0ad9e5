import path from 'node:path';
import { parseArgs } from 'node:util';
import { witnessErrors } from './errors.js';

export const USAGE = `用法：npm run witness -- --name 名称 [--data 目录] [--logs 文件] [--key 文件] [--port 端口] [--host 地址]
--name  见证方的名称，首次启动必须给出，通常是不带协议的网址，如 witness.audit.example；以后不能更改
--data  数据目录，默认 witness-data
--logs  日志名单：为哪些日志联署，默认为数据目录中的 logs.txt（首次启动时写好样例）
--key   密钥文件，默认为数据目录中的 witness-key.pem（首次启动时生成，权限 600）
--port  端口，默认 3100；--host  监听地址，默认 127.0.0.1
退出码：0 正常停止，1 不能启动，2 参数有误。`;

/** Where a witness runs and where its things lie. */
export interface Settings {
  /** Asked for at the first start only. */
  readonly name?: string;
  readonly dataDir: string;
  readonly keyFile: string;
  readonly logsFile: string;
  /** The list was named: it is not made where it is missing. */
  readonly logsNamed: boolean;
  readonly port: number;
  readonly host: string;
}

/** undefined: help was asked for. @throws `witness.argument` */
export function parseCommandLine(args: readonly string[]): Settings | undefined {
  const { name, data, logs, key, port, host, help } = values(args);
  if (help) return undefined;
  const dataDir = path.resolve(data ?? 'witness-data');
  return {
    ...(name === undefined ? {} : { name }),
    dataDir,
    keyFile: path.resolve(key ?? path.join(dataDir, 'witness-key.pem')),
    logsFile: path.resolve(logs ?? path.join(dataDir, 'logs.txt')),
    logsNamed: logs !== undefined,
    port: portOf(port ?? '3100'),
    host: host ?? '127.0.0.1',
  };
}

function portOf(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (!(port <= 65_535)) throw witnessErrors.error('witness.argument', { what: `端口「${text}」不是 0–65535 之间的数` });
  return port;
}

function values(args: readonly string[]) {
  const text = { type: 'string' } as const;
  try {
    return parseArgs({
      args: [...args],
      options: { name: text, data: text, logs: text, key: text, port: text, host: text, help: { type: 'boolean' } },
    }).values;
  } catch {
    throw witnessErrors.error('witness.argument', { what: '有不认识的参数，或缺少参数的值' });
  }
}

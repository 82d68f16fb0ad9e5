import { DomainError } from '#libs/kernel';
import { StoreAddressError, StoreFormatError } from '#libs/event-store';
import { DatabaseError, FolderLockedError } from '#libs/sqlite';
import { type Config, ConfigError } from './config.js';

/** The one line that the person at the terminal sees where the server can't start: what is wrong and what to do. undefined: a fault of the program. */
export function startFailure(error: unknown, config: Pick<Config, 'port' | 'dataDir'> | undefined): string | undefined {
  if (error instanceof ConfigError) return error.message;
  if (error instanceof DomainError) return `${error.message}（${error.code}）。${error.remedy}`;
  if (error instanceof StoreAddressError) return `EVENT_STORE 的地址不能使用：${error.message}`;
  const dataDir = config?.dataDir ?? '';
  if (error instanceof FolderLockedError) return `数据目录 ${dataDir} 正被另一个进程使用；请先停掉它，或用 DATA_DIR 另选目录`;
  if (error instanceof StoreFormatError) return `数据目录 ${dataDir} 中的账本是另一版本的格式：${error.message}`;
  if (error instanceof DatabaseError) return unusable(dataDir, error.code);
  const code = (error as NodeJS.ErrnoException | undefined)?.code;
  switch (code) {
    case 'EADDRINUSE':
      return `端口 ${config?.port ?? ''} 已被占用；请停掉占用它的程序，或用 PORT 另选端口`;
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
    case 'ENOTDIR':
    case 'EEXIST':
    case 'ENOENT':
    case 'ENOSPC':
      return unusable(dataDir, code);
    default:
      return undefined;
  }
}

function unusable(dataDir: string, code: string): string {
  return `数据目录 ${dataDir} 不能写入（${code}）；请检查权限与磁盘空间，或用 DATA_DIR 另选目录`;
}

import { DomainError } from '#libs/kernel';
import { copyFailure, withoutPasswords } from './copy-failure.js';

/** What the system says of a file, by its code. Whatever else it says is told with its code alone. */
const SYSTEM: Readonly<Record<string, string>> = {
  ENOSPC: '磁盘空间不足',
  EDQUOT: '磁盘配额已满',
  EACCES: '没有权限',
  EPERM: '没有权限',
  EROFS: '磁盘是只读的',
  ENOENT: '没有这个文件或文件夹',
  ENOTDIR: '路径中有一段不是文件夹',
  EIO: '磁盘读写出错',
};

/** The one line that the person at the terminal sees where a program ends early: what is wrong, with its code, and what to do; a fault of the program as it is. */
export function failureInWords(error: unknown): string {
  if (error instanceof DomainError) return `${error.message}（${error.code}）。${error.remedy}`;
  return (
    copyFailure(error) ?? systemFailure(error) ?? withoutPasswords(error instanceof Error ? (error.stack ?? error.message) : String(error))
  );
}

function systemFailure(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('syscall' in error) || !('code' in error) || typeof error.code !== 'string') return undefined;
  const path = 'path' in error && typeof error.path === 'string' ? ` ${error.path}` : '';
  const words = SYSTEM[error.code];
  return `读写不了${path}（${error.code}）${words === undefined ? '' : `：${words}`}；请检查路径、权限与磁盘空间，再运行一次`;
}

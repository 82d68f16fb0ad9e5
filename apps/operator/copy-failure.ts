import {
  AppendTooLargeError,
  EventIdConflictError,
  type ExpectedRevision,
  StoreFormatError,
  StoreUnavailableError,
  WrongExpectedRevisionError,
} from '#libs/event-store';
import { SourceGrewError, TargetDiffersError } from '#libs/event-store/copy';
import { DatabaseError, FolderLockedError } from '#libs/sqlite';
import { differenceInWords } from './difference-in-words.js';
import { InterruptedError, NoLedgerError } from './errors.js';

/** The one line that the person at the terminal sees where a copy is refused or ends early: what is wrong and what to do. undefined: a fault of the program. */
export function copyFailure(error: unknown): string | undefined {
  if (error instanceof NoLedgerError) return `${error.shown} 里没有账本；请检查地址`;
  if (error instanceof FolderLockedError)
    return `数据目录 ${error.folder} 正被另一个进程使用；复制和比对期间两边都不能有服务在运行，请先停掉它`;
  if (error instanceof StoreFormatError) return `那里放的不是本版的账本，没有改动它：${error.message}`;
  if (error instanceof DatabaseError) return `账本文件读写不了（${error.code}）：${error.message}；请检查路径、权限与磁盘空间`;
  return stopped(error);
}

/** What ends a copy that has begun. */
function stopped(error: unknown): string | undefined {
  if (error instanceof TargetDiffersError) {
    return `目标里的内容与来源不符，不再写入：${differenceInWords(error.difference)}；请换一个空的目标`;
  }
  if (error instanceof SourceGrewError) {
    return `已复制 ${error.copied} 个事件，但来源又增加了：仍有服务在写。请停掉来源的全部服务进程再运行一次，只会补上新增的部分`;
  }
  if (error instanceof StoreUnavailableError) {
    return `存储长时间没有应答${causeOf(error)}；请检查服务、网络和磁盘空间，再运行一次会接着复制`;
  }
  if (error instanceof WrongExpectedRevisionError) {
    const [expected, actual] = [standing(error.expected), standing(error.actual)];
    return `目标的流 ${error.stream} ${actual}，按来源应当${expected}；目标正被别的程序写入或删过流，或来源的修订号有缺口`;
  }
  if (error instanceof EventIdConflictError) return `事件编号 ${error.eventId}（流 ${error.stream}）在目标里已是别的内容，不再写入`;
  if (error instanceof AppendTooLargeError) {
    return `来源的流 ${error.stream} 有 ${error.bytes} 字节的事件，超过单次写入的上限 ${error.limit} 字节，复制不了`;
  }
  if (error instanceof InterruptedError) return '已中断；再运行一次会接着复制';
  return undefined;
}

function standing(revision: ExpectedRevision): string {
  return revision === 'noStream' ? '不存在' : `停在修订号 ${revision}`;
}

/** A driver's message may repeat the address with its password: only its code is told. */
function causeOf({ cause }: StoreUnavailableError): string {
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? cause.code : undefined;
  return typeof code === 'string' || typeof code === 'number' ? `（${code}）` : '';
}

/** A fault of the program as it is printed: without what an address may hold before its host. */
export function withoutPasswords(text: string): string {
  return text.replace(/(esdb(?:\+discover)?:\/\/)\S*@/g, '$1…@');
}

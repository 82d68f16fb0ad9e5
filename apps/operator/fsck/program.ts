import { StoreFormatError, StoreUnavailableError } from '#libs/event-store';
import { DomainError } from '#libs/kernel';
import { DatabaseError } from '#libs/sqlite';
import { withoutPasswords } from '../copy-failure.js';
import { InterruptedError, NoLedgerError, UsageError } from '../errors.js';
import { fsck } from './check.js';
import { reportAsJson, reportInWords } from './in-words.js';
import { FSCK_USAGE, parseFsckOptions } from './options.js';
import { showProgress } from '../progress.js';

const EXIT = { same: 0, differs: 1, unchecked: 2 } as const;

/** Where the program writes. */
export interface Terminal {
  readonly out: (text: string) => void;
  readonly err: Parameters<typeof showProgress>[0];
}

/** `npm run fsck`: checks what the arguments name, tells of it, and answers with the exit code. */
export async function runFsck(args: readonly string[], { out, err }: Terminal, signal: AbortSignal): Promise<number> {
  const progress = showProgress(err);
  try {
    const options = parseFsckOptions(args);
    if (options === undefined) {
      out(`${FSCK_USAGE}\n`);
      return EXIT.same;
    }
    const report = await fsck(options, { progress: progress.show, signal });
    progress.end();
    out(options.json ? reportAsJson(report) : reportInWords(report));
    return report.ok ? EXIT.same : EXIT.differs;
  } catch (error) {
    progress.end();
    err.write(`${error instanceof UsageError ? `${error.message}\n\n${FSCK_USAGE}` : failure(error)}\n`);
    return EXIT.unchecked;
  }
}

/** The one line that the person at the terminal sees where nothing could be said of the ledger. */
function failure(error: unknown): string {
  if (error instanceof NoLedgerError) return `${error.shown} 里没有账本，或账本是空的；请检查地址`;
  if (error instanceof StoreFormatError) return `那里放的不是本版的账本：${error.message}`;
  if (error instanceof DatabaseError) return `账本文件读不了（${error.code}）：${error.message}；请检查路径与权限，文件损坏时从备份恢复`;
  if (error instanceof StoreUnavailableError) return '存储长时间没有应答；请检查服务和网络，再运行一次';
  if (error instanceof InterruptedError) return '已中断，未得出结论；再运行一次会从头校验';
  if (error instanceof DomainError) return `${error.message}；${error.remedy}（${error.code}）`;
  return withoutPasswords(error instanceof Error ? (error.stack ?? error.message) : String(error));
}

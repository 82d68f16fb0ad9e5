import { StoreFormatError, StoreUnavailableError } from '#libs/event-store';
import { DomainError } from '#libs/kernel';
import { DatabaseError } from '#libs/sqlite';
import { withoutPasswords } from './copy-failure.js';
import { InterruptedError, NoLedgerError, UsageError } from './errors.js';
import { fsck, type FsckPhase } from './fsck/check.js';
import { reportAsJson, reportInWords } from './fsck/in-words.js';
import { FSCK_USAGE, parseFsckOptions } from './fsck/options.js';
import { showProgress } from './progress.js';

const EXIT = { same: 0, differs: 1, unchecked: 2 } as const;
const PHASES: Readonly<Record<FsckPhase, string>> = { log: '校验事件', reads: '重建读模型' };

async function main(args: readonly string[]): Promise<number> {
  const progress = showProgress(process.stderr, PHASES);
  try {
    const options = parseFsckOptions(args);
    if (options === undefined) {
      console.log(FSCK_USAGE);
      return EXIT.same;
    }
    const report = await fsck(options, { progress: progress.show, signal: interruption() });
    progress.end();
    process.stdout.write(options.json ? reportAsJson(report) : reportInWords(report));
    return report.ok ? EXIT.same : EXIT.differs;
  } catch (error) {
    progress.end();
    console.error(error instanceof UsageError ? `${error.message}\n\n${FSCK_USAGE}` : failure(error));
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

function interruption(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => controller.abort(new InterruptedError(signal)));
  return controller.signal;
}

process.exitCode = await main(process.argv.slice(2));

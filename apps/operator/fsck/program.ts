import { StoreFormatError, StoreUnavailableError } from '#libs/event-store';
import { DatabaseError } from '#libs/sqlite';
import { InterruptedError, NoLedgerError } from '../errors.js';
import { failureInWords } from '../failure.js';
import { type Program, runOn, type Streams } from '../program.js';
import { fsck, type FsckPhase } from './check.js';
import { reportAsJson, reportInWords } from './in-words.js';
import { FSCK_USAGE, type FsckOptions, parseFsckOptions } from './options.js';

const EXIT = { same: 0, differs: 1, unchecked: 2 } as const;

/** `npm run fsck`: checks what the arguments name, and tells of it. */
export const fsckProgram: Program<FsckOptions, FsckPhase> = {
  usage: FSCK_USAGE,
  parse: parseFsckOptions,
  phases: { log: ['校验事件', '个事件'], reads: ['重建读模型', '个事件'] },
  exits: { refused: EXIT.unchecked, usage: EXIT.unchecked },
  failureInWords: failure,
  async work(options, { progress, signal, out }) {
    const report = await fsck(options, { progress: progress.show, signal });
    progress.end();
    out(options.json ? reportAsJson(report) : reportInWords(report));
    return report.ok ? EXIT.same : EXIT.differs;
  },
};

/** The same on another terminal than this process'; answers with the exit code. */
export const runFsck = (args: readonly string[], streams: Streams, signal: AbortSignal): Promise<number> =>
  runOn(fsckProgram, args, streams, signal);

/** The one line that the person at the terminal sees where nothing could be said of the ledger: what is read only is not told as what is copied. */
function failure(error: unknown): string {
  if (error instanceof NoLedgerError) return `${error.shown} 里没有账本，或账本是空的；请检查地址`;
  if (error instanceof StoreFormatError) return `那里放的不是本版的账本：${error.message}`;
  if (error instanceof DatabaseError) return `账本文件读不了（${error.code}）：${error.message}；请检查路径与权限，文件损坏时从备份恢复`;
  if (error instanceof StoreUnavailableError) return '存储长时间没有应答；请检查服务和网络，再运行一次';
  if (error instanceof InterruptedError) return '已中断，未得出结论；再运行一次会从头校验';
  return failureInWords(error);
}

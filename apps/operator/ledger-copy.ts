import { compareLogs, copyLog, type CopyOptions, type CopyPhase } from '#libs/event-store/copy';
import type { EventStore } from '#libs/event-store';
import type { LedgerAddress } from './address.js';
import { type CopyCommand, parseCommandLine, USAGE } from './command-line.js';
import { copyFailure, withoutPasswords } from './copy-failure.js';
import { differenceInWords } from './difference-in-words.js';
import { InterruptedError, NoLedgerError, UsageError } from './errors.js';
import { openAddress, type Purpose } from './open-address.js';
import { showProgress } from './progress.js';

const EXIT = { done: 0, refused: 1, usage: 2 } as const;

const PHASES: Readonly<Record<CopyPhase, string>> = { checking: '核对目标已有的事件', copying: '复制', comparing: '逐个比对' };

const TAKE_ALONG = `事件以外的东西不在其中，请自行带走：密钥（LEDGER_KEYS，默认在数据目录的 keys/，连同旁边个人信息密钥的文件夹，权限 600）和佐证材料（evidence/）。
reads/、processes/、sheets/ 不要带，启动时会自动重建。换用新的一处之后，旧的一处不可再启用。`;

async function main(args: readonly string[]): Promise<number> {
  const progress = showProgress(process.stderr, PHASES);
  try {
    const command = parseCommandLine(args);
    if (command === undefined) {
      console.log(USAGE);
      return EXIT.done;
    }
    return await run(command, { progress: progress.show, signal: interruption() }, progress.end);
  } catch (error) {
    progress.end();
    if (error instanceof UsageError) {
      console.error(`${error.message}\n\n${USAGE}`);
      return EXIT.usage;
    }
    console.error(copyFailure(error) ?? withoutPasswords(error instanceof Error ? (error.stack ?? error.message) : String(error)));
    return EXIT.refused;
  }
}

/** The target is closed between copying and comparing: what is compared is what another opening finds. */
async function run({ from, to, verifyOnly }: CopyCommand, options: CopyOptions, endProgress: () => void): Promise<number> {
  return using(from, 'existing', async (source) => {
    if ((await source.head()) === undefined) throw new NoLedgerError(from.shown);
    const copied = verifyOnly ? undefined : await using(to, 'filling', (target) => copyLog({ ...options, from: source, to: target }));
    const { same, difference } = await using(to, 'existing', (target) => compareLogs(source, target, options));
    endProgress();
    if (difference) {
      console.error(`两边不相同：前 ${same} 个事件相同，${differenceInWords(difference)}`);
      return EXIT.refused;
    }
    const written = copied === undefined ? '' : `，本次写入 ${copied.written} 个`;
    console.log(`${from.shown} 与 ${to.shown} 逐个事件相同：共 ${same} 个事件${written}。`);
    if (copied !== undefined) console.log(TAKE_ALONG);
    return EXIT.done;
  });
}

async function using<T>(address: LedgerAddress, purpose: Purpose, work: (store: EventStore) => Promise<T>): Promise<T> {
  const { store, close } = await openAddress(address, purpose);
  try {
    return await work(store);
  } finally {
    await close();
  }
}

/** Ctrl-C ends the work between two events; a second one ends the process. */
function interruption(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => controller.abort(new InterruptedError(signal)));
  return controller.signal;
}

process.exitCode = await main(process.argv.slice(2));

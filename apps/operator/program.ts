import type { CopyPhase } from '#libs/event-store/copy';
import { failureInWords } from './failure.js';
import { InterruptedError, UsageError } from './errors.js';
import { type Phases, type Progress, showProgress } from './progress.js';

/** How a program of operators ends. `attention`: done, and something must be seen to, as the output says. */
export const EXIT = { done: 0, refused: 1, usage: 2, attention: 3 } as const;

/** What goes on: a copy's phases; roots are derived from events; events are read for what they refer to; files are copied; files are held against the manifest. */
export type Phase = CopyPhase | 'deriving' | 'reading' | 'filing' | 'hashing';

const PHASES: Phases<Phase> = {
  checking: ['核对目标已有的事件', '个事件'],
  copying: ['复制', '个事件'],
  comparing: ['逐个比对', '个事件'],
  deriving: ['重新计算树根', '个事件'],
  reading: ['读取引用', '个事件'],
  filing: ['复制佐证材料', '个文件'],
  hashing: ['核对文件', '个文件'],
};

/** What a program has of the terminal: it shows how far it is, and is told to stop. */
export interface Terminal {
  readonly progress: Progress<Phase>;
  readonly signal: AbortSignal;
}

/**
 * Runs a program of operators and sets the exit code. `work` gets the command line and says how it ended; undefined: help was asked for. What it throws is told in one
 * line, without passwords.
 */
export async function runProgram(
  usage: string,
  work: (args: readonly string[], terminal: Terminal) => Promise<number | undefined>,
): Promise<void> {
  const progress = showProgress(process.stderr, PHASES);
  try {
    const code = await work(process.argv.slice(2), { progress, signal: interruption() });
    progress.end();
    if (code === undefined) console.log(usage);
    process.exitCode = code ?? EXIT.done;
  } catch (error) {
    progress.end();
    if (error instanceof UsageError) {
      console.error(`${error.message}\n\n${usage}`);
      process.exitCode = EXIT.usage;
      return;
    }
    console.error(failureInWords(error));
    process.exitCode = EXIT.refused;
  }
}

/** Ctrl-C ends the work between two events or files; a second one ends the process. */
function interruption(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => controller.abort(new InterruptedError(signal)));
  return controller.signal;
}

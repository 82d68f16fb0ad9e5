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

/** What a program's work has of the terminal: it shows how far it is, tells what came of it, and is told to stop. */
export interface Terminal<P extends string = Phase> {
  readonly progress: Progress<P>;
  readonly signal: AbortSignal;
  readonly out: (text: string) => void;
}

/** Where a program writes: what came of it, and all that is about its running. */
export interface Streams {
  readonly out: (text: string) => void;
  readonly err: Parameters<typeof showProgress>[0];
}

/** A program of operators: what is its own. */
export interface Program<Command, P extends string = Phase> {
  readonly usage: string;
  /** undefined: help was asked for. @throws UsageError */
  readonly parse: (args: readonly string[]) => Command | undefined;
  /** Does what was asked, and says how it ended. What it throws is told in one line, without passwords. */
  readonly work: (command: Command, terminal: Terminal<P>) => Promise<number>;
  readonly phases: Phases<P>;
  readonly exits: { readonly refused: number; readonly usage: number };
  readonly failureInWords: (error: unknown) => string;
}

/** What most programs have alike. */
export const ordinary = { phases: PHASES, exits: EXIT, failureInWords } as const;

/** Runs a program on this process' command line and terminal, and sets the exit code. */
export async function runProgram<Command, P extends string>(program: Program<Command, P>): Promise<void> {
  const streams = { out: (text: string) => void process.stdout.write(text), err: process.stderr };
  process.exitCode = await runOn(program, process.argv.slice(2), streams, interruption());
}

/** Runs a program, and answers with the exit code. */
export async function runOn<Command, P extends string>(
  { usage, parse, work, phases, exits, failureInWords: inWords }: Program<Command, P>,
  args: readonly string[],
  { out, err }: Streams,
  signal: AbortSignal,
): Promise<number> {
  const progress = showProgress(err, phases);
  try {
    const command = parse(args);
    if (command === undefined) {
      out(`${usage}\n`);
      return EXIT.done;
    }
    const code = await work(command, { progress, signal, out });
    progress.end();
    return code;
  } catch (error) {
    progress.end();
    const isUsage = error instanceof UsageError;
    err.write(`${isUsage ? `${error.message}\n\n${usage}` : inWords(error)}\n`);
    return isUsage ? exits.usage : exits.refused;
  }
}

/** Ctrl-C ends the work between two events or files; a second one ends the process. */
function interruption(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => controller.abort(new InterruptedError(signal)));
  return controller.signal;
}

import type { CopyPhase } from '#libs/event-store/copy';

export interface Screen {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** What goes on: a copy's phases; roots are derived from events; files are copied; files are held against the manifest. */
export type Phase = CopyPhase | 'deriving' | 'filing' | 'hashing' | 'verifying' | 'rebuilding';

export interface Progress {
  /** Tells how many events (or files) a phase has behind it. */
  readonly show: (phase: Phase, count: number) => void;
  readonly end: () => void;
}

const PHASES: Readonly<Record<Phase, readonly [what: string, unit: string]>> = {
  checking: ['核对目标已有的事件', '个事件'],
  copying: ['复制', '个事件'],
  comparing: ['逐个比对', '个事件'],
  deriving: ['重新计算树根', '个事件'],
  filing: ['复制佐证材料', '个文件'],
  hashing: ['核对文件', '个文件'],
  verifying: ['校验事件', '个事件'],
  rebuilding: ['重建读模型', '个事件'],
};
/** How many events go by between two signs of life: on a terminal, which is rewritten in place, and elsewhere, where each is a line. */
const EVERY = { terminal: 500, lines: 50_000 } as const;

/** Shows how far a program is. */
export function showProgress(screen: Screen): Progress {
  const every = screen.isTTY ? EVERY.terminal : EVERY.lines;
  let shown = '';
  return {
    show(phase, count) {
      const step = `${phase} ${Math.floor(count / every)}`;
      if (step === shown || (!screen.isTTY && count < every)) return;
      shown = step;
      const [what, unit] = PHASES[phase];
      const text = `${what}：${count} ${unit}`;
      screen.write(screen.isTTY ? `\r\u001b[K${text}` : `${text}\n`);
    },
    end() {
      if (screen.isTTY && shown !== '') screen.write('\r\u001b[K');
    },
  };
}

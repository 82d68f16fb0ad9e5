import type { CopyPhase } from '#libs/event-store/copy';

interface Screen {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

const PHASES: Readonly<Record<CopyPhase, string>> = { checking: '核对目标已有的事件', copying: '复制', comparing: '逐个比对' };
/** How many events go by between two signs of life: on a terminal, which is rewritten in place, and elsewhere, where each is a line. */
const EVERY = { terminal: 500, lines: 50_000 } as const;

/** Shows how many events a phase has behind it. */
export function showProgress(screen: Screen): { show(phase: CopyPhase, events: number): void; end(): void } {
  const every = screen.isTTY ? EVERY.terminal : EVERY.lines;
  let shown = '';
  return {
    show(phase, events) {
      const step = `${phase} ${Math.floor(events / every)}`;
      if (step === shown || (!screen.isTTY && events < every)) return;
      shown = step;
      const text = `${PHASES[phase]}：${events} 个事件`;
      screen.write(screen.isTTY ? `\r\u001b[K${text}` : `${text}\n`);
    },
    end() {
      if (screen.isTTY && shown !== '') screen.write('\r\u001b[K');
    },
  };
}

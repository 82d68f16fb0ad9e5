interface Screen {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** How many events go by between two signs of life: on a terminal, which is rewritten in place, and elsewhere, where each is a line. */
const EVERY = { terminal: 500, lines: 50_000 } as const;

/** Shows how many events a phase has behind it; `phases` are their names as people read them. */
export function showProgress<Phase extends string>(
  screen: Screen,
  phases: Readonly<Record<Phase, string>>,
): { show(phase: Phase, events: number): void; end(): void } {
  const every = screen.isTTY ? EVERY.terminal : EVERY.lines;
  let shown = '';
  return {
    show(phase, events) {
      const step = `${phase} ${Math.floor(events / every)}`;
      if (step === shown || (!screen.isTTY && events < every)) return;
      shown = step;
      const text = `${phases[phase]}：${events} 个事件`;
      screen.write(screen.isTTY ? `\r\u001b[K${text}` : `${text}\n`);
    },
    end() {
      if (screen.isTTY && shown !== '') screen.write('\r\u001b[K');
    },
  };
}

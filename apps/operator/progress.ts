interface Screen {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** Phases of a program's work, each in the words that people read and with what is counted in it. */
export type Phases<Phase extends string> = Readonly<Record<Phase, readonly [what: string, unit: string]>>;

export interface Progress<Phase extends string> {
  /** Tells how much a phase has behind it. */
  readonly show: (phase: Phase, count: number) => void;
  readonly end: () => void;
}

/** How many of them go by between two signs of life: on a terminal, which is rewritten in place, and elsewhere, where each is a line. */
const EVERY = { terminal: 500, lines: 50_000 } as const;

/** Shows how far a program is. */
export function showProgress<Phase extends string>(screen: Screen, phases: Phases<Phase>): Progress<Phase> {
  const every = screen.isTTY ? EVERY.terminal : EVERY.lines;
  let shown = '';
  return {
    show(phase, count) {
      const step = `${phase} ${Math.floor(count / every)}`;
      if (step === shown || (!screen.isTTY && count < every)) return;
      shown = step;
      const [what, unit] = phases[phase];
      const text = `${what}：${count} ${unit}`;
      screen.write(screen.isTTY ? `\r\u001b[K${text}` : `${text}\n`);
    },
    end() {
      if (screen.isTTY && shown !== '') screen.write('\r\u001b[K');
    },
  };
}

/** Where progress is shown: a terminal is rewritten in place, anything else gets a line for each tenth. */
interface Screen {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** Shows how far a long piece of work is. */
export function showProgress(screen: Screen): { show(done: number, total: number, label: string): void; end(): void } {
  let shown = -1;
  let tenth = -1;
  return {
    show(done, total, label) {
      const percent = Math.floor((done * 100) / total);
      if (screen.isTTY) {
        if (percent === shown) return;
        screen.write(`\r\u001b[K装入示例市 ${percent}%  ${label}`);
      } else if (Math.floor(percent / 10) > tenth) {
        tenth = Math.floor(percent / 10);
        screen.write(`装入示例市 ${percent}%  ${label}\n`);
      }
      shown = percent;
    },
    end() {
      if (screen.isTTY && shown >= 0) screen.write('\r\u001b[K');
    },
  };
}

import type { DestinationStream } from 'pino';
import type { DescribedError } from './describe-error.js';

const levelWords: Readonly<Record<string, string>> = {
  fatal: '严重',
  error: '错误',
  warn: '警告',
  info: '信息',
  debug: '调试',
  trace: '跟踪',
};

interface Line extends Readonly<Record<string, unknown>> {
  readonly level: string;
  readonly time: string;
  readonly event: string;
  readonly msg: string;
  readonly error?: DescribedError;
}

/** Writes JSON lines as a person at a terminal reads them: time, level, words, then the fields; a fault's frames below. */
export function terminalLines(to: DestinationStream): DestinationStream {
  return {
    write(json: string): void {
      const { level, time, msg, error, pid: _pid, hostname: _hostname, ...fields } = JSON.parse(json) as Line;
      const told = Object.entries(fields).map(([name, value]) => `${name}=${String(value)}`);
      to.write(
        `${new Date(time).toTimeString().slice(0, 8)} ${levelWords[level] ?? level} ${msg}（${told.join(' ')}）\n${error === undefined ? '' : errorLines(error)}`,
      );
    },
  };
}

function errorLines({ type, code, message, stack = [], cause }: DescribedError): string {
  const head = [type, code, message].filter((part) => part !== undefined).join(' ');
  return [head, ...stack].map((line, i) => `${i === 0 ? '  ' : '    '}${line}\n`).join('') + (cause === undefined ? '' : errorLines(cause));
}

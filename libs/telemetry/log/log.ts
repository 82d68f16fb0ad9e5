import { destination, type DestinationStream, type Level, pino, stdTimeFunctions } from 'pino';
import { currentScope } from '../scope.js';
import { describeError } from './describe-error.js';
import { type LogEvent, type LogFields, logWords } from './lines.js';
import { terminalLines } from './terminal-lines.js';

/** From which level on lines are written. */
export const logLevels = ['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace'] as const;
export type LogLevel = (typeof logLevels)[number];

export interface LogOptions {
  readonly level: LogLevel;
  /** `json`: one JSON object a line, for machines; `terminal`: for a person. */
  readonly form?: 'json' | 'terminal';
  /** Default: stderr, without a buffer: the last line before a crash is written, too. */
  readonly to?: DestinationStream;
}

/** The node's log. A line is a code with its words and the few fields of LogFields; within a request or a command it bears the correlation id by itself. */
export class Log {
  readonly #pino;

  constructor({ level, form = 'json', to = destination({ fd: 2, sync: true }) }: LogOptions) {
    this.#pino = pino(
      {
        level,
        timestamp: stdTimeFunctions.isoTime,
        formatters: { level: (label) => ({ level: label }) },
        serializers: { error: describeError },
        mixin: () => correlation(),
      },
      form === 'terminal' ? terminalLines(to) : to,
    );
  }

  error(event: LogEvent, fields: LogFields = {}): void {
    this.write('error', event, fields);
  }

  warn(event: LogEvent, fields: LogFields = {}): void {
    this.write('warn', event, fields);
  }

  info(event: LogEvent, fields: LogFields = {}): void {
    this.write('info', event, fields);
  }

  debug(event: LogEvent, fields: LogFields = {}): void {
    this.write('debug', event, fields);
  }

  write(level: Level, event: LogEvent, fields: LogFields): void {
    this.#pino[level]({ event, ...fields }, logWords[event]);
  }
}

function correlation(): { correlationId?: string } {
  const scope = currentScope();
  return scope === undefined ? {} : { correlationId: scope.correlationId };
}

import type { LoggerService } from '@nestjs/common';
import { type LogEvent, type LogFields, logWords } from '../log/lines.js';
import type { Log } from '../log/log.js';

/** A line that the house hands over Nest's Logger: a code of logWords, and fields. */
interface HouseLine extends LogFields {
  readonly event: LogEvent;
}

/**
 * Nest's logger, written into the node's log. What the house logs is `{ event, …fields }`; what the framework itself says (routes, modules) is its own text, and below the level of
 * the house's lines. Errors are told without their messages.
 */
export class FrameworkLog implements LoggerService {
  constructor(private readonly target: Log) {}

  log(message: unknown, ...rest: unknown[]): void {
    this.#write('debug', 'info', message, rest);
  }

  debug(message: unknown, ...rest: unknown[]): void {
    this.#write('trace', 'debug', message, rest);
  }

  verbose(message: unknown, ...rest: unknown[]): void {
    this.#write('trace', 'trace', message, rest);
  }

  warn(message: unknown, ...rest: unknown[]): void {
    this.#write('warn', 'warn', message, rest);
  }

  error(message: unknown, ...rest: unknown[]): void {
    this.#write('error', 'error', message, rest);
  }

  fatal(message: unknown, ...rest: unknown[]): void {
    this.#write('fatal', 'fatal', message, rest);
  }

  /** Nest gives the place that logs as the last parameter; a stack before it quotes the message and is left out. */
  #write(framework: Level, house: Level, message: unknown, rest: readonly unknown[]): void {
    if (isHouseLine(message)) {
      const { event, ...fields } = message;
      this.target.write(house, event, fields);
      return;
    }
    const context = rest.at(-1);
    this.target.write(framework, 'framework', {
      ...(typeof context === 'string' ? { context } : {}),
      ...(message instanceof Error ? { error: message } : typeof message === 'string' ? { text: message } : {}),
    });
  }
}

type Level = Parameters<Log['write']>[0];

function isHouseLine(message: unknown): message is HouseLine {
  if (typeof message !== 'object' || message === null || !('event' in message)) return false;
  return typeof message.event === 'string' && Object.hasOwn(logWords, message.event);
}

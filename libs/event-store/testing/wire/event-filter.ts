import type { LogRecord } from '../log/record.js';
import type { streams } from './stubs.js';

/** Which events of the log a subscription sends, and how often it tells how far it has looked. */
export interface EventFilter {
  readonly allows: (record: LogRecord) => boolean;
  /** Events looked at in one page. */
  readonly window: number;
  /** Events looked at between two checkpoints. */
  readonly checkpointEvery: number;
}

/** The server reads, and looks at, so many events at a time. */
export const PAGE = 32;

export function eventFilter(message: streams.ReadReq.Options.FilterOptions): EventFilter {
  const window = message.hasMax() ? message.getMax() : PAGE;
  const byType = message.getEventType();
  const expression = byType ?? message.getStreamIdentifier();
  const text = (record: LogRecord): string => (byType ? record.type : record.stream);
  const matches = matcher(expression?.getRegex() ?? '', expression?.getPrefixList() ?? []);
  return { allows: (record) => matches(text(record)), window, checkpointEvery: window * message.getCheckpointintervalmultiplier() };
}

function matcher(regex: string, prefixes: readonly string[]): (text: string) => boolean {
  if (regex === '') return (text) => prefixes.some((prefix) => text.startsWith(prefix));
  const pattern = new RegExp(regex, 'u');
  return (text) => pattern.test(text);
}

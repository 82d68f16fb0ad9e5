import { StoreClosedError, StoreFormatError, StoreUnavailableError } from '#libs/event-store';

/** What a log line tells of an error. */
export interface DescribedError {
  readonly type: string;
  /** An error's own code: of the house, of the operating system, of the database. */
  readonly code?: string;
  /** Only of the event store's own errors. */
  readonly message?: string;
  /** The frames, without the message above them. */
  readonly stack?: readonly string[];
  readonly cause?: DescribedError;
}

const DEEPEST_CAUSE = 3;

/**
 * An error without what it quotes. Messages of errors quote what they are about (JSON.parse the text, a schema the value), so they are left out; type, code and frames lead to the line of
 * the program. The event store's own errors are worded by the house about the connection; what looks like a credential in them is taken out.
 */
export function describeError(error: unknown, depth = 0): DescribedError {
  if (!(error instanceof Error)) return { type: typeof error };
  const { code } = error as { readonly code?: unknown };
  const stack = framesOf(error);
  const tellsMessage = error instanceof StoreUnavailableError || error instanceof StoreClosedError || error instanceof StoreFormatError;
  return {
    type: error.name,
    ...(typeof code === 'string' && /^[\w.-]{1,64}$/.test(code) ? { code } : {}),
    ...(tellsMessage ? { message: withoutCredentials(error.message) } : {}),
    ...(stack.length > 0 ? { stack } : {}),
    ...(error.cause instanceof Error && depth < DEEPEST_CAUSE ? { cause: describeError(error.cause, depth + 1) } : {}),
  };
}

/** Frames of a stack; the message, which may have lines that look like frames, is cut off first. */
function framesOf({ stack = '', message }: Error): string[] {
  const at = message === '' ? -1 : stack.indexOf(message);
  const below = at < 0 ? stack : stack.slice(at + message.length);
  return below
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line.startsWith('at '));
}

/** Takes user and password out of addresses (`esdb://user:password@host`). A password may hold an `@`. */
export function withoutCredentials(text: string): string {
  return text.replace(/([a-z][a-z0-9+.-]*:\/\/)\S*@/gi, '$1');
}

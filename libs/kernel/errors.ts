/** What kind of refusal an error is; the HTTP edge maps each kind to one status. */
export type ErrorKind =
  | 'invalid' // 400: the request itself is malformed or a value is out of its domain
  | 'unauthenticated' // 401
  | 'forbidden' // 403: this person may not do this
  | 'notFound' // 404
  | 'conflict' // 409: the state of the ledger does not allow it (now)
  | 'stale' // 412: the caller acted on a version that is no longer current
  | 'tooLarge' // 413
  | 'unprocessable' // 422: same idempotency key, other input
  | 'unavailable'; // 503: nothing was decided, try again

/** One error code: its kind, the Chinese text for people ({name} marks a parameter) and what to do about it. */
export interface ErrorDefinition {
  readonly kind: ErrorKind;
  readonly zh: string;
  readonly remedy: string;
}

export type ErrorParams = Readonly<Record<string, string | number | boolean | null>>;

/** One thing that is wrong: its code, its text, and where it is (field path, line, file and row). */
export interface Fault {
  readonly code: string;
  readonly message: string;
  readonly remedy: string;
  readonly where?: string;
  readonly params?: ErrorParams;
}

/**
 * A refusal by the domain: stable code, Chinese text, where, what to do. `faults` lists every single fault where there are several
 * (all errors of a file at once, all blockers of a closing).
 */
export class DomainError extends Error implements Fault {
  override readonly name = 'DomainError';
  constructor(
    readonly code: string,
    readonly kind: ErrorKind,
    message: string,
    readonly remedy: string,
    readonly params: ErrorParams = {},
    readonly where?: string,
    readonly faults: readonly Fault[] = [],
  ) {
    super(message);
  }
}

/** The error codes of one room: makes faults and refusals, and feeds the catalogue. */
export interface ErrorCodes<C extends string> {
  readonly definitions: Readonly<Record<C, ErrorDefinition>>;
  /** One fault, to be collected with others. */
  fault(code: C, params?: ErrorParams, where?: string): Fault;
  /** An error to throw. */
  error(code: C, params?: ErrorParams, options?: { where?: string; faults?: readonly Fault[] }): DomainError;
}

const catalogue = new Map<string, ErrorDefinition>();

/** Declares the error codes of a room. A code is `room.what`; declaring one twice is a programming error. */
export function defineErrors<const T extends Readonly<Record<string, ErrorDefinition>>>(definitions: T): ErrorCodes<keyof T & string> {
  for (const [code, definition] of Object.entries(definitions)) {
    if (catalogue.has(code)) throw new Error(`error code declared twice: ${code}`);
    catalogue.set(code, definition);
  }
  const text = (template: string, params: ErrorParams): string =>
    template.replace(/\{(\w+)\}/g, (whole, name: string) => (name in params ? String(params[name]) : whole));
  return {
    definitions,
    fault(code, params = {}, where) {
      const d = definitions[code] as ErrorDefinition;
      return { code, message: text(d.zh, params), remedy: text(d.remedy, params), params, ...(where === undefined ? {} : { where }) };
    },
    error(code, params = {}, options = {}) {
      const d = definitions[code] as ErrorDefinition;
      return new DomainError(code, d.kind, text(d.zh, params), text(d.remedy, params), params, options.where, options.faults);
    },
  };
}

/** Every declared error code, for docs/catalogue. Only rooms that were imported are listed. */
export function errorCatalogue(): ReadonlyMap<string, ErrorDefinition> {
  return catalogue;
}

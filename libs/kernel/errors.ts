/** What kind of refusal an error is; the HTTP edge maps each kind to one status. */
export type ErrorKind =
  | 'invalid' // 400: the request itself is malformed or a value is out of its domain
  | 'unauthenticated' // 401
  | 'forbidden' // 403: this person may not do this
  | 'notFound' // 404
  | 'conflict' // 409: the state of the ledger does not allow it (now)
  | 'gone' // 410: it was there and has been erased for good
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

/** The value of a parameter, for machines. */
export type ParamValue = string | number | boolean | null;
export type ErrorParams = Readonly<Record<string, ParamValue>>;

/** A parameter whose value is a code word: machines get the value, people read the words. */
export interface InWords {
  readonly value: ParamValue;
  readonly words: string;
}
/** What an error's text is made from. What is a code (a department, a status, a metric) comes with its words. */
export type ErrorArguments = Readonly<Record<string, ParamValue | InWords>>;

/** A code and the words in which people read it. */
export const inWords = (value: ParamValue, words: string): InWords => ({ value, words });

/** A code in the words that its own table has for it. */
export const named = <C extends string>(names: Readonly<Record<C, string>>, code: C): InWords => inWords(code, names[code]);

/** Several codes of one table, parted by 、 in value and words alike. */
export const namedEach = <C extends string>(names: Readonly<Record<C, string>>, codes: readonly C[]): InWords =>
  inWords(codes.join('、'), codes.map((code) => names[code]).join('、'));

/** Several things that are already in words, as one. */
export const wordsOf = (parts: readonly InWords[]): InWords =>
  inWords(parts.map(({ value }) => value).join('、'), parts.map(({ words }) => words).join('、'));

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
  fault(code: C, params?: ErrorArguments, where?: string): Fault;
  /** An error to throw. */
  error(code: C, params?: ErrorArguments, options?: { where?: string; faults?: readonly Fault[] }): DomainError;
}

const catalogue = new Map<string, ErrorDefinition>();

/**
 * One refusal for all faults of an input. A single fault lends it its code, so that each wrong input has a code of its own; for several, `many` makes the error that
 * lists them.
 */
export function refusalOf(faults: readonly Fault[], many: (faults: readonly Fault[]) => DomainError): DomainError {
  const [only] = faults;
  if (faults.length !== 1 || only === undefined) return many(faults);
  return new DomainError(only.code, 'invalid', only.message, only.remedy, only.params, only.where, faults);
}

/** Declares the error codes of a room. A code is `room.what`; declaring one twice is a programming error. */
export function defineErrors<const T extends Readonly<Record<string, ErrorDefinition>>>(definitions: T): ErrorCodes<keyof T & string> {
  for (const [code, definition] of Object.entries(definitions)) {
    if (catalogue.has(code)) throw new Error(`error code declared twice: ${code}`);
    catalogue.set(code, definition);
  }
  return {
    definitions,
    fault(code, given = {}, where) {
      const d = definitions[code] as ErrorDefinition;
      const texts = { message: fill(d.zh, given), remedy: fill(d.remedy, given) };
      return { code, ...texts, params: valuesOf(given), ...(where === undefined ? {} : { where }) };
    },
    error(code, given = {}, options = {}) {
      const d = definitions[code] as ErrorDefinition;
      return new DomainError(code, d.kind, fill(d.zh, given), fill(d.remedy, given), valuesOf(given), options.where, options.faults);
    },
  };
}

const hasWords = (given: ParamValue | InWords): given is InWords => typeof given === 'object' && given !== null;

/** A template with each {name} in words; a name that is not given stays as it is, so that a spec sees the gap. */
function fill(template: string, given: ErrorArguments): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = given[name];
    if (value === undefined) return whole;
    return hasWords(value) ? value.words : plain(value);
  });
}

function plain(value: ParamValue): string {
  if (value === null) return '无';
  if (typeof value === 'boolean') return value ? '是' : '否';
  return String(value);
}

function valuesOf(given: ErrorArguments): ErrorParams {
  return Object.fromEntries(Object.entries(given).map(([name, value]) => [name, hasWords(value) ? value.value : value]));
}

/** Every declared error code, for docs/catalogue. Only rooms that were imported are listed. */
export function errorCatalogue(): ReadonlyMap<string, ErrorDefinition> {
  return catalogue;
}

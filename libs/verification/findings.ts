import type { ErrorArguments } from '#libs/kernel';
import { type VerificationCode, verificationErrors } from './errors.js';
import type { LogLine } from './log/log-line.js';
import type { Counts, Difference, Place, Withheld } from './report.js';

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** How long a shown value may be: a place is looked up, not read here. */
const SHOWN = 300;

/** Collects what differs and counts what was looked at. */
export class Findings {
  readonly counts: Writable<Counts> = {
    events: 0,
    streams: 0,
    schemas: 0,
    decisions: 0,
    dossiers: 0,
    checkpoints: 0,
    runs: 0,
    sheets: 0,
    evidenceFiles: 0,
    evidenceRows: 0,
  };
  readonly withheld: Writable<Withheld> = { data: 0, metadata: 0, streams: 0, runs: 0, evidenceFiles: 0 };
  readonly #kept: Difference[] = [];
  #found = 0;

  constructor(private readonly most: number) {}

  get found(): number {
    return this.#found;
  }

  /** The kept ones in log order. */
  inOrder(): Difference[] {
    return [...this.#kept];
  }

  add(code: VerificationCode, place: Place, compared: Compared = {}, params: ErrorArguments = {}): void {
    this.#found++;
    const difference = differenceOf(code, place, compared, params);
    const at = this.#kept.findIndex((kept) => isBefore(place, kept.place));
    this.#kept.splice(at < 0 ? this.#kept.length : at, 0, difference);
    this.#kept.length = Math.min(this.#kept.length, this.most);
  }
}

interface Compared {
  readonly expected?: string;
  readonly found?: string;
}

/** One difference in words and for machines. */
export function differenceOf(
  code: VerificationCode,
  place: Place,
  { expected, found }: Compared = {},
  params: ErrorArguments = {},
): Difference {
  const compared = {
    ...(expected === undefined ? {} : { expected: shown(expected) }),
    ...(found === undefined ? {} : { found: shown(found) }),
  };
  return { ...verificationErrors.fault(code, { expected: null, found: null, ...compared, ...params }), code, place, ...compared };
}

/** In log order; what is at no place of the log comes last. */
export function inLogOrder(differences: readonly Difference[]): Difference[] {
  return [...differences].sort((a, b) => (isBefore(a.place, b.place) ? -1 : isBefore(b.place, a.place) ? 1 : 0));
}

/** The place of a line, or of something in it. */
export function placeOf({ index, stream, revision, id, type }: LogLine, path?: string): Place {
  return { index, stream, revision, eventId: id, type, ...(path === undefined ? {} : { path }) };
}

/** A known event stands before a range that ends with it: it says more. */
function isBefore(a: Place, b: Place): boolean {
  const [x, y] = [a.index ?? Infinity, b.index ?? Infinity];
  return x === y ? a.from === undefined && b.from !== undefined : x < y;
}

function shown(text: string): string {
  return text.length <= SHOWN ? text : `${text.slice(0, SHOWN)}…`;
}

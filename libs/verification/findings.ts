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

  add(
    code: VerificationCode,
    place: Place,
    compared: { readonly expected?: string; readonly found?: string } = {},
    params: ErrorArguments = {},
  ): void {
    this.#found++;
    const given = { ...params, expected: shown(compared.expected) ?? null, found: shown(compared.found) ?? null };
    const difference: Difference = {
      ...verificationErrors.fault(code, given),
      code,
      place,
      ...(compared.expected === undefined ? {} : { expected: shown(compared.expected) as string }),
      ...(compared.found === undefined ? {} : { found: shown(compared.found) as string }),
    };
    const at = this.#kept.findIndex((kept) => isBefore(place, kept.place));
    this.#kept.splice(at < 0 ? this.#kept.length : at, 0, difference);
    this.#kept.length = Math.min(this.#kept.length, this.most);
  }
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

function shown(text: string | undefined): string | undefined {
  return text === undefined || text.length <= SHOWN ? text : `${text.slice(0, SHOWN)}…`;
}

import type { Delivery } from '../evidence.js';
import type { Reference } from './references.js';

/**
 * What came of looking at a file: it is what its hash says; it is another one; its key is not there; it was erased, and yet something of it lies there; or only that it is there
 * was looked at.
 */
export type Condition = 'sound' | 'changed' | 'keyMissing' | 'erased' | 'there';

/** A file as it lies in the folder. */
export interface ExaminedFile {
  readonly hash: string;
  /** Bytes on the disk. */
  readonly bytes: number;
  /** When it was put there, or last healed. */
  readonly since: Date;
  readonly condition: Condition;
  /** Empty where nobody can read who delivered it. */
  readonly deliveries: readonly Delivery[];
}

/** What an interrupted upload has left. */
export interface Unfinished {
  readonly name: string;
  readonly bytes: number;
  readonly since: Date;
}

/** A file that no event refers to: delivered and never used, or used by a command that was refused. */
export interface Orphan extends Pick<ExaminedFile, 'hash' | 'bytes' | 'since' | 'deliveries'> {
  /** Whole days that it has lain there. */
  readonly days: number;
}

/** A file that something is wrong with. `reference`: the first event that refers to it; absent: none does. */
export interface Trouble {
  readonly hash: string;
  readonly reference?: Reference;
}

export interface EvidenceSurvey {
  /** Nothing that an event refers to is missing, changed or locked, and nothing that was erased lies there. Orphans are no fault. */
  readonly ok: boolean;
  readonly files: number;
  readonly bytes: number;
  /** Files that events refer to, the erased ones left out. */
  readonly referred: number;
  readonly erased: number;
  readonly orphans: readonly Orphan[];
  readonly missing: readonly Trouble[];
  readonly changed: readonly Trouble[];
  readonly keyMissing: readonly Trouble[];
  /** Their erasure is recorded; it goes on when the server starts again. */
  readonly notYetErased: readonly Trouble[];
  readonly unfinished: readonly (Unfinished & { readonly days: number })[];
}

export interface SurveyInput {
  readonly files: Iterable<ExaminedFile>;
  readonly unfinished: readonly Unfinished[];
  readonly references: { readonly first: ReadonlyMap<string, Reference>; readonly erased: ReadonlySet<string> };
  readonly now: Date;
}

/** Holds the files in a folder against the events that refer to them. Nothing is changed: what may go is for people to decide. */
export function surveyEvidence({ files, unfinished, references: { first, erased }, now }: SurveyInput): EvidenceSurvey {
  const there = new Map([...files].map((file) => [file.hash, file]));
  const trouble = (hash: string): Trouble => {
    const reference = first.get(hash);
    return { hash, ...(reference && { reference }) };
  };
  const inCondition = (...conditions: readonly Condition[]): Trouble[] =>
    [...there.values()]
      .filter(({ hash, condition }) => conditions.includes(condition) && !erased.has(hash))
      .map(({ hash }) => trouble(hash));
  const referred = [...first.keys()].filter((hash) => !erased.has(hash));
  const missing = referred.filter((hash) => !there.has(hash)).map(trouble);
  const [changed, keyMissing] = [inCondition('changed'), inCondition('keyMissing')];
  const notYetErased = [...there.values()]
    .filter(({ hash, condition }) => erased.has(hash) || condition === 'erased')
    .map(({ hash }) => trouble(hash));
  const orphans = [...there.values()]
    .filter(({ hash, condition }) => !first.has(hash) && !erased.has(hash) && condition !== 'erased')
    .map(({ hash, bytes, since, deliveries }) => ({ hash, bytes, since, deliveries, days: daysBetween(since, now) }));
  return {
    ok: missing.length + changed.length + keyMissing.length + notYetErased.length === 0,
    files: there.size,
    bytes: [...there.values()].reduce((sum, { bytes }) => sum + bytes, 0),
    referred: referred.length,
    erased: erased.size,
    orphans: orphans.sort((a, b) => a.since.getTime() - b.since.getTime() || (a.hash < b.hash ? -1 : 1)),
    missing,
    changed,
    keyMissing,
    notYetErased,
    unfinished: unfinished.map((one) => ({ ...one, days: daysBetween(one.since, now) })),
  };
}

const DAY_MS = 24 * 60 * 60 * 1000;

function daysBetween(since: Date, now: Date): number {
  return Math.max(0, Math.floor((now.getTime() - since.getTime()) / DAY_MS));
}

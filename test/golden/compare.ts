import { isDeepStrictEqual } from 'node:util';
import type { Expected } from './case-form.js';

/** One thing that came out otherwise: of a park (a row's code, or total, rank, tier, award, status, reasons) or of the whole result. */
export interface Difference {
  readonly park?: string;
  readonly what: string;
  readonly expected: unknown;
  readonly got: unknown;
}

/** Every difference between what a case expects and what came out, on every key of either. */
export function differences(expected: Expected, got: Expected): Difference[] {
  const { parks: expectedParks, ...expectedRest } = expected;
  const { parks: gotParks, ...gotRest } = got;
  const ids = keys(expectedParks, gotParks).sort();
  return [...ids.flatMap((park) => parkDifferences(park, expectedParks[park], gotParks[park])), ...plain(expectedRest, gotRest)];
}

function parkDifferences(
  park: string,
  expected: Expected['parks'][string] | undefined,
  got: Expected['parks'][string] | undefined,
): Difference[] {
  if (expected === undefined || got === undefined) return [{ park, what: 'park', expected: expected?.status, got: got?.status }];
  const { scores: expectedScores, ...expectedRest } = expected;
  const { scores: gotScores, ...gotRest } = got;
  const rows =
    expectedScores === undefined || gotScores === undefined
      ? plain({ scores: expectedScores }, { scores: gotScores })
      : plain(expectedScores, gotScores);
  return [...rows, ...plain(expectedRest, gotRest)].map((difference) => ({ park, ...difference }));
}

function plain(expected: object, got: object): Difference[] {
  const of = (object: object, key: string): unknown => (object as Record<string, unknown>)[key];
  return keys(expected, got)
    .filter((key) => !isDeepStrictEqual(of(expected, key), of(got, key)) || key in expected !== key in got)
    .map((what) => ({ what, expected: of(expected, what), got: of(got, what) }));
}

function keys(a: object, b: object): string[] {
  return [...new Set([...Object.keys(a), ...Object.keys(b)])];
}

/** A difference on one line. */
export function differenceText({ park, what, expected, got }: Difference): string {
  return `${park === undefined ? '' : `park ${park}, `}${what}: expected ${JSON.stringify(expected)}, got ${JSON.stringify(got)}`;
}

import { compareEditions, type Comparison, runResult, whatIf } from '#libs/evaluation';
import { canonicalJson } from '#libs/kernel';
import type { Scheme } from '#libs/scheme';
import { engine } from '#libs/scoring';
import { auditorErrors as errors } from '../errors.js';
import type { BundleLedger } from '../ledger/bundle-ledger.js';
import type { EditionNote } from '../ledger/editions.js';
import { differenceOf, isRefusal } from '../report/difference.js';
import type { Difference } from '../report/report.js';

/** One edition computed anew, beside what was recorded of it. */
export interface RecomputedEdition extends EditionNote {
  /** `withheld`: the bundle does not have what it is computed from. */
  readonly state: 'same' | 'differs' | 'withheld';
  /** What is withheld. */
  readonly missing?: string;
  readonly recomputedHash?: string;
  readonly parks: number;
  readonly ranked: number;
  readonly differences: readonly Difference[];
  /** What the other scheme would change. */
  readonly underScheme?: Comparison;
}

/** Computes an edition from the facts that its run pinned, and by another scheme too where one is given. */
export async function recomputeEdition(ledger: BundleLedger, note: EditionNote, scheme: Scheme | undefined): Promise<RecomputedEdition> {
  const recorded = ledger.run(note.year, note.run);
  const stream = `scoringRun-${note.year}_${note.run}`;
  const known = { ...note, parks: recorded.parks.length, ranked: recorded.completed?.ranked ?? 0 };
  try {
    const { input, result } = await ledger.compute(note.year, note.run);
    const differences = differencesOf(note, recorded, runResult(input, result), stream);
    const version = engine(result.engine);
    const sides = { before: { edition: note.edition, input, result }, edition: note.edition };
    const other = scheme && whatIf(input, { scheme }, version);
    return {
      ...known,
      state: differences.length === 0 ? 'same' : 'differs',
      recomputedHash: result.resultHash,
      differences,
      ...(other && { underScheme: compareEditions(sides.before, { edition: note.edition, input: other.input, result: other.result }) }),
    };
  } catch (error) {
    if (!isRefusal(error)) throw error;
    if (error.code === 'auditor.withheld') return { ...known, state: 'withheld', missing: String(error.params.what), differences: [] };
    return { ...known, state: 'differs', differences: [differenceOf(error, { stream })] };
  }
}

type Recorded = ReturnType<BundleLedger['run']>;

/** Recorded scores, places, awards and hashes beside the computed ones; what is named is the first that differs of each park. */
function differencesOf(
  { year, run, resultHash }: EditionNote,
  recorded: Recorded,
  computed: ReturnType<typeof runResult>,
  stream: string,
): Difference[] {
  const found: Difference[] = [];
  const compare = (what: string, type: string, expected: unknown, given: unknown): void => {
    const sides = { expected: canonicalJson(expected ?? null), found: canonicalJson(given ?? null) };
    if (sides.expected === sides.found) return;
    found.push(differenceOf(errors.fault('auditor.recomputedDiffers', { year, run, what, ...sides }), { stream, type, path: what }, sides));
  };
  const ranking = new Map(computed.ranking.map((one) => [one.park, one]));
  const scored = new Map(recorded.parks.map((one) => [one.park, one]));
  const awards = new Map(recorded.awards.map((one) => [one.park, one.amount]));
  const places = new Map(recorded.ranking.map((one) => [one.park, one]));
  for (const park of computed.parks) {
    compare(`${park.park}`, 'ParkScored', park, scored.get(park.park));
    const place = ranking.get(park.park);
    if (!place) continue;
    const { rank, tier } = place;
    compare(`${park.park}`, 'TierAssigned', { park: park.park, rank, tier }, places.get(park.park));
    // A park without an award has no event of one.
    compare(`${park.park}`, 'AwardProposed', place.award, awards.has(park.park) ? awards.get(park.park) : '0');
  }
  compare('resultHash', 'RunCompleted', computed.resultHash, recorded.completed?.resultHash);
  compare('resultHash', 'ResultsFinalised', computed.resultHash, resultHash);
  return found;
}

import type { Recorded } from '#libs/event-sourcing';
import { evolveRun, initialRun, type RunEvent, runId, type RunState } from '#libs/evaluation';
import { compareIds, fraction, roundHalfUp, streamName } from '#libs/kernel';
import type { BundleKind } from '../manifest.js';
import { RESULT_FORMAT, type ResultFile, type ResultRow } from '../result-file.js';
import type { BundleSources } from './sources.js';
import type { FinalisedEdition, Survey } from './survey.js';

/** A run as its stream says. */
export async function recordedRun(store: BundleSources['store'], year: number, run: number): Promise<RunState> {
  let state = initialRun;
  for await (const page of store.readStream(streamName('scoringRun', runId(year, run)))) {
    for (const { type, data } of page) state = evolveRun(state, { type, data: JSON.parse(data) } as Recorded<RunEvent>);
  }
  return state;
}

/** The table of a finalised edition; nothing where its run's stream does not have it whole. In a public one points have two decimals. */
export function resultTable(edition: FinalisedEdition, run: RunState, survey: Survey, kind: BundleKind): ResultFile | undefined {
  const { started, completed } = run;
  if (!started || !completed) return undefined;
  const digits = kind === 'whole' ? (points: string) => points : (points: string) => roundHalfUp(fraction(points), 2);
  const places = new Map(run.ranking.map((place) => [place.park, place]));
  const awards = new Map(run.awards.map((award) => [award.park, award]));
  const order = new Map(run.ranking.map(({ park }, i) => [park, i]));
  const parks = run.parks.map(({ park, status, reasons, scores, total, sheetHash }): ResultRow => {
    return {
      park,
      name: survey.parkNames.get(park) ?? null,
      status,
      rank: places.get(park)?.rank ?? null,
      tier: places.get(park)?.tier ?? null,
      award: awards.get(park)?.amount ?? null,
      held: awards.get(park)?.held ?? null,
      total: total === undefined ? null : digits(total),
      scores: scores === undefined ? null : Object.fromEntries(Object.entries(scores).map(([row, points]) => [row, digits(points)])),
      reasons: reasons === undefined ? null : [...reasons],
      // It is the hash of a sheet full of amounts.
      sheetHash: kind === 'whole' ? sheetHash : null,
    };
  });
  return {
    format: RESULT_FORMAT,
    year: edition.year,
    edition: edition.edition,
    run: edition.run,
    finalised: { eventId: edition.event.id, index: edition.event.index.toString() },
    scheme: started.scheme,
    engine: started.engineVersion,
    resultDay: started.resultDay,
    resultHash: completed.resultHash,
    outcomeHash: completed.outcomeHash,
    ranked: completed.ranked,
    tiers: completed.tiers,
    parks: parks.sort((a, b) => (order.get(a.park) ?? Infinity) - (order.get(b.park) ?? Infinity) || compareIds(a.park, b.park)),
  };
}

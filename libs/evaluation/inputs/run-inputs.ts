import { dossierId, parseDossierId } from '#libs/dossier';
import { compareIds, inWords, type InWords, parseStreamName } from '#libs/kernel';
import { type Engine, type Measures, measuresHash, type ParkInput, type ScoringInput } from '#libs/scoring';
import { evaluationErrors as errors } from '../errors.js';
import type { Pin, Rulings } from '../run/run.events.js';
import { dossierMeasures, type Included, scoringInput, scoringStatus, statusHash, type StatusFrame, sumMeasures } from './assemble.js';
import { dossierStream, parkStream, type RunReaders } from './readers.js';

/** Who is judged: participants with their dossiers, exempt parks by their status alone, predecessors by their base year (R18). */
export interface RunParks {
  readonly participants: readonly string[];
  readonly exempt: readonly string[];
  readonly predecessors: readonly { readonly park: string; readonly of: string }[];
}

/** The streams that a run reads, in the order of their names. */
export function streamsOf({ participants, exempt, predecessors }: RunParks, year: number): string[] {
  const streams = [
    ...[...participants, ...exempt].map(parkStream),
    ...participants.flatMap((park) => [dossierStream(dossierId({ park, year })), dossierStream(dossierId({ park, year: year - 1 }))]),
    ...predecessors.map(({ park }) => dossierStream(dossierId({ park, year: year - 1 }))),
  ];
  return [...new Set(streams)].sort(compareIds);
}

/** Pins every stream of a run where it stands now. */
export async function pinInputs(parks: RunParks, frame: StatusFrame, engine: Engine, readers: RunReaders): Promise<Pin[]> {
  const pins: Pin[] = [];
  for (const stream of streamsOf(parks, frame.year)) {
    const { revision, factsHash } = await readStream(stream, undefined, frame, engine, readers);
    pins.push({ stream, revision, leavesHash: await readers.leavesHash(stream, revision), factsHash });
  }
  return pins;
}

/** What a run's scoring receives from its pins, checked against them: a stream that no longer says what was pinned is refused (`evaluation.pinBroken`). */
export async function loadRunInputs(
  pins: readonly Pin[],
  parks: RunParks,
  frame: StatusFrame,
  rulings: Rulings,
  engine: Engine,
  readers: RunReaders,
): Promise<ScoringInput> {
  const read = new Map<string, StreamFacts>();
  for (const pin of pins) {
    const facts = await readStream(pin.stream, pin.revision, frame, engine, readers);
    const leaves = await readers.leavesHash(pin.stream, pin.revision);
    if (facts.factsHash !== pin.factsHash || leaves !== pin.leavesHash) {
      throw errors.error('evaluation.pinBroken', { stream: streamInWords(pin.stream), revision: pin.revision });
    }
    read.set(pin.stream, facts);
  }
  return assemble(read, parks, frame, rulings);
}

/** A pinned stream as people read it: `档案 LA-001_2023（dossier-LA-001_2023）`. */
function streamInWords(stream: string): InWords {
  const { category, id } = parseStreamName(stream);
  return inWords(stream, `${category === 'park' ? '园区' : '档案'} ${id}（${stream}）`);
}

/** What a run would receive now; `submitted` facts too where a what-if asks for them. */
export async function currentInputs(
  parks: RunParks,
  frame: StatusFrame,
  rulings: Rulings,
  engine: Engine,
  readers: RunReaders,
  include: Included,
): Promise<ScoringInput> {
  const read = new Map<string, StreamFacts>();
  for (const stream of streamsOf(parks, frame.year)) read.set(stream, await readStream(stream, undefined, frame, engine, readers, include));
  return assemble(read, parks, frame, rulings);
}

interface StreamFacts {
  readonly revision: number;
  readonly factsHash: string;
  readonly status?: ParkInput['status'];
  readonly measures?: Measures;
}

async function readStream(
  stream: string,
  upTo: number | undefined,
  frame: StatusFrame,
  engine: Engine,
  readers: RunReaders,
  include: Included = 'verified',
): Promise<StreamFacts> {
  const { category, id } = parseStreamName(stream);
  if (category === 'park') {
    const { state, revision } = await readers.park(id, upTo);
    const status = scoringStatus(state, frame);
    return { revision, status, factsHash: statusHash(status) };
  }
  const { park, year } = parseDossierId(id);
  const { state, revision } = await readers.dossier(id, upTo);
  const use = year === frame.year ? 'year' : 'base';
  const measures = dossierMeasures(engine, state, { park, year, use }, frame.scheme, include);
  return { revision, measures, factsHash: measuresHash(measures) };
}

/** An exempt park has no facts, so it must be barred; if its status changed since closing, only a new closing can judge it. */
function assemble(read: ReadonlyMap<string, StreamFacts>, parks: RunParks, frame: StatusFrame, rulings: Rulings): ScoringInput {
  const measuresIn = (park: string, year: number): Measures => read.get(dossierStream(dossierId({ park, year })))?.measures ?? {};
  const statusOf = (park: string): ParkInput['status'] => {
    const status = read.get(parkStream(park))?.status;
    if (!status) throw new TypeError(`park ${park} was not read`);
    return status;
  };
  const judged = parks.participants.map((id): ParkInput => {
    const bases = [id, ...parks.predecessors.filter(({ of }) => of === id).map(({ park }) => park)];
    const base = sumMeasures(bases.map((park) => ({ park, measures: measuresIn(park, frame.year - 1) })));
    return { id, status: statusOf(id), facts: { current: measuresIn(id, frame.year), base } };
  });
  const exempt = parks.exempt.map((id): ParkInput => {
    const status = statusOf(id);
    if (status.recognised && !status.parkWithinPark && status.falseEvidence.length === 0)
      throw errors.error('evaluation.exemptNowEligible', { park: id });
    return { id, status, facts: { current: {}, base: {} } };
  });
  return scoringInput(frame, rulings, [...judged, ...exempt]);
}

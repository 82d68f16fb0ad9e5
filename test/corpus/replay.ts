import { awardDecider, evaluationDecider, ledgerReaders, loadRunInputs, parseRunId, runResult, scoringRunDecider } from '#libs/evaluation';
import { dossierDecider } from '#libs/dossier';
import { erasureDecider } from '#libs/erasure';
import {
  type Command,
  type CommandAnswer,
  CommandRunner,
  type Decider,
  type DomainEvent,
  type EventRegistry,
  ledgerDecider,
  type Loaded,
} from '#libs/event-sourcing';
import type { EventStore } from '#libs/event-store';
import { MemoryEventStore } from '#libs/event-store/memory';
import { canonicalJson, leaf, parseStreamName, sha256, streamName } from '#libs/kernel';
import { enterpriseDecider, parkDecider, tenancyDecider, zoneDecider } from '#libs/registry';
import { schemeDecider } from '#libs/rulebook';
import { engine } from '#libs/scoring';
import { submissionDecider } from '#libs/submission';
import { allEvents } from '../../apps/api/composition.js';
import type { CorpusEvent, Expected } from './corpus-files.js';

const deciders = [
  ledgerDecider,
  schemeDecider,
  zoneDecider,
  parkDecider,
  enterpriseDecider,
  tenancyDecider,
  dossierDecider,
  evaluationDecider,
  scoringRunDecider,
  awardDecider,
  erasureDecider,
  submissionDecider,
] as unknown as readonly Decider<unknown, Command, DomainEvent>[];

/** Folds streams and takes no commands. */
class Folding extends CommandRunner {
  constructor(
    private readonly store: EventStore,
    private readonly registry: EventRegistry,
  ) {
    super();
  }

  execute(): Promise<CommandAnswer<never>> {
    return Promise.reject(new Error('a replay takes no commands'));
  }

  async load<State, C extends Command, E extends DomainEvent, Extra>(
    decider: Decider<State, C, E, Extra>,
    id: string,
    upTo?: number,
  ): Promise<Loaded<State>> {
    let loaded: Loaded<State> = { state: decider.initial, revision: -1 };
    const some = upTo === undefined ? {} : { maxCount: upTo + 1 };
    for await (const page of this.store.readStream(streamName(decider.category, id), some)) {
      for (const event of page) {
        loaded = { state: decider.evolve(loaded.state, this.registry.parse(event) as never), revision: event.revision };
      }
    }
    return loaded;
  }
}

/** What a log comes to with this program: every event checked, every stream folded, every completed run computed anew, every leaf made. */
export async function replay(release: string, events: readonly CorpusEvent[]): Promise<Expected> {
  const registry = allEvents();
  const store = new MemoryEventStore();
  const streams = new Map<string, number>();
  for (const { stream, revision, ...event } of events) {
    await store.append(stream, revision === 0 ? 'noStream' : revision - 1, [event]);
    streams.set(stream, revision);
  }
  for await (const page of store.readAll()) page.forEach((event) => registry.check(event));
  const runner = new Folding(store, registry);
  const states: Record<string, Expected['streams'][string]> = {};
  const runs: Record<string, Expected['runs'][string]> = {};
  for (const [stream, revision] of [...streams].sort(([a], [b]) => (a < b ? -1 : 1))) {
    states[stream] = { revision, state: await stateHash(runner, stream) };
    const run = await recomputed(runner, store, stream);
    if (run) runs[stream] = run;
  }
  return { release, events: events.length, leaves: sha256(events.map((event) => `${leaf(event)}\n`).join('')), streams: states, runs };
}

async function stateHash(runner: CommandRunner, stream: string): Promise<string | null> {
  const { category, id } = parseStreamName(stream);
  // A process's own stream only records what came to nothing.
  if (category === 'process') return null;
  const decider = deciders.find((one) => one.category === category);
  if (!decider) throw new Error(`no decider folds ${stream}`);
  const { state } = await runner.load(decider, id);
  assertPlain(state, stream);
  return sha256(canonicalJson(state));
}

/** A state that canonical JSON would not show whole can't be compared. */
function assertPlain(value: unknown, where: string): void {
  if (typeof value !== 'object' || value === null) return;
  const form: unknown = Object.getPrototypeOf(value);
  if (!Array.isArray(value) && form !== Object.prototype && form !== null) throw new Error(`${where} is not plain JSON`);
  for (const [key, inner] of Object.entries(value)) assertPlain(inner, `${where}.${key}`);
}

/** A completed run, computed from what it pinned by the engine that it names. */
async function recomputed(runner: CommandRunner, store: EventStore, stream: string): Promise<Expected['runs'][string] | undefined> {
  const { category, id } = parseStreamName(stream);
  if (category !== scoringRunDecider.category) return undefined;
  const { state: recorded } = await runner.load(scoringRunDecider, id);
  const { started, completed, pins } = recorded;
  if (!started || !completed) return undefined;
  const { year, run } = parseRunId(id);
  const { state: asked } = await runner.load(evaluationDecider, String(year), run);
  const { state: scheme } = await runner.load(schemeDecider, started.scheme.id);
  if (scheme.status !== 'adopted') throw new Error(`${stream}: its scheme was never adopted`);
  const frame = { year, resultDay: started.resultDay, scheme: scheme.content };
  const parks = { participants: asked.participants, exempt: asked.exempt.map(({ park }) => park), predecessors: asked.predecessors };
  const readers = ledgerReaders(runner, store, () => Promise.resolve(scheme.content));
  const version = engine(started.engineVersion);
  const input = await loadRunInputs(pins, parks, frame, started.rulings, version, readers);
  const result = runResult(input, version.score(input));
  return { resultHash: result.resultHash, sheets: Object.fromEntries(result.parks.map(({ park, sheetHash }) => [park, sheetHash])) };
}

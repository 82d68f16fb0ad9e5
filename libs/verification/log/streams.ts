import { createHash, type Hash } from 'node:crypto';
import type { Loaded, Recorded } from '#libs/event-sourcing';
import { parseStreamName, sha256 } from '#libs/kernel';
import type { Findings } from '../findings.js';
import { placeOf } from '../findings.js';
import { streamKinds } from './kinds.js';
import type { LogLine } from './log-line.js';

/** Categories that a scoring run pins: their states and leaves are kept at every revision. */
const PINNED = new Set(['park', 'dossier']);
/** Whose state at a past revision says what a run was asked for. */
const LOOKED_BACK = new Set([...PINNED, 'evaluation']);

const NOTHING = sha256('');

interface Folded {
  state: unknown;
  revision: number;
  /** Whether a line's data was withheld or unreadable: what is folded is a part. */
  partial: boolean;
  /** Whether what stands there could not happen: it was told once, and nothing more is concluded from it. */
  broken: boolean;
  readonly leaves?: { readonly running: Hash; readonly hashes: string[] };
  /** States by revision, where they are looked at again. They share what did not change. */
  readonly states?: unknown[];
}

/** Every stream folded, by the deciders' own `evolve`. */
export class Streams {
  readonly #streams = new Map<string, Folded>();

  constructor(private readonly findings: Findings) {}

  /**
   * Takes the next event of its stream; `event` is absent where it can't be read. `inOrder`: it stands where the stream goes on. Returns the stream's state until then.
   */
  take(line: LogLine, event: Recorded | undefined, leaf: string | undefined, inOrder: boolean): unknown {
    const stream = this.#of(line.stream);
    const before = stream.state;
    stream.revision = line.revision;
    if (!inOrder) stream.broken = true;
    if (!event) stream.partial = true;
    else if (!stream.broken) this.#evolve(stream, line, event);
    if (stream.states) stream.states[line.revision] = stream.state;
    if (stream.leaves) {
      stream.leaves.running.update(`${leaf ?? ''}\n`);
      stream.leaves.hashes[line.revision] = stream.leaves.running.copy().digest('hex');
    }
    return before;
  }

  #evolve(stream: Folded, line: LogLine, event: Recorded): void {
    const decider = streamKinds.get(parseStreamName(line.stream).category)?.decider;
    if (!decider) return;
    try {
      stream.state = decider.evolve(stream.state, event);
    } catch (error) {
      // A switch that ends in a `never`, or a state that is not there: the event can't follow what stands before it.
      if (!(error instanceof Error)) throw error;
      stream.broken = true;
      if (!stream.partial) this.findings.add('verification.cannotFold', placeOf(line), {}, { type: line.type, stream: line.stream });
    }
  }

  #of(name: string): Folded {
    const known = this.#streams.get(name);
    if (known) return known;
    const { category } = parseStreamName(name);
    const fresh: Folded = {
      state: streamKinds.get(category)?.decider?.initial,
      revision: -1,
      partial: false,
      broken: false,
      ...(LOOKED_BACK.has(category) ? { states: [] } : {}),
      ...(PINNED.has(category) ? { leaves: { running: createHash('sha256'), hashes: [] } } : {}),
    };
    this.#streams.set(name, fresh);
    return fresh;
  }

  /** The last revision of a stream; −1 where it does not exist (yet). */
  revisionOf(stream: string): number {
    return this.#streams.get(stream)?.revision ?? -1;
  }

  /** Whether a stream is folded whole and without a difference. A stream that does not exist is. */
  isWhole(stream: string): boolean {
    const known = this.#streams.get(stream);
    return !known || (!known.partial && !known.broken);
  }

  /** Whether something of the stream is withheld. */
  isPartial(stream: string): boolean {
    return this.#streams.get(stream)?.partial ?? false;
  }

  /** The state now, or as it was at a revision of a stream that is looked back at. */
  load<State>(stream: string, initial: State, upTo?: number): Loaded<State> {
    const known = this.#streams.get(stream);
    if (!known || upTo === -1) return { state: initial, revision: -1 };
    if (upTo === undefined || upTo >= known.revision) return { state: known.state as State, revision: known.revision };
    if (!known.states) throw new TypeError(`past states of ${stream} are not kept`);
    return { state: known.states[upTo] as State, revision: upTo };
  }

  /** SHA-256 over the leaves of a pinned stream up to a revision, each followed by a line feed: as a run pins it. */
  leavesHash(stream: string, upTo: number): string {
    if (upTo < 0) return NOTHING;
    return this.#streams.get(stream)?.leaves?.hashes[upTo] ?? '';
  }

  counts(): { readonly streams: number; readonly partial: number; readonly dossiers: number } {
    let [partial, dossiers] = [0, 0];
    for (const [name, { partial: isPartial }] of this.#streams) {
      if (isPartial) partial++;
      if (name.startsWith('dossier-')) dossiers++;
    }
    return { streams: this.#streams.size, partial, dossiers };
  }
}
